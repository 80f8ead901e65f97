package plumb.bench.papers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import plumb.gauge.History;
import plumb.gauge.Quantity;

/// The gradient that grows in networks with batch normalization and without skips.
final class BatchNormGrowth implements Reproduction {
    private static final int WIDTH = 2048;
    private static final int DEPTH = 16;
    private static final int SEEDS = 2;
    /// Between these layers growth is measured, away from both ends.
    private static final int LOW = 4;
    private static final int HIGH = 14;

    @Override
    public String name() {
        return "batch-norm-growth";
    }

    @Override
    public String title() {
        return "Yang et al. (2019): batch normalization makes gradients grow";
    }

    @Override
    public String about() {
        return """
                %d times a dense layer of %d units, batch normalization and an activation, before
                training, on random inputs: the factor by which the mean square of δ of the dense layers
                grows from one layer to the one below, between layers %d and %d, geometric mean of %d seeds.
                For ReLU theory gives π/(π − 1) = 1.467 for infinite batch and width, and simulations
                of this width 1.45 to 1.55; for linear layers (B − 2)/(B − 3) with a batch of B rows.
                """
                .formatted(DEPTH, WIDTH, LOW, HIGH, SEEDS);
    }

    @Override
    public List<Check> run() {
        var checks = new ArrayList<Check>();
        for (int batch : new int[] {32, 64}) {
            checks.add(Check.between("relu, batch " + batch, 1.45, 1.55, growth("relu", batch)));
        }
        for (int batch : new int[] {4, 5, 8}) {
            double expected = (batch - 2) / (batch - 3.0);
            checks.add(Check.near("linear, batch " + batch, expected, 0.06 * expected,
                    growth("linear", batch)));
        }
        return checks;
    }

    private static double growth(String activation, int batch) {
        String block = "dense(" + WIDTH + ", linear, lecun-normal, bias=none);"
                + " batch-norm(eps=1e-7); activation(" + activation + "); ";
        String network = IntStream.range(0, DEPTH).mapToObj(_ -> block)
                .collect(Collectors.joining("", "", "dense(10, softmax)"));
        double decades = LongStream.rangeClosed(1, SEEDS).mapToDouble(seed -> {
            History history = Layers.start(network, "categorical-cross-entropy",
                    Layers.noise(batch, WIDTH, seed), seed);
            return Math.log10(delta(history, LOW) / delta(history, HIGH)) / (HIGH - LOW);
        }).average().orElseThrow();
        return Math.pow(10, 2 * decades);
    }

    /// The RMS of δ of a dense layer, counted from 1.
    private static double delta(History history, int layer) {
        return history.series(3 * (layer - 1), Quantity.DELTA).first();
    }
}
