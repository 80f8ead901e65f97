package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumb.Cases;
import plumb.Members;

/// The loss and the gradient of weighted rows against the reference, which takes each row alone.
class RowWeightsTest {
    @Test
    void each_row_counts_by_its_weight_under_every_loss() {
        Cases.forSeeds(4, seed -> {
            for (Loss loss : Members.of(Loss.class, seed)) {
                for (String output : List.of("linear", "sigmoid", "softmax"))
                    check(output, loss, seed);
            }
        });
    }

    private static void check(String output, Loss loss, long seed) {
        Sample sample = Sample.of(Blueprint.of("dense(4, tanh); dense(3, " + output + ")"), loss,
                seed);
        int n = sample.rows();
        var pass = new Batch(sample.network(), loss, n, true, true);
        sample.fill(pass);
        var random = new SplittableRandom(seed);
        double[] p = sample.parameters();
        var expected = new double[p.length];
        double expectedLoss = 0;
        for (int row = 0; row < n; row++) {
            float weight = (float) random.nextDouble(0.1, 4);
            pass.weights()[row] = weight;
            ReferenceNetwork.Result alone = sample.reference().run(p,
                    new double[][] {sample.x()[row]}, new double[][] {sample.t()[row]});
            expectedLoss += weight * alone.loss();
            for (int i = 0; i < p.length; i++) expected[i] += weight * alone.gradients()[i] / n;
        }
        pass.forward(n);
        pass.backward(n, 1f / n);
        String name = loss + " on " + output;
        assertThat(pass.loss(n)).as(name)
                .isCloseTo(expectedLoss, within(2e-5 * (1 + Math.abs(expectedLoss))));
        double size = 1e-3;
        for (double g : expected) size = Math.max(size, Math.abs(g));
        for (int i = 0; i < p.length; i++) {
            assertThat((double) pass.gradients()[i]).as(name).isCloseTo(expected[i],
                    within(2e-4 * size));
        }
    }

    @Test
    void weights_of_1_change_no_bit() {
        Sample sample = Sample.of(Blueprint.of("dense(4, relu); dense(3, softmax)"),
                new Loss.CategoricalCrossEntropy(), 1);
        var pass = new Batch(sample.network(), sample.loss(), sample.rows(), true, true);
        sample.fill(pass);
        Arrays.fill(pass.weights(), 1);
        pass.forward(sample.rows());
        pass.backward(sample.rows(), 1f / sample.rows());
        assertThat(pass.gradients()).isEqualTo(sample.run().gradients());
    }
}
