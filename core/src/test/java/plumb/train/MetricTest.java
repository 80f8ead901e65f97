package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import plumb.Cases;
import plumb.Members;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.data.Scale;
import plumb.data.Target;
import plumb.nn.Loss;
import plumb.text.InputError;

/// Metrics against published examples, and against references that compare every pair.
class MetricTest {
    private static final Plan PLAN = Plan.of("dense(1)", "mse", "sgd(0.1)");
    private static final Loss ENTROPY = new Loss.CategoricalCrossEntropy();
    private static final Offset<Double> EXACT = within(1e-12);

    private static List<String> names(int classes) {
        return IntStream.range(0, classes).mapToObj(c -> "c" + c).toList();
    }

    private static Answers classes(int names, int[] right, int width, float... outputs) {
        return answers(new Target.Classes(right, names(names)), width, outputs);
    }

    private static Answers values(float[] right, float... outputs) {
        return answers(new Target.Values(right), 1, outputs);
    }

    private static Answers answers(Target target, int width, float... outputs) {
        Dataset data = Dataset.of(new float[target.rows()], List.of("x"), target);
        return new Answers(new Encoding(data, width, PLAN), ENTROPY, outputs, data.train());
    }

    private static double of(String metric, Answers answers) {
        return Metric.of(metric).of(answers);
    }

    /// The examples in the documentation of scikit-learn's functions of the same names.
    @Test
    void published_examples() {
        assertThat(of("auc", classes(2, new int[] {0, 0, 1, 1}, 1, 0.1f, 0.4f, 0.35f, 0.8f)))
                .isCloseTo(0.75, EXACT);
        var three = new float[18];
        int[] said = {0, 2, 1, 0, 0, 1};
        for (int i = 0; i < 6; i++) three[3 * i + said[i]] = 1;
        assertThat(of("f1", classes(3, new int[] {0, 1, 2, 0, 1, 2}, 3, three)))
                .isCloseTo(0.8 / 3, EXACT);
        assertThat(of("top(2)", classes(3, new int[] {0, 1, 2, 2}, 3, 0.5f, 0.2f, 0.2f, 0.3f, 0.4f,
                0.2f, 0.2f, 0.4f, 0.3f, 0.7f, 0.2f, 0.1f))).isEqualTo(0.75);
        Answers numbers = values(new float[] {3, -0.5f, 2, 7}, 2.5f, 0, 2, 8);
        assertThat(of("r2", numbers)).isCloseTo(1 - 1.5 / 29.1875, EXACT);
        assertThat(of("mae", numbers)).isEqualTo(0.5);
        assertThat(of("mse", numbers)).isEqualTo(0.375);
    }

    /// The example of several outputs in the documentation of scikit-learn; R² of the first is
    /// 0.96543779, of the second 0.90816327.
    @Test
    void several_numbers_count_alike() {
        float[] right = {0.5f, 1, -1, 1, 7, -6};
        float[] said = {0, 2, -1, 2, 8, -5};
        Answers a = answers(new Target.Values(right, 2), 2, said);
        assertThat(of("r2", a)).isCloseTo((0.96543779 + 0.90816327) / 2, within(1e-8));
        assertThat(of("mae", a)).isCloseTo(0.75, EXACT);
        assertThat(of("mse", a)).isCloseTo(4.25 / 6, EXACT);
        float[] constant = {0.5f, 3, -1, 3, 7, 3};
        assertThat(of("r2", answers(new Target.Values(constant, 2), 2, said)))
                .as("a number that does not vary has no R²").isCloseTo(0.96543779, within(1e-8));
    }

    @Test
    void r2_is_undefined_where_no_number_varies() {
        assertThat(of("r2", values(new float[] {3}, 2.5f))).isNaN();
        assertThat(of("r2", values(new float[] {3, 3}, 3, 3))).isNaN();
    }

