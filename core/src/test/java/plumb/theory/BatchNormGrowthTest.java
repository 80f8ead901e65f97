package plumb.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.math.Rng;
import plumb.nn.Batch;
import plumb.nn.Blueprint;
import plumb.nn.Loss;
import plumb.nn.Network;

/// Gradients of drawn networks with batch normalization and without skips grow from layer to layer
/// downwards (Yang et al., 2019): 16 layers, mean square of δ between layers 4 and 14. Layers are half
/// as wide as those of the published simulations, and batches smaller, which deviate as little.
class BatchNormGrowthTest {
    private static final int WIDTH = 1024;
    private static final int DEPTH = 16;
    private static final int LOW = 4;
    private static final int HIGH = 14;
    private static final int SEEDS = 2;

    /// ReLU by π/(π − 1) for infinite batches, a little more for these; linear layers by (B − 2)/(B − 3).
    @Test
    void gradients_grow_by_the_published_factors() {
        Drawn relu = drawn("relu", 32);
        Drawn linear = drawn("linear", 4);
        double grown = 0;
        double linearGrown = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            float[] weights = relu.network().initialize(seed).parameters();
            System.arraycopy(weights, 0, linear.network().parameters(), 0, weights.length);
            grown += growth(relu, seed) / SEEDS;
            linearGrown += growth(linear, seed) / SEEDS;
        }
        assertThat(Math.exp(grown)).isCloseTo(1.49, within(0.06));
        assertThat(Math.exp(linearGrown)).isCloseTo(2, within(0.12));
    }

    private record Drawn(Network network, Batch batch, int rows) {}

    private static Drawn drawn(String activation, int rows) {
        String block = "dense(" + WIDTH + ", linear, lecun-normal, bias=none);"
                + " batch-norm(eps=1e-7); activation(" + activation + "); ";
        var network = new Network(Blueprint.of(IntStream.range(0, DEPTH).mapToObj(_ -> block)
                .collect(Collectors.joining("", "", "dense(10)"))), WIDTH);
        return new Drawn(network, new Batch(network, new Loss.Mse(), rows, true), rows);
    }

    /// The logarithm of the growth of a layer.
    private static double growth(Drawn drawn, int seed) {
        Batch batch = drawn.batch;
        var rng = new Rng(seed, Rng.Stream.DATA, 0);
        for (int i = 0; i < batch.inputs().length; i++) batch.inputs()[i] = (float) rng.normal();
        for (int i = 0; i < batch.targets().length; i++) batch.targets()[i] = (float) rng.normal();
        batch.forward(drawn.rows);
        batch.backward(drawn.rows, 1f / drawn.rows);
        return Math.log(delta(batch, LOW) / delta(batch, HIGH)) / (HIGH - LOW);
    }

    /// The sum of the squares of δ of a dense layer, counted from 1.
    private static double delta(Batch batch, int layer) {
        return batch.tallies().get(3 * (layer - 1)).delta.squares;
    }
}
