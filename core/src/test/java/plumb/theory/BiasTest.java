package plumb.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.math.Rng;
import plumb.nn.Batch;
import plumb.nn.Blueprint;
import plumb.nn.Loss;
import plumb.nn.Network;
import plumb.nn.Shape;

/// Biases that are the same in all units shift the pre-activations, other than those drawn around 0.
class BiasTest {
    private static final int WIDTH = 256;
    private static final int ROWS = 8;
    private static final int SEEDS = 16;

    @ParameterizedTest
    @CsvSource({"relu, ones", "relu, constant(0.3)", "sigmoid, constant(3)", "tanh, constant(-2)",
            "elu, ones", "tanh, normal(1)"})
    void signals_and_gradients_are_as_networks_measure_them(String activation, String bias) {
        String text = "dense(256, " + activation + ", he-normal, bias=" + bias + ") x 4; dense(10)";
        var network = new Network(Blueprint.of(text), WIDTH);
        var layers = SignalPropagation.of(Blueprint.of(text), Shape.of(WIDTH), Signal.of(1), ROWS)
                .layers();
        double[] outputs = new double[4];
        double decades = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Batch batch = run(network.initialize(seed), seed);
            for (int l = 0; l < 4; l++) {
                outputs[l] += batch.tallies().get(l).output.squares / ROWS / WIDTH / SEEDS;
            }
            decades += Math.log10(batch.tallies().get(0).delta.squares
                    / batch.tallies().get(3).delta.squares) / 2 / SEEDS;
        }
        for (int l = 0; l < 4; l++) {
            assertThat(outputs[l] / layers.get(l).y().meanSquare()).as("layer %d", l + 1)
                    .isCloseTo(1, within(0.08));
        }
        assertThat(decades).isCloseTo(layers.get(0).delta() - layers.get(3).delta(), within(0.04));
    }

    private static Batch run(Network network, int seed) {
        var batch = new Batch(network, new Loss.Mse(), ROWS, true);
        var rng = new Rng(seed, Rng.Stream.DATA, 0);
        for (int i = 0; i < batch.inputs().length; i++) batch.inputs()[i] = (float) rng.normal();
        for (int i = 0; i < batch.targets().length; i++) {
            batch.targets()[i] = (float) (100 * rng.normal());
        }
        batch.forward(ROWS);
        batch.backward(ROWS, 1f / ROWS);
        return batch;
    }

    @Test
    void biases_that_are_not_alike_are_told() {
        var propagation = SignalPropagation.of(
                Blueprint.of("dense(64, relu, he-normal, bias=identity); dense(1)"), Shape.of(4),
                Signal.of(1), ROWS);
        assertThat(propagation.limits()).singleElement().asString().contains("identity");
    }
}
