package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumb.Cases;

/// Exact identities of gradients, within what floats can keep: products over a depth of ten layers
/// of width 40 sum 400 terms of relative error 6e-8, which random signs keep below 1e-5.
class IdentitiesTest {
    private static final double TOLERANCE = 1e-5;

    /// ⟨W, ∂loss/∂W⟩ is the same for every layer of a bias-free network whose activations are
    /// positively homogeneous.
    @Test
    void homogeneous_networks_have_equal_inner_products_of_weights_and_gradients() {
        Cases.forSeeds(5, seed -> {
            for (String activation : List.of("relu", "leaky-relu(0.2)", "linear")) {
                for (String init : List.of("he-normal", "glorot-uniform", "orthogonal(1.2)")) {
                    Sample sample = Sample.of(
                            Blueprint.of(
                                    "dense(40, %s, %s, bias=none) x 9; dense(5, softmax, bias=none)"
                                            .formatted(activation, init)),
                            new Loss.CategoricalCrossEntropy(), seed);
                    sample.network().initialize(seed);
                    List<Double> products = products(sample);
                    double scale = products.stream().mapToDouble(Math::abs).max().orElseThrow();
                    assertThat(Collections.max(products) - Collections.min(products))
                            .as("%s of %s with %s", products, activation, init)
                            .isLessThan(TOLERANCE * norms(sample));
                    assertThat(scale).isPositive();
                }
            }
        });
    }

    /// The same in doubles, where nothing else hides it.
    @Test
    void in_double_precision_they_are_equal_to_ten_digits() {
        Cases.forSeeds(5, seed -> {
            for (String init : List.of("he-normal", "glorot-uniform", "normal(0.3)", "rai")) {
                Sample sample = Sample.of(
                        Blueprint.of(
                                "dense(20, relu, %s, bias=none) x 9; dense(5, softmax, bias=none)"
                                        .formatted(init)),
                        new Loss.CategoricalCrossEntropy(), seed);
                sample.network().initialize(seed);
                double[] w = sample.parameters();
                double[] g = sample.expected().gradients();
                double[] products = sample.network().slots().stream()
                        .mapToDouble(slot -> product(w, g, slot)).toArray();
                for (double product : products) {
                    assertThat(product / products[0]).as("%s of %s", products, init)
                            .isCloseTo(1, within(1e-10));
                }
            }
        });
    }

