package plumb.bench.papers;

import java.util.List;
import java.util.stream.LongStream;
import plumb.bench.report.Figures;
import plumb.gauge.History;
import plumb.gauge.Quantity;
import plumb.nn.Blueprint;
import plumb.nn.Shape;
import plumb.theory.Signal;
import plumb.theory.SignalPropagation;
import plumb.theory.SignalPropagation.Expected;

/// Gradients of the first over the last hidden layer, against the theory of signal propagation.
final class GradientRatios implements Reproduction {
    private static final int WIDTH = 256;
    private static final int ROWS = 64;
    private static final int SEEDS = 10;
    private static final List<Integer> DEPTHS = List.of(5, 10, 20, 50);
    private static final List<String> ACTIVATIONS = List.of("sigmoid", "tanh", "relu",
            "leaky-relu");
    private static final List<String> INITS = List.of("normal(0.01)", "normal(0.1)", "normal(1)",
            "standard", "glorot-uniform", "he-normal", "orthogonal");
    /// More decades than float32 holds.
    private static final double MOST = 37;

    /// A network, with log10 of two ratios of its first to its last hidden layer.
    private record Cell(String activation, String init, int depth) {
        String text() {
            return "dense(" + WIDTH + ", " + activation + ", " + init + ") x " + depth
                    + "; dense(10, softmax, " + init + ")";
        }

        double[] expected() {
            Expected first = expected(0);
            Expected last = expected(depth - 1);
            return new double[] {decades(first.delta() - last.delta()),
                    decades(first.weightGradient() - last.weightGradient())};
        }

        /// To four decimals, so that what is 0 but for rounding is 0.
        private static double decades(double decades) {
            return Math.rint(1e4 * decades) / 1e4 + 0.0;
        }

        Expected expected(int layer) {
            return SignalPropagation.of(Blueprint.of(text()), Shape.of(WIDTH), Signal.of(1),
                    ROWS)
                    .layers().get(layer);
        }

        double[] measured(long seed) {
            History history = Layers.start(text(), "categorical-cross-entropy",
                    Layers.noise(ROWS, WIDTH, seed), seed);
            double deltas = Math.log10(of(history, 0, Quantity.DELTA)
                    / of(history, depth - 1, Quantity.DELTA));
            return new double[] {deltas,
                    deltas - Math.log10(of(history, depth - 2, Quantity.ACTIVATION))};
        }

        private static double of(History history, int layer, Quantity quantity) {
            return history.series(layer, quantity).first();
        }

        List<Check> checks() {
            double[] expected = expected();
            if (Math.abs(expected[0]) > MOST) return List.of();
            var mean = new double[2];
            LongStream.rangeClosed(1, SEEDS).forEach(seed -> {
                double[] measured = measured(seed);
                for (int i = 0; i < mean.length; i++) mean[i] += measured[i] / SEEDS;
            });
            double tolerance = activation.equals("tanh") && init.equals("normal(1)") ? 0.3 : 0.1;
            String name = activation + ", " + init + ", " + depth + " layers: ";
            return List.of(Check.near(name + "δ", expected[0], tolerance, mean[0]),
                    Check.near(name + "weights", expected[1], tolerance, mean[1]));
        }
    }

    @Override
    public String name() {
        return "gradient-ratios";
    }

    @Override
    public String title() {
        return "Gradients across a network: measured beside the theory of Schoenholz et al. (2017)";
    }

    @Override
    public String about() {
        return """
                The theory is that of the paper; the networks are Plumb's own, of which the paper has no numbers.

                Networks of %d units a layer on %d rows of standard normal inputs with random labels, before
                training: log10 of rms(δ) of the first over the last hidden layer, and of
                rms(δ) · rms(x), the gradient that a row gives the weights. Expected is the theory of signal
                propagation, as `plumb.theory` computes it from the network's text; obtained is the mean of
                %d seeds, within 0.1, and within 0.3 for tanh with N(0, 1) weights, where the theory of
                infinite width is off. Left out are %d networks of 50 layers whose δ differ by more
                than %.0f decades, which float32 cannot hold. By the same theory log10 rms(δ) of one row
                spreads over networks of 50 ReLU layers with a standard deviation of %s: a mean of %d seeds
                can miss by 0.1.

                ReLU networks lose δ by tens of decades while the gradients of their weights stay equal: who
                looks at these alone sees nothing.
                """
                .formatted(WIDTH, ROWS, SEEDS, cells().stream()
                        .filter(cell -> Math.abs(cell.expected()[0]) > MOST).count(), MOST,
                        Figures.of(new Cell("relu", "he-normal", 50).expected(0).spread()), SEEDS);
    }

    @Override
    public List<Check> run() {
        return cells().parallelStream().map(Cell::checks).flatMap(List::stream).toList();
    }

    private static List<Cell> cells() {
        return ACTIVATIONS.stream().flatMap(activation -> INITS.stream().flatMap(init -> DEPTHS
                .stream().map(depth -> new Cell(activation, init, depth)))).toList();
    }
}
