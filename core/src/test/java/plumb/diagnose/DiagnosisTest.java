package plumb.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.data.Target;
import plumb.gauge.History;
import plumb.math.Rng;
import plumb.text.Grammar;
import plumb.train.Plan;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

/// Networks that are sick in a known way, and what must be found first.
class DiagnosisTest {
    private static final String CIRCLES = "circles(1000, factor=0.5)";

    /// A patient: what is wrong with it, and the cause that must have the largest share.
    record Patient(String finding, String cause, String data, Plan plan) {
        @Override
        public String toString() {
            return finding + " of " + plan.network() + " on " + data;
        }
    }

    static Stream<Patient> patients() {
        return Stream.of(
                patient("vanishing-gradient", "slope", CIRCLES,
                        "dense(16, sigmoid) x 8; dense(1, sigmoid)",
                        "binary-cross-entropy", "adam(0.001)", 60),
                patient("poor-initialization", "initialization", CIRCLES,
                        "dense(16, tanh, normal(0.01)) x 8; dense(1, sigmoid)",
                        "binary-cross-entropy", "sgd(0.1)", 30),
                patient("exploding-gradient", "slope", CIRCLES,
                        "dense(8, exponential, he-uniform) x 8; dense(1, sigmoid)",
                        "binary-cross-entropy", "adam(0.001)", 20),
                patient("born-dead", "initialization", CIRCLES,
                        "dense(16, relu, he-normal, bias=constant(-9)) x 2; dense(1, sigmoid)",
                        "binary-cross-entropy",
                        "adam(0.001)", 30),
                patient("correlation-collapse", "initialization", CIRCLES,
                        "dense(32, softplus, normal(0.25)) x 6; dense(1, sigmoid)",
                        "binary-cross-entropy", "sgd(0.01)", 20),
                patient("identical-units", "initialization", CIRCLES,
                        "dense(16, relu, constant(0.1)) x 2; dense(1, sigmoid)",
                        "binary-cross-entropy", "adam(0.001)", 60),
                patient("identical-units", "initialization", CIRCLES,
                        "dense(16, tanh, zeros) x 3; dense(1, sigmoid)",
                        "binary-cross-entropy", "adam(0.001)", 20),
                patient("identical-units", "initialization", CIRCLES,
                        "dense(16, relu, zeros); dense(16, sigmoid) x 2; dense(1, sigmoid)",
                        "binary-cross-entropy", "adam(0.001)", 20),
                patient("learning-rate-too-high", "rate", CIRCLES,
                        "dense(16, relu) x 3; dense(1, sigmoid)",
                        "binary-cross-entropy", "sgd(30)", 60),
                patient("learning-rate-too-low", "rate", CIRCLES,
                        "dense(16, relu) x 3; dense(1, sigmoid)",
                        "binary-cross-entropy", "sgd(1e-5)", 60),
                patient("learning-rate-too-low", "rate", "spirals(800, turns=1)",
                        "dense(64, tanh) x 2; dense(1, sigmoid)",
                        "binary-cross-entropy", "adam(3e-5)", 150),
                patient("output-loss-mismatch", "output", "blobs(600)",
                        "dense(50, relu, he-uniform) x 4; dense(3, relu)",
                        "categorical-cross-entropy", "adam(0.001)", 60),
                patient("output-loss-mismatch", "output", CIRCLES,
                        "dense(32, relu, he-normal) x 2; dense(1, softmax)",
                        "binary-cross-entropy", "adam(0.001)", 30),
                patient("output-loss-mismatch", "output", CIRCLES,
                        "dense(32, relu, he-normal) x 2; dense(1, sigmoid)",
                        "hinge", "adam(0.001)", 30),
                patient("learning-rate-too-high", "rate", "linear(500, inputs=5)",
                        "dense(16, relu) x 2; dense(1)", "mse",
                        "sgd(30)", 30));
    }

    private static Patient patient(
            String finding, String cause, String data, String network, String loss,
            String optimizer, int epochs) {
        return new Patient(finding, cause, data, Plan.of(network, loss, optimizer).epochs(epochs));
    }

