package plumb.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.data.Target;
import plumb.gauge.History;
import plumb.gauge.Quantity;
import plumb.theory.Collapse;
import plumb.theory.Precision;
import plumb.train.Length;
import plumb.train.Plan;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

/// What theory expects stands beside what was measured, and excuses what a healthy network does.
class ExpectationTest {
    private static final Dataset CIRCLES = Generator.of("circles(600, factor=0.5)").generate(1)
            .split(0.2, 1);

    private record Run(Plan plan, Dataset data, History history, Diagnosis diagnosis) {
        Optional<Finding> find(String id) {
            return diagnosis.findings().stream().filter(f -> f.id().equals(id)).findFirst();
        }
    }

    private static Run run(Plan plan, Dataset data) {
        var history = new History();
        for (Step step : new Training(plan, data, Settings.seed(1).workers(1))) history.add(step);
        return new Run(plan, data, history, Diagnosis.of(history, plan, data));
    }

    private static Run circles(String network, int steps) {
        return run(plan(network, steps), CIRCLES);
    }

    private static Plan plan(String network, int steps) {
        return Plan.of(network, "binary-cross-entropy", "adam(0.001)")
                .length(new Length.Steps(steps));
    }

    @Test
    void a_healthy_deep_relu_network_has_no_finding_and_a_sigmoid_one_has() {
        Dataset blobs = Generator.of("blobs(600)").generate(1).split(0.2, 1);
        Plan relu = Plan.of("dense(128, relu, he-normal) x 30; dense(3, softmax)",
                "categorical-cross-entropy", "adam(0.0003)").epochs(8);
        assertThat(run(relu, blobs).diagnosis.findings()).isEmpty();
        Plan sigmoid = Plan.of("dense(64, sigmoid) x 30; dense(3, softmax)",
                "categorical-cross-entropy", "adam(0.0003)").epochs(8);
        assertThat(run(sigmoid, blobs).diagnosis.findings().getFirst())
                .satisfies(f -> assertThat(f.id()).isEqualTo("vanishing-gradient"),
                        f -> assertThat(f.severity()).isEqualTo(Severity.ERROR));
    }

    @Test
    void what_vanishes_does_so_as_expected() {
        Finding finding = circles("dense(64, sigmoid) x 8; dense(1, sigmoid)", 20)
                .find("vanishing-gradient").orElseThrow();
        double expected = of(finding.expected(), "gradientDecades");
        assertThat(expected).isCloseTo(-4.4, within(0.1));
        assertThat(of(finding.measured(), "gradientDecades")).isCloseTo(expected, within(0.3));
    }

    /// Σ 5/n over 19 layers of 16 units is 5.9: log10 rms(δ) is expected around −0.65 with a deviation
    /// of 0.53.
    @Test
    void chance_is_as_wide_as_layers_are_narrow() {
        Expectation narrow = expectation("dense(16, relu, he-normal) x 20; dense(1, sigmoid)");
        assertThat(narrow.byChance(-1.6, 0, 19)).isTrue();
        assertThat(narrow.byChance(0.4, 0, 19)).isTrue();
        assertThat(narrow.byChance(-1.8, 0, 19)).isFalse();
        assertThat(narrow.byChance(0.5, 0, 19)).isFalse();
        Expectation wide = expectation("dense(256, relu, he-normal) x 20; dense(1, sigmoid)");
        assertThat(wide.byChance(-0.3, 0, 19)).isTrue();
        assertThat(wide.byChance(-0.35, 0, 19)).isFalse();
    }

    private static Expectation expectation(String network) {
        return new Expectation(plan(network, 1), CIRCLES);
    }

    /// The weights are right, and lost 1.2 decades of the signal or more in this draw.
    @Test
    void weights_are_not_blamed_for_chance_nor_for_large_inputs() {
        Run narrow = narrow();
        int top = 19;
        double forward = Math.log10(narrow.history.series(top, Quantity.ACTIVATION).start()
                / narrow.history.series(0, Quantity.ACTIVATION).start());
        assertThat(forward).isBetween(-1.7, -1.2);
        assertThat(narrow.find("poor-initialization")).isEmpty();
        Run small = circles("dense(64, relu, glorot-normal) x 12; dense(1, sigmoid)", 20);
        assertThat(small.find("poor-initialization").orElseThrow().expected())
                .hasEntrySatisfying("forwardDecades",
                        v -> assertThat(v).isCloseTo(11 * Math.log10(0.5) / 2, within(1e-6)));
        Run large = largeInputs("dense(64, relu, he-normal) x 4; dense(3, softmax)");
        assertThat(large.history.loss().start())
                .isGreaterThan(10 * large.diagnosis.reference().trivial().loss());
        assertThat(large.find("poor-initialization")).isEmpty();
        assertThat(largeInputs("dense(64, relu, he-normal) x 4; dense(3, softmax, normal(2))")
                .find("poor-initialization")).isPresent();
    }

    private static Run narrow() {
        for (long seed = 1;; seed++) {
            Plan plan = plan("dense(16, relu, he-normal) x 20; dense(1, sigmoid)", 20);
            var history = new History();
            for (Step step : new Training(plan, CIRCLES, Settings.seed(seed).workers(1)))
                history.add(step);
            double forward = Math.log10(history.series(19, Quantity.ACTIVATION).start()
                    / history.series(0, Quantity.ACTIVATION).start());
            if (forward > -1.7 && forward < -1.2)
                return new Run(plan, CIRCLES, history, Diagnosis.of(history, plan, CIRCLES));
        }
    }

