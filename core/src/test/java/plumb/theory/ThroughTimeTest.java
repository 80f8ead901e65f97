package plumb.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.math.Rng;
import plumb.nn.Batch;
import plumb.nn.Blueprint;
import plumb.nn.Loss;
import plumb.nn.Network;
import plumb.nn.Shape;

class ThroughTimeTest {
    private static final int UNITS = 128;
    private static final int STEPS = 30;
    private static final int FEATURES = 6;
    private static final int ROWS = 32;
    private static final int SEEDS = 3;

    private static ThroughTime expected(String layer, int steps) {
        return SignalPropagation.of(Blueprint.of(layer + "; last; dense(1)"),
                Shape.of(steps, FEATURES), Signal.of(1), ROWS).layers().getFirst().time()
                .orElseThrow();
    }

    /// The mean of networks of 128 units on rows of standard normal inputs, 30 steps.
    @ParameterizedTest
    @ValueSource(strings = {"simple-rnn(128)", "simple-rnn(128, recurrent=normal(0.1))",
            "simple-rnn(128, relu, recurrent=normal(0.1))",
            "simple-rnn(128, sigmoid, recurrent=normal(0.2))", "lstm(128)", "gru(128)",
            "lstm(128, recurrent=normal(0.1))", "gru(128, recurrent=normal(0.1))"})
    void gradients_and_states_over_time_are_as_layers_measure_them(String layer) {
        double decades = 0;
        double square = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Batch batch = run(layer, seed);
            double[] time = batch.tallies().getFirst().stepGradients;
            decades += Math.log10(time[0] / time[STEPS - 1]) / 2 / SEEDS;
            square += batch.tallies().get(1).output.squares / ROWS / UNITS / SEEDS;
        }
        ThroughTime time = expected(layer, STEPS);
        assertThat(decades).isCloseTo(time.decades(),
                within(0.1 + 0.02 * Math.abs(time.decades())));
        // Large weights from step to step turn what a cell holds back on itself.
        if (layer.equals("lstm(128, recurrent=normal(0.1))")) return;
        assertThat(Math.sqrt(square) / time.state().rms()).isCloseTo(1, within(0.05));
    }

    private static Batch run(String layer, int seed) {
        var network = new Network(Blueprint.of(layer + "; last; dense(1)"),
                Shape.of(STEPS, FEATURES)).initialize(seed);
        var batch = new Batch(network, new Loss.Mse(), ROWS, true);
        var rng = new Rng(seed, Rng.Stream.DATA, 0);
        for (int i = 0; i < batch.inputs().length; i++) batch.inputs()[i] = (float) rng.normal();
        Arrays.fill(batch.targets(), 5);
        batch.forward(ROWS);
        batch.backward(ROWS, 1f / ROWS);
        return batch;
    }

    /// ∏ σ(b_f) with b_f = 1: the forget gate of Gers, Schmidhuber & Cummins (2000) without inputs.
    @Test
    void a_cell_that_sees_nothing_forgets_by_its_bias() {
        ThroughTime time = expected("lstm(8, zeros, zeros)", 101);
        assertThat(Math.pow(time.gate(), 100) / 2.4843785557e-14).isCloseTo(1, within(1e-9));
        assertThat(time.decades()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(expected("gru(8, zeros, zeros)", 300).factor()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void linear_steps_turn_and_stretch() {
        assertThat(expected("simple-rnn(8, linear)", 50).decades()).isCloseTo(0, within(1e-9));
        ThroughTime stretched = expected("simple-rnn(8, linear, recurrent=orthogonal(1.1))", 5000);
        assertThat(stretched.decades()).isCloseTo(4999 * Math.log10(1.1), within(1e-6));
        assertThat(stretched.factor()).isCloseTo(1.1, within(1e-9));
        assertThat(stretched.reach()).isCloseTo(2 / Math.log10(1.1), within(1e-6));
    }

    /// Σ C(s, k)² f²⁽ˢ⁻ᵏ⁾ mᵏ for three steps alike, and powers of the whole step where all of it is drawn
    /// anew.
    @Test
    void ways_through_the_same_weights_add_before_they_are_squared() {
        double f = 0.7 * 0.7;
        double m = 0.04;
        double cubes = f * f * f + 9 * f * f * m + 9 * f * m * m + m * m * m;
        assertThat(new Carried(0.7, m, f + m, 1).decades(3))
                .isCloseTo(Math.log10(cubes) / 2, within(1e-12));
        assertThat(new Carried(0, m, 0.3, 1).decades(20)).isCloseTo(10 * Math.log10(0.3),
                within(1e-9));
        double slow = new Carried(0.7, m, f + m, 1).decades(20_000) / 20_000;
        assertThat(slow).isCloseTo(Math.log10(0.9), within(1e-3));
    }

    /// Settled, a step without gates does what χ says of q′ = u V(q) + the inputs' part.
    @Test
    void a_step_without_gates_multiplies_by_chi() {
        var field = new MeanField(Oracle.activation("tanh"), 1, 2.0 * FEATURES / (FEATURES + 8));
        double chi = field.chi(field.reachedFrom(1).orElseThrow());
        ThroughTime time = expected("simple-rnn(8)", 100_000);
        assertThat(time.decades() / 99_999).isCloseTo(Math.log10(chi) / 2, within(1e-5));
    }

    /// A gradient at one of many steps is small on average over them, and has lost nothing.
    @Test
    void what_looks_at_the_last_step_alone_is_no_loss() {
        Forecast forecast = Forecast.of(Blueprint.of("lstm(16); last; dense(1)"),
                Shape.of(100_000, 2), Signal.of(1), 32);
        assertThat(forecast.decades()).isNaN();
        assertThat(forecast.warnings()).isEmpty();
        var layers = forecast.propagation().layers();
        assertThat(layers.get(0).delta() - layers.get(1).delta()).isCloseTo(-2.5, within(1e-12));
    }

    @Test
    void growth_over_time_is_a_warning_and_steps_beyond_the_units_are_told() {
        Forecast forecast = Forecast.of(
                Blueprint.of("simple-rnn(16, linear, recurrent=orthogonal(1.2)); last; dense(1)"),
                Shape.of(40, 2), Signal.of(1), 32);
        assertThat(forecast.warnings()).anySatisfy(w -> {
            assertThat(w.id()).isEqualTo("exploding-gradient");
            assertThat(w.text()).contains("time steps of layer 1");
            assertThat(w.value()).isCloseTo(39 * Math.log10(1.2), within(1e-9));
        });
        assertThat(forecast.propagation().limits()).singleElement().asString()
                .contains("more steps than units");
    }
}