    @ParameterizedTest
    @MethodSource("patients")
    void what_is_wrong_is_named_first_with_its_cause(Patient patient) {
        for (long seed = 1; seed <= 3; seed++) {
            Diagnosis diagnosis = diagnose(patient.plan, data(patient.data, seed), seed);
            assertThat(diagnosis.verdict()).isEqualTo(Verdict.SICK);
            Finding first = diagnosis.findings().getFirst();
            assertThat(first.id()).as("seed %d: %s", seed, diagnosis.findings())
                    .isEqualTo(patient.finding);
            assertThat(first.severity()).isEqualTo(Severity.ERROR);
            assertThat(first.causes().getFirst().id()).isEqualTo(patient.cause);
            assertThat(first.causes().stream().mapToDouble(Cause::share).sum())
                    .isCloseTo(1, within(1e-9));
            assertThat(first.explains()).isNotEmpty();
            assertThat(first.remedies()).isNotEmpty();
            assertThat(diagnosis.findings()).noneMatch(f -> f.alternatives().isEmpty());
        }
    }

    @Test
    void unscaled_inputs_and_targets_are_named() {
        Plan plan = Plan.of("dense(16, relu) x 2; dense(1)", "mse", "sgd(0.01)").epochs(20);
        Diagnosis inputs = diagnose(plan, line(10_000, 1), 1);
        assertThat(inputs.findings().stream().filter(f -> f.severity() == Severity.ERROR)
                .map(Finding::id))
                .contains("unscaled-input");
        Diagnosis targets = diagnose(plan, line(1, 10_000), 1);
        assertThat(targets.findings().getFirst().id()).isEqualTo("unscaled-target");
    }

    @Test
    void a_network_that_is_only_too_small_is_not_told_that_its_steps_are() {
        Plan small = Plan.of("dense(16, tanh); dense(1, sigmoid)", "binary-cross-entropy",
                "sgd(0.02, momentum=0.9)").batch(128).epochs(50);
        for (long seed = 1; seed <= 3; seed++) {
            Diagnosis diagnosis = diagnose(small, data("spirals(1500, turns=1)", seed), seed);
            assertThat(diagnosis.verdict()).isEqualTo(Verdict.SICK);
            assertThat(diagnosis.findings()).extracting(Finding::id)
                    .doesNotContain("learning-rate-too-low");
        }
    }

