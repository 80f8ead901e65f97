package plumb.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.data.Dataset;
import plumb.data.Target;
import plumb.gauge.History;
import plumb.math.Rng;
import plumb.train.Plan;
import plumb.train.Recall;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

/// Classes of which one is small, so that the same answer for every row is nearly always right.
class UnevenClassesTest {
    private static final long SEEDS = 3;

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.05, 0.2})
    void a_network_that_says_the_largest_class_alone_is_found(double share) {
        Plan lost = Plan.of("dense(16, sigmoid) x 14; dense(1, sigmoid)", "binary-cross-entropy",
                "adam(0.001)").epochs(30);
        for (long seed = 1; seed <= SEEDS; seed++) {
            Diagnosis diagnosis = diagnose(lost, disk(share, seed), seed);
            assertThat(diagnosis.verdict()).as("seed %d: %s", seed, diagnosis)
                    .isEqualTo(Verdict.SICK);
            assertThat(diagnosis.findings()).as("seed %d: %s", seed, diagnosis)
                    .extracting(Finding::id).contains("not-learning");
            Finding found = diagnosis.findings().stream()
                    .filter(f -> f.id().equals("not-learning")).findFirst().orElseThrow();
            assertThat(found.measured().get("balancedAccuracy")).isEqualTo(0.5);
            assertThat(found.measured().get("largestClass")).isCloseTo(1 - share, within(0.04));
            assertThat(found.measured().get("yardstickLossShare")).isLessThan(0.8);
            assertThat(found.measured().get("lossShare")).isGreaterThan(0.95);
            boolean explained = diagnosis.findings().stream()
                    .anyMatch(f -> !f.explains().isEmpty());
            assertThat(found.causes()).isEqualTo(explained ? List.of() : Cause.only("target"));
            assertThat(found.summary()).contains("class-weight: balanced");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.05, 0.2})
    void a_network_that_finds_the_small_class_is_healthy(double share) {
        Plan right = Plan.of("dense(32, relu, he-normal) x 2; dense(1, sigmoid)",
                "binary-cross-entropy", "adam(0.003)").epochs(30);
        for (long seed = 1; seed <= SEEDS; seed++) {
            Diagnosis diagnosis = diagnose(right, disk(share, seed), seed);
            assertThat(diagnosis.verdict()).as("seed %d: %s", seed, diagnosis)
                    .isEqualTo(Verdict.HEALTHY);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.05, 0.2})
    void random_labels_that_are_uneven_are_no_error(double share) {
        Plan plan = Plan.of("dense(16, relu, he-normal) x 2; dense(1, sigmoid)",
                "binary-cross-entropy", "adam(0.001)").epochs(20);
        for (long seed = 1; seed <= 2 * SEEDS; seed++) {
            Diagnosis diagnosis = diagnose(plan, rows(seed, (_, _, chance) -> chance < share),
                    seed);
            assertThat(diagnosis.verdict()).as("seed %d: %s", seed, diagnosis)
                    .isEqualTo(Verdict.UNCLEAR);
        }
    }

    /// Where the likelier answer is the large class everywhere, to say it always is right.
    @Test
    void a_small_class_that_is_nowhere_the_likelier_answer_need_not_be_named() {
        Plan plan = Plan.of("dense(32, tanh); dense(1, sigmoid)", "binary-cross-entropy",
                "adam(0.003)").epochs(30);
        for (long seed = 1; seed <= SEEDS; seed++) {
            Diagnosis diagnosis = diagnose(plan,
                    rows(seed, (x, _, chance) -> chance < (x > 0 ? 0.3 : 0.02)), seed);
            assertThat(diagnosis.verdict()).as("seed %d: %s", seed, diagnosis)
                    .isNotEqualTo(Verdict.SICK);
        }
    }

    @Test
    void balanced_accuracy_is_the_mean_of_the_classes_that_have_rows() {
        Recall recall = Recall.of(new int[] {98, 0, 2}, new int[] {98, 0, 1});
        assertThat(recall.mean()).isEqualTo(0.75);
        double large = 0.99 * 0.01 / 98;
        double small = 0.5 * 0.5 / 2;
        assertThat(recall.standardError()).isCloseTo(Math.sqrt(large + small) / 2, within(1e-15));
        assertThat(Recall.of(new int[0], new int[0])).isEqualTo(Recall.NONE);
    }

    private interface Rule {
        boolean small(double x, double y, double chance);
    }

    /// The small class is a disk of this share of the square.
    private static Dataset disk(double share, long seed) {
        return rows(seed, (x, y, _) -> Math.PI * (Math.pow(x - 0.4, 2) + Math.pow(y - 0.4, 2)) < 4
                * share);
    }

    private static Dataset rows(long seed, Rule rule) {
        var rng = new Rng(seed, Rng.Stream.DATA, 0);
        var x = new float[2 * 2000];
        var of = new int[x.length / 2];
        for (int i = 0; i < of.length; i++) {
            x[2 * i] = (float) rng.uniform(-1, 1);
            x[2 * i + 1] = (float) rng.uniform(-1, 1);
            of[i] = rule.small(x[2 * i], x[2 * i + 1], rng.uniform()) ? 1 : 0;
        }
        return Dataset.of(x, List.of("x", "y"), new Target.Classes(of, List.of("no", "yes")))
                .split(0.2, seed);
    }

    private static Diagnosis diagnose(Plan plan, Dataset data, long seed) {
        var history = new History();
        for (Step step : new Training(plan, data, Settings.seed(seed).workers(1)))
            history.add(step);
        return Diagnosis.of(history, plan, data);
    }
}
