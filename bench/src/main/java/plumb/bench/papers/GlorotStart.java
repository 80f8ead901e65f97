package plumb.bench.papers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.gauge.History;
import plumb.gauge.Quantity;
import plumb.nn.Activation;
import plumb.nn.Network;
import plumb.theory.Moments;

/// Activations, gradients and Jacobians of Glorot and Bengio's networks before training.
final class GlorotStart implements Reproduction {
    private static final int WIDTH = 1000;
    private static final int DEPTH = 5;
    private static final int IMAGES = 300;
    private static final int SEEDS = 5;
    private static final int SMALL = 256;
    private static final String STANDARD = "standard";
    private static final String NORMALIZED = "glorot-uniform";
    /// The mean singular value of a square matrix of variance 1/n, n → ∞.
    private static final double QUARTER_CIRCLE = 8 / (3 * Math.PI);

    /// A network, and what mean-field theory expects of its layers 1 to 5: the deviation of the
    /// activations (empty if not given), and the RMS of δ relative to layer 5.
    private record Net(String activation, String init, double[] deviations, double[] deltas) {
        String text(int width) {
            return "dense(" + width + ", " + activation + ", " + init + ", bias=none) x " + DEPTH
                    + "; dense(9, softmax, " + init + ")";
        }

        /// σw² of a square layer.
        double weightVariance() {
            return init.equals(STANDARD) ? 1 / 3.0 : 1;
        }

        @Override
        public String toString() {
            return activation + ", " + init;
        }
    }

    private static final List<Net> NETS = List.of(
            new Net("tanh", STANDARD, new double[] {0.3172, 0.1774, 0.1014, 0.0583, 0.0336},
                    new double[] {0.0964, 0.1840, 0.3288, 0.5754, 1}),
            new Net("tanh", NORMALIZED, new double[] {0.4787, 0.4036, 0.3544, 0.3192, 0.2925},
                    new double[] {0.5520, 0.6870, 0.8030, 0.9062, 1}),
            new Net("softsign", STANDARD, new double[] {0.2329, 0.1116, 0.0586, 0.0321, 0.0180},
                    new double[] {0.0547, 0.1390, 0.2883, 0.5485, 1}),
            new Net("softsign", NORMALIZED, new double[0],
                    new double[] {0.2439, 0.4252, 0.6134, 0.8055, 1}),
            new Net("sigmoid", STANDARD, new double[] {0.0854, 0.0717, 0.0714, 0.0714, 0.0714},
                    new double[] {4.0e-4, 2.8e-3, 0.0200, 0.1414, 1}));

    @Override
    public String name() {
        return "glorot-start";
    }

    @Override
    public String title() {
        return "Glorot & Bengio (2010), figures 6 to 8: before training";
    }

    @Override
    public String about() {
        return """
                Five hidden layers of %d units on %d images of Shapeset-3x2, at initialization, the mean
                of %d seeds. With `standard` weights, U(±1/√n), activations shrink from layer to layer
                upwards and gradients downwards, while the gradients of the weights are equal in all
                layers; with `glorot-uniform` both roughly keep their size. Expected are the numbers of
                mean-field theory, within a tenth: for images that all have the mean square of the pixels,
                0.37, and image by image, because theirs differ and gradients are averaged over them. The
                rows image by image were added when two of the others had not held.

                The mean singular values are those of layers of %d units: of the weights, and of the
                Jacobian ∂y/∂x of a hidden layer on 3 images, expected 8/3π times its RMS slope. The
                paper gives 0.5 for `standard` and 0.8 for the normalized weights.
                """
                .formatted(WIDTH, IMAGES, SEEDS, SMALL);
    }

    @Override
    public List<Check> run() {
        var checks = new ArrayList<Check>();
        NETS.forEach(net -> measure(net, checks));
        return checks;
    }