    @Test
    void a_score_on_the_training_rows_has_no_error_of_chance() {
        Dataset four = Generator.of("xor(4)").generate(1);
        Plan slow = Plan.of("dense(4, sigmoid); dense(1, sigmoid)", "mae",
                "sgd(0.05, momentum=0.11, nesterov=true)").batch(4).epochs(1000);
        Diagnosis diagnosis = diagnose(slow, four, 2);
        assertThat(diagnosis.reference().yardstick().orElseThrow().metric()).isEqualTo(1);
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.SICK);
        assertThat(diagnosis.findings()).extracting(Finding::id)
                .contains("learning-rate-too-low", "not-learning");
    }

    @Test
    void rows_learned_by_heart_are_a_warning_and_no_error() {
        Dataset few = data("circles(120, noise=0.2, factor=0.8)", 1);
        Plan large = Plan.of("dense(128, relu, he-normal) x 2; dense(1, sigmoid)",
                "binary-cross-entropy", "adam(0.003)").epochs(200);
        Finding found = find(diagnose(large, few, 1), "overfitting");
        assertThat(found.severity()).isEqualTo(Severity.WARNING);
        assertThat(found.explains()).isEmpty();
        assertThat(diagnose(large.epochs(Overfitting.EPOCHS - 1), few, 1).findings())
                .noneMatch(f -> f.id().equals("overfitting"));
        Plan right = Plan.of("dense(8, tanh); dense(1, sigmoid)", "binary-cross-entropy",
                "adam(0.01)").epochs(60);
        assertThat(diagnose(right, data("moons(1000, noise=0.1)", 1), 1).findings())
                .noneMatch(f -> f.id().equals("overfitting"));
    }

    @Test
    void a_loss_that_swings_without_falling_follows_from_steps_that_are_too_large() {
        Plan swinging = Plan.of("dense(50, relu, he-uniform); dense(3, softmax)",
                "categorical-cross-entropy", "sgd(0.01, momentum=0.99)").batch(1).epochs(60);
        Dataset data = Generator.of("blobs(1000, centers=3, sd=2)").generate(2).split(0.3, 2);
        Diagnosis diagnosis = diagnose(swinging, data, 2);
        Finding found = find(diagnosis, "oscillating-loss");
        assertThat(found.severity()).isEqualTo(Severity.ERROR);
        assertThat(find(diagnosis, "learning-rate-too-high").explains())
                .contains("oscillating-loss");
        Plan small = Plan.of("dense(2, tanh); dense(1, sigmoid)", "binary-cross-entropy",
                "adam(0.01)").batch(1).epochs(10);
        for (long seed = 1; seed <= 3; seed++) {
            assertThat(diagnose(small, data("spirals(600, turns=1)", seed), seed).findings())
                    .noneMatch(f -> f.id().equals("oscillating-loss"));
        }
    }

    @Test
    void a_network_that_learns_has_no_error_however_small_its_gradients() {
        Plan converged = Plan.of("dense(32, relu, he-normal) x 3; dense(3, softmax)",
                "categorical-cross-entropy",
                "adam(0.001)").epochs(200);
        Diagnosis diagnosis = diagnose(converged, data("blobs(600, sd=0.5)", 1), 1);
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(diagnosis.findings()).allMatch(f -> f.severity() != Severity.ERROR);
    }

    @Test
    void the_hinge_loss_wants_outputs_of_both_signs_for_classes() {
        assertThat(mismatches("dense(16, relu); dense(1)", CIRCLES)).isEmpty();
        assertThat(mismatches("dense(16, relu); dense(1, tanh)", CIRCLES)).isEmpty();
        assertThat(mismatches("dense(16, relu); dense(2, softmax)", CIRCLES))
                .first().asString().contains("does not reach");
        assertThat(mismatches("dense(16, relu); dense(1)", "linear(500)"))
                .first().asString().contains("the target is a number");
    }

    private static List<Finding> mismatches(String network, String data) {
        Plan plan = Plan.of(network, "hinge", "adam(0.01)").epochs(5);
        return diagnose(plan, data(data, 1), 1).findings().stream()
                .filter(f -> f.id().equals("output-loss-mismatch")).toList();
    }

    @Test
    void a_task_that_nobody_learns_is_unclear_and_no_error() {
        Dataset noise = data("circles(400, noise=50)", 1);
        Plan plan = Plan.of("dense(16, sigmoid) x 8; dense(1, sigmoid)", "binary-cross-entropy",
                "adam(0.001)");
        Diagnosis diagnosis = diagnose(plan, noise, 1);
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.UNCLEAR);
        assertThat(diagnosis.findings()).allMatch(f -> f.severity() != Severity.ERROR);
    }

    @Test
    void labels_that_are_random_are_unclear_on_every_seed() {
        Plan plan = Plan.of("dense(16, relu, he-normal) x 2; dense(1, sigmoid)",
                "binary-cross-entropy", "adam(0.001)").epochs(20);
        for (long seed = 1; seed <= 5; seed++) {
            Diagnosis diagnosis = diagnose(plan, shuffled(seed), seed);
            assertThat(diagnosis.verdict()).as("seed %d: %s", seed, diagnosis)
                    .isEqualTo(Verdict.UNCLEAR);
        }
    }

    /// Blobs of two classes, whose labels were shuffled.
    private static Dataset shuffled(long seed) {
        Dataset blobs = Generator.of("blobs(600, centers=2)").generate(seed);
        var classes = (Target.Classes) blobs.target();
        int[] order = new Rng(seed, Rng.Stream.DATA, 1).permutation(new int[blobs.rows()]);
        int[] labels = Arrays.stream(order).map(row -> classes.of()[row]).toArray();
        var x = new float[2 * blobs.rows()];
        for (int row = 0; row < blobs.rows(); row++) blobs.inputs().read(row, x, 2 * row);
        return Dataset.of(x, blobs.columns(), new Target.Classes(labels, classes.names()))
                .split(0.2, seed);
    }

    @Test
    void yardstick_is_asked_wherever_it_could_be_clearly_ahead() {
        Dataset data = data("blobs(600)", 1);
        Plan plan = Plan.of("dense(32, relu, he-normal); dense(3, softmax)",
                "categorical-cross-entropy", "adam(0.001)");
        for (int epochs : new int[] {1, 3, 10, 40}) {
            var history = new History();
            for (Step step : new Training(plan.epochs(epochs), data, Settings.seed(1).workers(1)))
                history.add(step);
            boolean clear = Diagnosis.of(history, plan, data).verdict() == Verdict.HEALTHY;
            assertThat(clear || Diagnosis.needsYardstick(history, plan, data)).isTrue();
        }
    }

    @Test
    void errors_come_first_and_causes_before_consequences() {
        Plan plan = Plan.of("dense(16, sigmoid) x 8; dense(1, sigmoid)", "binary-cross-entropy",
                "adam(0.001)").epochs(60);
        List<Finding> findings = diagnose(plan, data(CIRCLES, 1), 1).findings();
        assertThat(findings).extracting(Finding::severity)
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(findings).extracting(Finding::id).startsWith("vanishing-gradient",
                "not-learning");
        assertThat(findings.getFirst().explains()).containsExactly("not-learning");
    }

    @Test
    void every_symptom_that_exists_is_looked_for() {
        var permitted = Arrays.stream(Symptom.class.getPermittedSubclasses()).map(Grammar::name)
                .toList();
        assertThat(Diagnosis.symptoms()).containsExactlyInAnyOrderElementsOf(permitted);
    }

    @Test
    void trivial_predictor_answers_with_the_most_frequent_class_or_the_mean() {
        Plan plan = Plan.of("dense(1, sigmoid)", "binary-cross-entropy", "sgd(0.1)");
        Reference classes = Reference.trivial(plan, data(CIRCLES, 1));
        assertThat(classes.trivial().metric()).isEqualTo(0.5);
        assertThat(classes.trivial().loss()).isCloseTo(Math.log(2), within(1e-6));
        Reference values = Reference.trivial(Plan.of("dense(1)", "mse", "sgd(0.1)"),
                data("linear(500)", 1));
        assertThat(values.trivial().metric()).isBetween(-0.05, 0.0);
    }

    private static Diagnosis diagnose(Plan plan, Dataset data, long seed) {
        var history = new History();
        for (Step step : new Training(plan, data, Settings.seed(seed).workers(1)))
            history.add(step);
        return Diagnosis.of(history, plan, data);
    }

    private static Dataset data(String generator, long seed) {
        return Generator.of(generator).generate(seed).split(0.2, seed);
    }

    /// y = 2x − 1 with x uniform in [0, 1), both multiplied by a factor.
    private static Dataset line(float inputFactor, float targetFactor) {
        var rng = new Rng(1, Rng.Stream.DATA, 0);
        var x = new float[500];
        var y = new float[500];
        for (int i = 0; i < x.length; i++) {
            double value = rng.uniform();
            x[i] = (float) (value * inputFactor);
            y[i] = (float) ((2 * value - 1) * targetFactor);
        }
        return Dataset.of(x, List.of("x"), new Target.Values(y)).split(0.2, 1);
    }

    @Test
    void layers_in_blocks_are_called_what_the_tables_call_them() {
        var data = Generator.of("circles(200)").generate(1);
        Plan plan = Plan.of(
                "dense(8, tanh); residual(dense(8, relu, zeros), dense(8, relu, zeros), dense(8));"
                        + " dense(8, relu, normal(0.5), constant(-9)); dense(1, sigmoid)",
                "binary-cross-entropy", "sgd(0.1)").epochs(3);
        var history = new History();
        for (Step step : new Training(plan, data, Settings.seed(1))) history.add(step);
        Finding dead = find(Diagnosis.of(history, plan, data), "dead-units");
        assertThat(dead.layers()).containsExactly("2.1", "2.2");
        assertThat(dead.summary()).contains("layers 2.1 and 2.2");
        Finding born = find(Diagnosis.of(history, plan, data), "born-dead");
        assertThat(born.layers()).containsExactly("3");
    }

    private static Finding find(Diagnosis diagnosis, String id) {
        return diagnosis.findings().stream().filter(finding -> finding.id().equals(id)).findFirst()
                .orElseThrow();
    }
}
