package plumb.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.diagnose.Diagnosis;
import plumb.gauge.History;
import plumb.nn.Activation;
import plumb.nn.Blueprint;
import plumb.nn.Init;
import plumb.nn.Network;
import plumb.nn.Residual;
import plumb.optim.Schedule;
import plumb.text.Grammar;
import plumb.train.Plan;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

/// Remedies that let a training start differently: weights to match, skip connections, warm-up.
class StartRemediesTest {
    private static final SwapActivation SELU = SwapActivation.suited(Activation.of("selu"));

    @Test
    void an_activation_comes_with_the_weights_derived_for_it() {
        Plan plan = plan("dense(4, relu, normal(0.01)); dense(1, sigmoid)");
        assertThat(SELU.apply(plan).network()).isEqualTo(Blueprint
                .of("dense(4, selu, lecun-normal); dense(1, sigmoid, lecun-normal)"));
        assertThat(SELU.change(plan)).isEqualTo("activation of layer 1: relu → selu,"
                + " initial weights: normal(0.01), glorot-uniform → lecun-normal");
        assertThat(SELU.size()).isGreaterThan(new SwapActivation(Activation.of("selu")).size());
        assertThat(SwapActivation.suiting(Activation.of("gelu"))).isEqualTo(new Init.HeNormal());
        assertThat(SwapActivation.suiting(Activation.of("tanh")))
                .isEqualTo(new Init.GlorotUniform());
    }

    @Test
    void remedies_print_as_the_text_that_builds_them() {
        for (String text : List.of("swap-activation(selu, init=lecun-normal)",
                "swap-activation(relu)",
                "add-skips", "warm-up(2)")) {
            assertThat(Grammar.parse(Remedy.class, text)).hasToString(text);
        }
    }

    /// Sixteen units lose 1.4 decades in each layer whose weights are a fifth of what keeps a gradient.
    @Test
    void other_weights_come_along_where_theory_expects_the_present_ones_to_lose_the_gradient() {
        List<Remedy> small = tried(plan("dense(16, sigmoid, normal(0.01)) x 8; dense(1, sigmoid)"));
        assertThat(small).filteredOn(SwapActivation.class::isInstance).hasSize(4)
                .allMatch(r -> ((SwapActivation) r).init().isPresent());
        List<Remedy> usual = tried(plan("dense(16, sigmoid) x 8; dense(1, sigmoid)"));
        assertThat(usual).contains(new SwapActivation(Activation.of("relu")),
                new AddSkips()).doesNotContain(SELU).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void a_slope_below_0_is_tried_where_units_of_relu_may_have_died() {
        var leaky = new SwapActivation(Activation.of("leaky-relu(0.01)"));
        assertThat(tried(plan("dense(5, relu, normal(0.05)) x 8; dense(1, sigmoid)")))
                .filteredOn(SwapActivation.class::isInstance)
                .extracting(r -> ((SwapActivation) r).activation())
                .contains(leaky.activation()).doesNotContain(Activation.of("relu"));
        assertThat(tried(plan("dense(16, sigmoid) x 8; dense(1, sigmoid)"))).doesNotContain(leaky);
    }

    @Test
    void weights_of_the_same_variance_are_not_tried() {
        assertThat(tried(plan("dense(16, sigmoid, glorot-normal) x 8; dense(1, sigmoid)")))
                .filteredOn(Initialize.class::isInstance)
                .containsExactly(new Initialize(new Init.HeNormal()),
                        new Initialize(new Init.Lsuv()));
    }

    @Test
    void skips_pass_layers_that_are_as_wide_as_the_one_in_front() {
        Plan plan = plan("dense(4, relu); dense(4, tanh) x 2; dense(3, relu); dense(3, relu);"
                + " batch-norm; dense(3, relu); dense(3, sigmoid)");
        var skips = new AddSkips();
        assertThat(skips.apply(plan).network()).isEqualTo(Blueprint.of("dense(4, relu);"
                + " residual(dense(4, tanh), gain=0) x 2; dense(3, relu);"
                + " residual(dense(3, relu), gain=0); batch-norm; dense(3, relu);"
                + " dense(3, sigmoid)"));
        assertThat(skips.apply(skips.apply(plan))).isEqualTo(skips.apply(plan));
        assertThat(skips.change(plan)).isEqualTo(
                "skip connections past 3 of layers 1 to 7, with a gain that begins at 0");
    }

    @Test
    void what_is_passed_has_no_part_in_the_function_at_the_start_and_learns_later() {
        Plan plan = new AddSkips().apply(plan("dense(6, tanh) x 5; dense(1, sigmoid)"));
        Dataset data = circles();
        var training = new Training(plan, data, Settings.seed(1).workers(1));
        double loss = training.score(data.validation()).loss();
        Network network = training.network();
        float[] drawn = network.parameters().clone();
        for (Network.Slot slot : passed(network)) {
            Arrays.fill(network.parameters(), slot.offset(), slot.offset() + slot.size(), 0.7f);
        }
        assertThat(training.score(data.validation()).loss()).isEqualTo(loss);
        System.arraycopy(drawn, 0, network.parameters(), 0, drawn.length);
        training.next();
        training.next();
        assertThat(passed(network)).hasSize(8).allSatisfy(slot -> assertThat(
                Arrays.copyOfRange(network.parameters(), slot.offset(),
                        slot.offset() + slot.size()))
                .isNotEqualTo(Arrays.copyOfRange(drawn, slot.offset(),
                        slot.offset() + slot.size())));
    }

    /// Weights and biases inside of blocks.
    private static List<Network.Slot> passed(Network network) {
        var flat = network.blueprint().flat();
        return network.slots().stream().filter(slot -> slot.layer() + 1 < flat.size()
                && flat.get(slot.layer() + 1) instanceof Residual).toList();
    }

    @Test
    void a_deep_network_with_small_weights_learns_with_skips() {
        Plan sick = plan("dense(16, relu, normal(0.07)) x 8; dense(1, sigmoid)").epochs(40);
        assertThat(metric(sick)).isLessThan(0.6);
        assertThat(metric(new AddSkips().apply(sick))).isGreaterThan(0.9);
    }

    @Test
    void a_warm_up_stands_in_front_of_the_schedule_once() {
        Plan plan = plan("dense(4, relu); dense(1, sigmoid)")
                .schedule(Schedule.of("cosine"));
        var warm = new WarmUp(2);
        assertThat(warm.apply(plan).schedule()).isEqualTo(Schedule.of("warmup(2, cosine)"));
        assertThat(warm.apply(warm.apply(plan))).isEqualTo(warm.apply(plan));
        assertThat(warm.change(plan)).isEqualTo("schedule: " + plan.schedule() + " → "
                + warm.apply(plan).schedule());
    }

    private static List<Remedy> tried(Plan plan) {
        var history = new History();
        Dataset data = circles();
        for (Step step : new Training(plan, data, Settings.seed(1).workers(1))) history.add(step);
        return new Candidates(plan, data, 1).of(Diagnosis.of(history, plan, data));
    }

    private static double metric(Plan plan) {
        var trial = new Trial(plan, circles(), 1);
        trial.advance(1);
        return trial.metric();
    }

    private static Dataset circles() {
        return Generator.of("circles(1000, factor=0.5)").generate(1).split(0.2, 1);
    }

    private static Plan plan(String network) {
        return Plan.of(network, "binary-cross-entropy", "adam(0.001)");
    }
}