    private static double product(double[] w, double[] g, Network.Slot slot) {
        double sum = 0;
        for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) sum += w[i] * g[i];
        return sum;
    }

    /// Weights in front of a batch normalization without ε only turn: ⟨w, ∂loss/∂w⟩ = 0. In doubles,
    /// with loss = Σ target · tanh(y); what comes before it is orthogonal to 1 and to z over the batch.
    @Test
    void gradients_before_a_batch_normalization_are_orthogonal_to_what_it_removes() {
        Cases.forSeeds(20, seed -> {
            var random = new SplittableRandom(seed);
            double[][] x = normal(16, 7, random);
            double[][] w = normal(7, 5, random);
            double[][] targets = normal(16, 5, random);
            var dw = new double[7][5];
            for (int u = 0; u < 5; u++) {
                var z = new double[16];
                for (int r = 0; r < 16; r++) {
                    for (int i = 0; i < 7; i++) z[r] += x[r][i] * w[i][u];
                }
                double[] dz = throughNormalization(z, targets, u);
                double length = norm(dz) * norm(z);
                assertThat(Arrays.stream(dz).sum()).isCloseTo(0, within(1e-10 * norm(dz)));
                assertThat(dot(dz, z)).isCloseTo(0, within(1e-10 * length));
                for (int r = 0; r < 16; r++) {
                    for (int i = 0; i < 7; i++) dw[i][u] += x[r][i] * dz[r];
                }
            }
            double[] flat = Arrays.stream(w).flatMapToDouble(Arrays::stream).toArray();
            double[] gradient = Arrays.stream(dw).flatMapToDouble(Arrays::stream).toArray();
            assertThat(dot(flat, gradient) / (norm(flat) * norm(gradient)))
                    .isCloseTo(0, within(1e-10));
            assertThat(norm(gradient)).isPositive();
        });
    }

    /// ∂loss/∂z of the values of one unit by the chain rule, whole Jacobian of y = (z − mean)/deviation.
    private static double[] throughNormalization(double[] z, double[][] targets, int unit) {
        int n = z.length;
        double mean = Arrays.stream(z).average().orElseThrow();
        double deviation = Math.sqrt(
                Arrays.stream(z).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
        var dz = new double[n];
        for (int r = 0; r < n; r++) {
            double y = (z[r] - mean) / deviation;
            double dy = targets[r][unit] / Math.pow(Math.cosh(y), 2);
            for (int k = 0; k < n; k++) {
                double yk = (z[k] - mean) / deviation;
                dz[k] += dy * ((r == k ? 1 : 0) - 1.0 / n - y * yk / n) / deviation;
            }
        }
        return dz;
    }

    private static double[][] normal(int rows, int columns, SplittableRandom random) {
        var values = new double[rows][columns];
        for (double[] row : values) Arrays.setAll(row, _ -> random.nextGaussian());
        return values;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    private static List<Double> products(Sample sample) {
        float[] g = sample.run().gradients();
        var products = new ArrayList<Double>();
        for (Network.Slot slot : sample.network().slots()) {
            double sum = 0;
            for (int i = 0; i < slot.size(); i++) {
                sum += (double) sample.network().parameters()[slot.offset() + i]
                        * g[slot.offset() + i];
            }
            products.add(sum);
        }
        return products;
    }

    /// The largest product of the norms of weights and gradient.
    private static double norms(Sample sample) {
        float[] g = sample.run().gradients();
        double largest = 0;
        for (Network.Slot slot : sample.network().slots()) {
            double w2 = 0;
            double g2 = 0;
            for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
                w2 += Math.pow(sample.network().parameters()[i], 2);
                g2 += Math.pow(g[i], 2);
            }
            largest = Math.max(largest, Math.sqrt(w2 * g2));
        }
        return largest;
    }

    @Test
    void the_deltas_of_a_softmax_cross_entropy_sum_to_0_in_every_row() {
        Cases.forSeeds(20, seed -> {
            Sample sample = Sample.of(Blueprint.of("dense(12, tanh); dense(7, softmax)"),
                    new Loss.CategoricalCrossEntropy(), seed);
            var pass = new Batch(sample.network(), sample.loss(), sample.rows(), false);
            sample.fill(pass);
            pass.forward(1);
            pass.backward(1, 1);
            Network.Slot bias = sample.network().slots().getLast();
            double sum = 0;
            for (int j = 0; j < bias.size(); j++) sum += pass.gradients()[bias.offset() + j];
            assertThat(sum).isCloseTo(0, within(5e-7));
        });
    }

    @Test
    void at_zero_logits_the_loss_is_the_logarithm_of_the_number_of_classes() {
        for (int classes = 2; classes < 30; classes++) {
            var network = new Network(Blueprint.of("dense(" + classes + ", softmax)"), 3);
            var pass = new Batch(network, new Loss.CategoricalCrossEntropy(), 1, false);
            pass.targets()[classes / 2] = 1;
            pass.forward(1);
            assertThat(pass.loss(1)).isCloseTo(Math.log(classes), within(1e-14));
        }
        var network = new Network(Blueprint.of("dense(4, sigmoid)"), 3);
        var pass = new Batch(network, new Loss.BinaryCrossEntropy(), 1, false);
        pass.forward(1);
        assertThat(pass.loss(1)).isCloseTo(Math.log(2), within(1e-14));
    }

    @Test
    void tanh_is_a_sigmoid_stretched() {
        var z = new float[2001];
        var twice = new float[z.length];
        for (int i = 0; i < z.length; i++) {
            z[i] = (i - 1000) / 100f;
            twice[i] = 2 * z[i];
        }
        var tanh = new float[z.length];
        var sigmoid = new float[z.length];
        new Squashing.Tanh().forward(z, tanh, 0, z.length, 1);
        new Squashing.Sigmoid().forward(twice, sigmoid, 0, z.length, 1);
        for (int i = 0; i < z.length; i++)
            assertThat(tanh[i]).isCloseTo(2 * sigmoid[i] - 1, within(3e-7f));
    }

    @Test
    void orthogonal_linear_networks_keep_the_norm_of_the_deltas() {
        Cases.forSeeds(5, seed -> {
            var network = new Network(Blueprint.of("dense(40, linear, orthogonal) x 20"), 40)
                    .initialize(seed);
            var pass = new Batch(network, new Loss.Mse(), 3, true);
            for (int i = 0; i < 120; i++) pass.inputs()[i] = (float) Math.sin((double) (i + seed));
            pass.forward(3);
            pass.backward(3, 1);
            double last = pass.tallies().getLast().delta.squares;
            double input = pass.tallies().getFirst().output.squares;
            for (Tally tally : pass.tallies()) {
                assertThat(tally.delta.squares).isCloseTo(last, within(TOLERANCE * last));
                assertThat(tally.output.squares).isCloseTo(input, within(TOLERANCE * input));
            }
        });
    }
}
