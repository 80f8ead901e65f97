package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Scale;
import plumb.data.Target;
import plumb.diagnose.Diagnosis;
import plumb.diagnose.Finding;
import plumb.diagnose.Reference;
import plumb.diagnose.Verdict;
import plumb.gauge.History;
import plumb.math.Rng;
import plumb.remedy.Repair;

/// Several numbers and several labels for each row, from training to repair.
class SeveralTargetsTest {
    private static final int ROWS = 400;

    private static float[] inputs() {
        var rng = new Rng(3, Rng.Stream.DATA, 0);
        var x = new float[2 * ROWS];
        for (int i = 0; i < x.length; i++) x[i] = (float) (2 * rng.uniform() - 1);
        return x;
    }

    /// A sum near 1 and a product in the thousands.
    private static Dataset numbers() {
        float[] x = inputs();
        var y = new float[2 * ROWS];
        for (int i = 0; i < ROWS; i++) {
            y[2 * i] = x[2 * i] + x[2 * i + 1];
            y[2 * i + 1] = 5000 * x[2 * i] * x[2 * i + 1] + 2000;
        }
        return Dataset.of(x, List.of("a", "b"), new Target.Values(y, 2)).split(0.2, 1);
    }

    /// Three questions about a point: right of the middle, inside of a circle, up.
    private static Dataset labels() {
        float[] x = inputs();
        var y = new byte[3 * ROWS];
        for (int i = 0; i < ROWS; i++) {
            float a = x[2 * i];
            float b = x[2 * i + 1];
            y[3 * i] = (byte) (a > 0 ? 1 : 0);
            y[3 * i + 1] = (byte) (a * a + b * b < 0.7 ? 1 : 0);
            y[3 * i + 2] = (byte) (b > 0 ? 1 : 0);
        }
        return Dataset.of(x, List.of("a", "b"), new Target.Labels(y, 3)).split(0.2, 1);
    }

    private record Outcome(Score score, Diagnosis diagnosis, Plan plan, Dataset data) {
        List<String> findings() {
            return diagnosis.findings().stream().map(Finding::id).toList();
        }
    }

    private static Outcome train(Plan plan, Dataset data) {
        var history = new History();
        try (var training = new Training(plan, data, Settings.seed(1).workers(2))) {
            for (Step step : training) history.add(step);
        }
        return new Outcome(history.validation().orElseThrow(), Diagnosis.of(history, plan, data),
                plan, data);
    }

    private static Plan plan(String output, String loss) {
        return Plan.of("dense(32, relu, he-normal); " + output, loss, "adam(0.01)").epochs(30);
    }

    @Test
    void several_numbers_are_learned_in_units_of_their_own() {
        Dataset data = numbers();
        Outcome scaled = train(plan("dense(2)", "mse").scaleTarget(Scale.STANDARDIZE), data);
        assertThat(scaled.score.metric()).isGreaterThan(0.95);
        assertThat(scaled.diagnosis.verdict()).isEqualTo(Verdict.HEALTHY);
        Outcome plain = train(plan("dense(2)", "mse"), data);
        assertThat(plain.findings()).contains("unscaled-target");
        assertThat(plain.score.metric()).isLessThan(scaled.score.metric());
    }

    @Test
    void several_labels_are_learned_and_counted_one_by_one() {
        Outcome outcome = train(plan("dense(3, sigmoid)", "binary-cross-entropy"), labels());
        assertThat(outcome.score.metric()).isGreaterThan(0.93);
        assertThat(outcome.diagnosis.verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(outcome.findings()).doesNotContain("output-loss-mismatch");
    }

    @Test
    void one_of_several_is_the_wrong_output_for_labels_and_is_replaced() {
        assertThat(train(plan("dense(3, sigmoid)", "categorical-cross-entropy"), labels())
                .findings()).contains("output-loss-mismatch");
        Outcome sick = train(plan("dense(3, softmax)", "categorical-cross-entropy"), labels());
        assertThat(sick.findings()).startsWith("output-loss-mismatch");
        assertThat(sick.diagnosis.verdict()).isEqualTo(Verdict.SICK);
        Repair repair = Repair.of(sick.plan, sick.data, sick.diagnosis).seed(1).search();
        assertThat(repair.adopted().orElseThrow().change()).containsExactly(
                "output activation: softmax → sigmoid,"
                        + " loss: categorical-cross-entropy → binary-cross-entropy");
    }

    @Test
    void the_trivial_predictor_answers_each_target() {
        Dataset data = labels();
        byte[] of = ((Target.Labels) data.target()).of();
        double right = 0;
        for (int j = 0; j < 3; j++) {
            int label = j;
            long ones = Arrays.stream(data.train()).filter(r -> of[3 * r + label] == 1).count();
            int answer = 2 * ones > data.train().length ? 1 : 0;
            right += Arrays.stream(data.validation()).filter(r -> of[3 * r + label] == answer)
                    .count();
        }
        Score labels = Reference.trivial(plan("dense(3, sigmoid)", "binary-cross-entropy"), data)
                .trivial();
        assertThat(labels.metric())
                .isCloseTo(right / (3.0 * data.validation().length), within(1e-12));
        Score numbers = Reference.trivial(plan("dense(2)", "mse"), numbers()).trivial();
        assertThat(numbers.metric()).isBetween(-0.05, 0.0);
    }
}
