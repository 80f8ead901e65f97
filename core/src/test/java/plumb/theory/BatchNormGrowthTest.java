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
/// downwards (Yang et al., 2019): 16 layers as wide as those of the published simulations, mean square
/// of δ between layers 4 and 14. Weights are uniform, which are drawn faster: so wide a layer shows no
/// more of them than their variance.
class BatchNormGrowthTest {
    private static final int WIDTH = 2048;
    private static final int DEPTH = 16;
    private static final int LOW = 4;
    private static final int HIGH = 14;
    private static final int LINEAR_ROWS = 4;
    /// Of 4 rows the growth differs by 0.1 from draw to draw, of 64 by 0.01.
    private static final int LINEAR_DRAWS = 10;

    /// ReLU by π/(π − 1) for infinite batches, a little more for 64 rows; linear layers by
    /// (B − 2)/(B − 3).
    @Test
    void gradients_grow_by_the_published_factors() {
        Network relu = network("relu").initialize(1);
        assertThat(growth(relu, 64, 1)).isCloseTo(1.49, within(0.06));
        Network linear = network("linear");
        System.arraycopy(relu.parameters(), 0, linear.parameters(), 0, relu.parameters().length);
        double mean = IntStream.rangeClosed(1, LINEAR_DRAWS)
                .mapToDouble(seed -> growth(linear, LINEAR_ROWS, seed)).average().orElseThrow();
        assertThat(mean).isCloseTo(2, within(0.12));
    }

    private static Network network(String activation) {
        String block = "dense(" + WIDTH + ", linear, lecun-uniform, bias=none);"
                + " batch-norm(eps=1e-7); activation(" + activation + "); ";
        return new Network(Blueprint.of(IntStream.range(0, DEPTH).mapToObj(_ -> block)
                .collect(Collectors.joining("", "", "dense(10)"))), WIDTH);
    }

    /// The growth of a layer on random rows, on geometric average over the layers.
    private static double growth(Network network, int rows, int seed) {
        var batch = new Batch(network, new Loss.Mse(), rows, true);
        var rng = new Rng(seed, Rng.Stream.DATA, 0);
        for (int i = 0; i < batch.inputs().length; i++) batch.inputs()[i] = (float) rng.normal();
        for (int i = 0; i < batch.targets().length; i++) batch.targets()[i] = (float) rng.normal();
        batch.forward(rows);
        batch.backward(rows, 1f / rows);
        return Math.pow(delta(batch, LOW) / delta(batch, HIGH), 1.0 / (HIGH - LOW));
    }

    /// The sum of the squares of δ of a dense layer, counted from 1.
    private static double delta(Batch batch, int layer) {
        return batch.tallies().get(3 * (layer - 1)).delta.squares;
    }
}