    private static Run largeInputs(String network) {
        Dataset data = Generator.of("blobs(600, sd=17)").generate(1).split(0.2, 1);
        return run(Plan.of(network, "categorical-cross-entropy", "adam(0.001)").epochs(2), data);
    }

    @Test
    void a_network_that_is_born_dead_says_how_probable_that_was() {
        Run run = circles("dense(2, relu, he-normal) x 30; dense(1, sigmoid)", 300);
        Finding finding = run.find("born-dead").orElseThrow();
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.layers()).endsWith("30").doesNotContain("1");
        assertThat(finding.expected()).hasEntrySatisfying("deadInputShare",
                p -> assertThat(p).isCloseTo(1 - Math.pow(0.75, 30), within(1e-12)));
        assertThat(run.find("correlation-collapse")).isEmpty();
        Finding biased = circles("dense(9, relu, he-normal, bias=constant(-9)) x 2;"
                + " dense(1, sigmoid)", 60).find("born-dead").orElseThrow();
        assertThat(biased.layers()).containsExactly("1", "2");
        assertThat(biased.expected()).isEmpty();
        assertThat(circles("dense(9, relu, he-normal) x 2; dense(1, sigmoid)", 60)
                .find("born-dead")).isEmpty();
    }

    @Test
    void a_gradient_that_16_bits_would_lose_is_a_note_even_in_a_sick_network() {
        Run run = circles("dense(64, sigmoid) x 12; dense(1, sigmoid)", 300);
        assertThat(run.diagnosis.verdict()).isEqualTo(Verdict.SICK);
        Finding finding = run.find("half-precision-underflow").orElseThrow();
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.layers()).startsWith("1").doesNotContain("12");
        assertThat(of(finding.measured(), "float16LostShare")).isEqualTo(
                Precision.FLOAT16.lost(run.history.series(0, Quantity.DELTA).first()));
        assertThat(of(finding.measured(), "bfloat16LostShare")).isLessThan(1e-6);
        assertThat(finding.explains()).isEmpty();
        assertThat(circles("dense(64, relu, he-normal) x 12; dense(1, sigmoid)", 20)
                .find("half-precision-underflow")).isEmpty();
    }

    /// What 32 bits lose too is lost to 16 bits; weights of 0 lose nothing to either.
    @Test
    void layers_whose_gradient_is_gone_are_those_that_16_bits_lose_most_of() {
        Run run = circles("dense(64, sigmoid, normal(0.01)) x 40; dense(1, sigmoid)", 20);
        assertThat(run.history.series(0, Quantity.DELTA).first()).isZero();
        Finding finding = run.find("half-precision-underflow").orElseThrow();
        assertThat(finding.layers()).startsWith("1", "2", "3").doesNotContain("40");
        assertThat(of(finding.measured(), "float16LostShare")).isEqualTo(1);
        assertThat(finding.summary())
                .contains("computes with 32 bits, and it is 0 in layers 1 to 14 already");
        assertThat(circles("dense(8, tanh) x 3; dense(1, sigmoid, zeros)", 1)
                .find("half-precision-underflow")).isEmpty();
    }

    @Test
    void rows_that_arrive_as_one_are_found_where_the_gradient_is_fine() {
        Run run = circles("dense(32, relu, glorot-uniform, bias=ones) x 12; dense(1, sigmoid)", 20);
        Finding finding = run.find("correlation-collapse").orElseThrow();
        assertThat(of(finding.measured(), "cosine")).isGreaterThan(Collapse.THRESHOLD);
        assertThat(of(finding.expected(), "cosine"))
                .isCloseTo(of(finding.measured(), "cosine"), within(0.01));
        assertThat(finding.layers()).endsWith("12");
        assertThat(run.find("vanishing-gradient")).isEmpty();
    }

    @Test
    void rows_that_are_alike_in_the_data_are_not_put_down_to_depth() {
        float[] x = new float[400];
        for (int i = 0; i < x.length; i++) x[i] = 1 + 0.01f * (i % 7);
        Dataset data = Dataset.of(x, List.of("a", "b"),
                new Target.Values(new float[200])).split(0.2, 1);
        Plan plan = Plan.of("dense(32, tanh) x 3; dense(1)", "mse", "sgd(0.1)")
                .length(new Length.Steps(3));
        Run run = run(plan, data);
        assertThat(run.history.cosine(2)).isGreaterThan(Collapse.THRESHOLD);
        assertThat(run.find("correlation-collapse")).isEmpty();
    }

    /// Weights of N(0, 1) saturate by their size, as expected.
    @Test
    void saturated_and_dead_shares_stand_beside_their_baselines() {
        Finding saturated = circles("dense(64, tanh, normal(1)) x 3; dense(1, sigmoid)", 20)
                .find("saturated-units").orElseThrow();
        assertThat(of(saturated.expected(), "saturatedShare"))
                .isCloseTo(of(saturated.measured(), "saturatedShare"), within(0.05));
        Dataset data = Generator.of("circles(1000, factor=0.5)").generate(1).split(0.2, 1);
        Finding dead = run(Plan.of("dense(16, relu, he-normal, bias=constant(-2.3));"
                + " dense(1, sigmoid)", "binary-cross-entropy", "adam(0.01)"), data).diagnosis
                .findings().getFirst();
        assertThat(dead.id()).isEqualTo("dead-units");
        assertThat(dead.severity()).isEqualTo(Severity.ERROR);
        double expected = of(dead.expected(), "deadShare");
        assertThat((of(dead.measured(), "deadShare") - expected) / (1 - expected))
                .isGreaterThanOrEqualTo(DeadUnits.THRESHOLD);
    }

    private static double of(Map<String, Double> numbers, String name) {
        return Objects.requireNonNull(numbers.get(name));
    }
}
