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

/// The gradient that one row gives the weights of a layer whose weights are used at many places, as
/// networks measure it.
class WeightGradientTest {
    private static final Shape IMAGE = Shape.of(8, 8, 2);
    private static final int SEEDS = 200;

    @ParameterizedTest
    @ValueSource(strings = {"conv2d(16, 3, linear, he-normal); flatten; dense(10)",
            "conv2d(16, 3, relu, he-normal); conv2d(16, 3, relu, he-normal); flatten; dense(10)",
            "conv2d(16, 3, relu, he-normal, padding=valid); flatten; dense(10)",
            "conv2d(16, 3, tanh, stride=2); conv2d(16, 1, tanh); flatten; dense(32, tanh); dense(10)",
            "conv2d(16, 3, relu, he-normal); global-average-pool; dense(10)"})
    void a_row_gives_what_theory_expects_or_theory_says_nothing(String text) {
        var network = new Network(Blueprint.of(text), IMAGE);
        var propagation = SignalPropagation.of(Blueprint.of(text), IMAGE, Signal.of(1), 1);
        double[] squares = new double[network.depth()];
        for (int seed = 1; seed <= SEEDS; seed++) add(network.initialize(seed), seed, squares);
        int top = network.depth() - 1;
        boolean told = true;
        for (int l = 0; l <= top; l++) {
            if (network.blueprint().flat().get(l).inits().isEmpty()) continue;
            var expected = propagation.layers().get(l);
            told &= Double.isFinite(expected.weightGradient());
            if (!Double.isFinite(expected.weightGradient())) {
                assertThat(propagation.limits()).anyMatch(limit -> limit.startsWith(
                        expected.number() + ": ") && limit.contains("gradients of its weights"));
                continue;
            }
            double measured = Math.log10(squares[l] / squares[top]) / 2;
            assertThat(measured).as("layer %s of %s", expected.number(), text).isCloseTo(
                    expected.weightGradient() - propagation.layers().get(top).weightGradient(),
                    within(0.03));
        }
        assertThat(told).isEqualTo(!text.contains("average"));
    }

    /// Adds the mean squares of the gradients of weights on a row of noise.
    private static void add(Network network, int seed, double[] squares) {
        var batch = new Batch(network, new Loss.Mse(), 1, false);
        var rng = new Rng(seed, Rng.Stream.DATA, 0);
        for (int i = 0; i < batch.inputs().length; i++) batch.inputs()[i] = (float) rng.normal();
        Arrays.fill(batch.targets(), 100);
        batch.forward(1);
        batch.backward(1, 1);
        for (Network.Slot slot : network.slots()) {
            if (!slot.name().equals("weights")) continue;
            for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
                double gradient = batch.gradients()[i];
                squares[slot.layer()] += gradient * gradient / slot.size();
            }
        }
    }

    @Test
    void of_a_recurrent_layer_theory_says_nothing() {
        var propagation = SignalPropagation.of(Blueprint.of("simple-rnn(64); last; dense(1)"),
                Shape.of(20, 3), Signal.of(1), 32);
        assertThat(propagation.layers().getFirst().weightGradient()).isNaN();
        assertThat(propagation.layers().getFirst().delta()).isFinite();
        assertThat(propagation.limits()).singleElement().asString()
                .contains("gradients of its weights");
    }
}
