package plumb.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.nn.Blueprint;
import plumb.nn.Shape;

/// Networks so deep that the square of their gradients, or of their signal, is beyond a double.
class DeepSignalTest {
    private static Forecast of(String network) {
        return Forecast.of(Blueprint.of(network), Shape.of(256), Signal.of(1), 32);
    }

    private static List<String> warnings(Forecast forecast) {
        return forecast.warnings().stream().map(Forecast.Warning::id).toList();
    }

    /// Once the signal has settled, each layer takes the same share: 300 layers more take 300 of it.
    @ParameterizedTest
    @CsvSource({"sigmoid, normal(0.01)", "sigmoid, standard", "sigmoid, he-normal",
            "tanh, normal(0.01)", "tanh, normal(1)", "relu, normal(0.01)", "relu, normal(1)",
            "elu, normal(1)", "linear, normal(1)", "gelu, he-normal"})
    void decades_add_up_at_any_depth(String activation, String init) {
        Forecast shallow = network(activation, init, 100);
        Forecast middle = network(activation, init, 300);
        Forecast deep = network(activation, init, 1000);
        double layer = (middle.decades() - shallow.decades()) / 200;
        assertThat((deep.decades() - middle.decades()) / 700).isCloseTo(layer, within(0.002));
        assertThat(Math.abs(deep.decades())).isGreaterThan(100);
        assertThat(warnings(deep)).contains(layer < 0
                ? "vanishing-gradient"
                : "exploding-gradient");
        assertThat(deep.change()).hasValueSatisfying(
                c -> assertThat(Math.abs(c.decades())).isLessThan(Math.abs(deep.decades()) / 2));
        assertThat(deep.propagation().layers())
                .allSatisfy(l -> assertThat(l.delta()).isFinite());
    }

    private static Forecast network(String activation, String init, int depth) {
        return of(
                "dense(256, " + activation + ", " + init + ") x " + depth + "; dense(10, softmax)");
    }

    @Test
    void three_hundred_layers_take_three_hundred_times_as_much_as_one() {
        double each = Math.log10(0.0399362);
        assertThat(network("sigmoid", "normal(0.01)", 300).decades())
                .isCloseTo(299 * each, within(0.01));
        double tanh = Math.log10(2.9548540);
        assertThat(network("tanh", "normal(1)", 1000).decades())
                .isCloseTo(999 * tanh, within(1.0));
    }

    @Test
    void a_signal_that_float32_cannot_hold_is_a_warning() {
        assertThat(warnings(network("relu", "normal(0.01)", 1000))).contains("underflow");
        assertThat(warnings(network("relu", "normal(1)", 1000))).contains("overflow");
        assertThat(warnings(network("relu", "he-normal", 1000)))
                .doesNotContain("underflow", "overflow");
    }

    @Test
    void blocks_explode_beyond_a_double() {
        Forecast forecast = of("residual(dense(256, relu, normal(1), bias=none)) x 400; dense(1)");
        assertThat(forecast.decades()).isCloseTo(399 * Math.log10(129) / 2, within(2.0));
    }
}