    @Test
    void labels_are_questions_of_their_own() {
        Cases.forSeeds(40, seed -> {
            var random = new SplittableRandom(seed);
            int rows = random.nextInt(2, 40);
            var labels = new byte[rows * 3];
            var said = new float[rows * 3];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = (byte) random.nextInt(2);
                said[i] = random.nextInt(9) / 8f;
            }
            Answers all = answers(new Target.Labels(labels, 3), 3, said);
            for (String metric : List.of("accuracy", "auc", "f1")) {
                double expected = IntStream.range(0, 3)
                        .mapToDouble(j -> of(metric, alone(labels, said, j)))
                        .filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
                assertThat(of(metric, all)).as(metric).isCloseTo(expected, EXACT);
            }
        });
    }

    /// One of three labels as a target of two classes.
    private static Answers alone(byte[] labels, float[] said, int j) {
        int rows = labels.length / 3;
        var outputs = new float[rows];
        for (int i = 0; i < rows; i++) outputs[i] = said[3 * i + j];
        return classes(2, IntStream.range(0, rows).map(i -> labels[3 * i + j]).toArray(), 1,
                outputs);
    }

    /// Outputs of a few values, so that many are equal.
    private static Answers random(int seed, int names, int width) {
        var random = new SplittableRandom(seed);
        int rows = random.nextInt(2, 60);
        int[] right = IntStream.range(0, rows).map(_ -> random.nextInt(names)).toArray();
        var outputs = new float[rows * width];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = (random.nextInt(9) - 4) / (random.nextBoolean() ? 4f : -4f);
        }
        return classes(names, right, width, outputs);
    }

    @Test
    void classes_agree_with_references_over_all_pairs() {
        Cases.forSeeds(60, seed -> {
            for (int[] shape : new int[][] {{2, 1}, {2, 2}, {3, 3}, {7, 7}}) {
                Answers a = random((int) seed, shape[0], shape[1]);
                String name = shape[0] + " classes on " + shape[1] + " units";
                assertThat(of("auc", a)).as(name).isCloseTo(slowAuc(a, shape[0]), EXACT);
                assertThat(of("f1", a)).as(name).isCloseTo(slowF1(a, shape[0]), EXACT);
                assertThat(of("top(1)", a)).as(name).isEqualTo(of("accuracy", a));
                if (shape[0] > 2) assertThat(of("top(2)", a)).isBetween(of("top(1)", a), 1.0);
            }
        });
    }

    private static int[] right(Answers a) {
        return ((Target.Classes) a.encoding().target()).of();
    }

    private static double slowAuc(Answers a, int names) {
        int width = a.encoding().width();
        var areas = new ArrayList<Double>();
        for (int c = names == 2 ? 1 : 0; c < names; c++) {
            double wins = 0;
            int pairs = 0;
            for (int i = 0; i < right(a).length; i++) {
                for (int j = 0; j < right(a).length; j++) {
                    if (right(a)[i] != c || right(a)[j] == c) continue;
                    float own = a.outputs()[i * width + (width == 1 ? 0 : c)];
                    float other = a.outputs()[j * width + (width == 1 ? 0 : c)];
                    wins += own > other ? 1 : own == other ? 0.5 : 0;
                    pairs++;
                }
            }
            if (pairs > 0) areas.add(wins / pairs);
        }
        return areas.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
    }

    private static double slowF1(Answers a, int names) {
        int width = a.encoding().width();
        var scores = new ArrayList<Double>();
        for (int c = names == 2 ? 1 : 0; c < names; c++) {
            double truePositive = 0;
            double falsePositive = 0;
            double falseNegative = 0;
            for (int i = 0; i < right(a).length; i++) {
                boolean says = a.encoding().decide(a.outputs(), i * width, ENTROPY) == c;
                boolean is = right(a)[i] == c;
                truePositive += is && says ? 1 : 0;
                falsePositive += says && !is ? 1 : 0;
                falseNegative += is && !says ? 1 : 0;
            }
            double all = truePositive + (falsePositive + falseNegative) / 2;
            if (all > 0) scores.add(truePositive / all);
        }
        return scores.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
    }

    @Test
    void negative_zero_ties_with_zero_and_what_is_not_finite_has_no_area() {
        int[] right = {0, 1};
        assertThat(of("auc", classes(2, right, 1, 0f, -0f))).isEqualTo(0.5);
        assertThat(of("auc", classes(2, right, 1, -Float.MIN_VALUE, Float.MIN_VALUE))).isEqualTo(1);
        assertThat(of("auc", classes(2, right, 1, -1, Float.NaN))).isNaN();
        assertThat(of("auc", classes(2, new int[] {1, 1}, 1, 0, 1))).isNaN();
        assertThat(of("f1", classes(2, new int[] {0, 0}, 1, 0, 0))).isNaN();
        assertThat(of("f1", classes(2, right, 1, 0, Float.NaN))).isZero();
        assertThat(of("top(2)", classes(3, new int[] {0}, 3, 1, Float.NaN, 0))).isZero();
    }

    @Test
    void a_metric_that_does_not_suit_is_refused() {
        var number = new Target.Values(new float[] {1, 2});
        var three = new Target.Classes(new int[] {0, 1, 2}, names(3));
        for (Metric metric : Members.of(Metric.class, 1)) {
            Target other = metric instanceof Metric.OfClasses ? number : three;
            assertThatThrownBy(() -> metric.requireSuits(other)).isInstanceOf(InputError.class)
                    .hasMessageStartingWith("metrics: " + metric + " is for ");
        }
        Metric.of("top(2)").requireSuits(three);
        assertThatThrownBy(() -> Metric.of("top(3)").requireSuits(three))
                .isInstanceOf(InputError.class)
                .hasMessage("metrics: top(3) is 1 for any answers: the target has 3 classes");
        assertThatThrownBy(
                () -> Metric.of("top(2)").requireSuits(new Target.Labels(new byte[3], 3)))
                .hasMessage("metrics: top(2) is for one class for each row, but the target has"
                        + " labels");
        Metric.of("auc").requireSuits(new Target.Labels(new byte[3], 3));
        assertThat(Metric.of("top")).isEqualTo(new Metric.Top(5));
    }

    private static Score trained(String generator, Plan plan, List<Metric> metrics, int workers) {
        Dataset data = Generator.of(generator).generate(3).split(0.5, 3);
        var settings = Settings.seed(1).workers(workers).metrics(metrics);
        Score score = new Score(0, 0, 0);
        try (var training = new Training(plan.epochs(3), data, settings)) {
            for (Step step : training) score = step.validation().orElse(score);
            assertThat(Trained.of(training).score(data, data.validation())).isEqualTo(score);
        }
        return score;
    }

    @Test
    void scores_hold_the_metrics_of_all_rows_and_the_main_one_agrees() {
        for (int workers = 1; workers <= 3; workers++) {
            Score classes = trained("blobs(1500, centers=3)",
                    Plan.of("dense(3, softmax)", "categorical-cross-entropy", "sgd(0.01)"),
                    List.of(Metric.of("top(2)"), Metric.of("accuracy"), Metric.of("auc")), workers);
            assertThat(classes.metrics().keySet()).containsExactly("top(2)", "accuracy", "auc");
            assertThat(classes.metrics()).containsEntry("accuracy", classes.metric());
            Score values = trained("linear(1500, inputs=2)",
                    Plan.of("dense(1)", "mse", "sgd(0.01)").scaleTarget(Scale.STANDARDIZE),
                    List.of(Metric.of("r2"), Metric.of("mse"), Metric.of("mae")), workers);
            Map<String, Double> others = values.metrics();
            assertThat(others.get("r2")).isCloseTo(values.metric(), EXACT);
            assertThat(others.get("mse")).isCloseTo(values.loss(), within(1e-5 * values.loss()));
            assertThat(others.get("mae")).isBetween(0.0, 1.001 * Math.sqrt(values.loss()));
        }
    }
}