    private static void measure(Net net, List<Check> checks) {
        var deviations = new double[DEPTH];
        var deltas = new double[DEPTH];
        var gradients = new double[DEPTH];
        LongStream.rangeClosed(1, SEEDS).forEach(seed -> {
            Dataset data = data(seed);
            History history = Layers.start(net.text(WIDTH), "categorical-cross-entropy", data,
                    seed);
            for (int l = 0; l < DEPTH; l++) {
                deviations[l] += Layers.deviation(
                        Layers.outputs(history.network(), l + 1, data, IMAGES)) / SEEDS;
                deltas[l] += ratio(history, l, Quantity.DELTA) / SEEDS;
                gradients[l] += ratio(history, l, Quantity.GRADIENT) / SEEDS;
            }
        });
        for (int l = 0; l < net.deviations.length; l++) {
            checks.add(Check.near(net + ": deviation of the activations of layer " + (l + 1),
                    net.deviations[l], deviations[l]));
        }
        for (int l = 0; l < DEPTH - 1; l++) {
            checks.add(Check.near(net + ": rms δ of layer " + (l + 1) + " / layer 5",
                    net.deltas[l], deltas[l]));
        }
        double[] byImage = deltas(net, data(1));
        for (int l = 0; l < DEPTH - 1; l++) {
            checks.add(Check.near(net + ": rms δ of layer " + (l + 1)
                    + " / layer 5, theory image by image", byImage[l], deltas[l]));
        }
        if (!net.activation.equals("tanh")) return;
        if (net.init.equals(STANDARD)) {
            double mean = Arrays.stream(gradients).average().orElseThrow();
            for (int l = 0; l < DEPTH; l++) {
                checks.add(Check.near(net + ": rms gradient of the weights of layer " + (l + 1)
                        + " / mean of the layers", 1, 0.15, gradients[l] / mean));
            }
        }
        singularValues(net, checks);
    }

    /// What theory expects of the RMS of δ over images that each have a mean square of their own,
    /// relative to layer 5.
    private static double[] deltas(Net net, Dataset data) {
        var phi = (Activation.Elementwise) Activation.of(net.activation);
        var squares = new double[DEPTH];
        var image = new float[data.columns().size()];
        for (int row = 0; row < IMAGES; row++) {
            data.inputs().read(row, image, 0);
            double square = 0;
            for (float pixel : image) square += (double) pixel * pixel / image.length;
            var slopes = new double[DEPTH];
            for (int l = 0; l < DEPTH; l++) {
                Moments moments = Moments.of(phi, net.weightVariance() * square);
                slopes[l] = moments.slopeMeanSquare();
                square = moments.meanSquare();
            }
            double delta = 1;
            for (int l = DEPTH - 1; l >= 0; l--) {
                delta *= net.weightVariance() * slopes[l];
                squares[l] += delta;
            }
        }
        return Arrays.stream(squares).map(s -> Math.sqrt(s / squares[DEPTH - 1])).toArray();
    }

    private static double ratio(History history, int layer, Quantity quantity) {
        return history.series(layer, quantity).first()
                / history.series(DEPTH - 1, quantity).first();
    }

    private static Dataset data(long seed) {
        return Generator.of("shapeset(" + IMAGES + ")").generate(seed);
    }

    private static void singularValues(Net net, List<Check> checks) {
        Dataset data = data(1);
        Network network = Layers
                .start(net.text(SMALL), "categorical-cross-entropy", data, 1).network();
        int hidden = 2;
        double expected = net.init.equals(STANDARD)
                ? QUARTER_CIRCLE / Math.sqrt(3)
                : QUARTER_CIRCLE;
        var ones = new double[SMALL];
        Arrays.fill(ones, 1);
        checks.add(Check.near(net + ": mean singular value of the weights", expected,
                expected / 100, SingularValues.mean(jacobian(network, hidden, ones))));
        float[] y = Layers.outputs(network, hidden + 1, data, 3);
        double obtained = 0;
        double square = 0;
        for (int row = 0; row < 3; row++) {
            int from = row * SMALL;
            double[] slopes = IntStream.range(from, from + SMALL)
                    .mapToDouble(i -> 1 - (double) y[i] * y[i]).toArray();
            for (double slope : slopes) square += slope * slope / (3 * SMALL);
            obtained += SingularValues.mean(jacobian(network, hidden, slopes)) / 3;
        }
        checks.add(Check.near(net + ": mean singular value of the Jacobian of layer "
                + (hidden + 1), expected * Math.sqrt(square), obtained));
    }

    /// The weights of a layer, a column for each unit, times the slope of the unit.
    private static double[][] jacobian(Network network, int layer, double[] slopes) {
        float[] w = network.parameters();
        int start = network.layerStart(layer);
        return IntStream.range(0, SMALL).mapToObj(j -> IntStream.range(0, SMALL)
                .mapToDouble(i -> slopes[j] * w[start + i * SMALL + j]).toArray())
                .toArray(double[][]::new);
    }
}
