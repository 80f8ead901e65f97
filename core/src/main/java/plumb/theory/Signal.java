package plumb.theory;

import plumb.data.Dataset;
import plumb.data.Scale;

/// What random weights make of the values in one place of a network, expected over weights and samples.
///
/// @param mean of a value over the units
/// @param meanSquare of a value; absent, NaN, where theory cannot tell
/// @param product of the values that two different samples have in the same unit
public record Signal(double mean, double meanSquare, double product) {
    private static final int MOST_ROWS = 10_000;
    /// The share of the mean square that is rounding.
    private static final double NEAR = 1e-12;
    static final Signal UNKNOWN = new Signal(Double.NaN, Double.NaN, Double.NaN);
    /// Values that are larger than a double can hold.
    static final Signal ENDLESS = new Signal(0, Double.POSITIVE_INFINITY, Double.NaN);

    /// Values around 0 of samples that have nothing in common.
    public static Signal of(double meanSquare) {
        return new Signal(0, meanSquare, 0);
    }

    /// What the training rows of data are like after scaling, measured on the first of them.
    public static Signal of(Dataset data, Scale scale) {
        int rows = Math.min(MOST_ROWS, data.train().length);
        int width = data.columns().size();
        var raw = new float[width];
        var row = new float[width];
        var sums = new double[width];
        double squares = 0;
        for (int i = 0; i < rows; i++) {
            data.inputs().read(data.train()[i], raw, 0);
            data.scaling(scale).apply(raw, 0, row, 0);
            for (int c = 0; c < width; c++) {
                sums[c] += row[c];
                squares += (double) row[c] * row[c];
            }
        }
        double mean = 0;
        double product = 0;
        for (double sum : sums) {
            mean += sum / rows / width;
            product += sum / rows * (sum / rows) / width;
        }
        return new Signal(mean, squares / rows / width, product);
    }

    public double rms() {
        return Math.sqrt(meanSquare);
    }

    /// The variance over the units.
    double variance() {
        return Math.max(0, meanSquare - mean * mean);
    }

    /// The correlation of two samples over the units, 1 if there is no variance.
    public double correlation() {
        double variance = variance();
        return variance == 0 ? 1 : Math.clamp((product - mean * mean) / variance, -1, 1);
    }

    /// The mean product of two samples over the mean square, 1 if that is 0: what
    /// [#correlation] is of values around 0.
    double cosine() {
        return meanSquare == 0 ? 1 : product / meanSquare;
    }

    /// Whether it differs from another by rounding alone.
    boolean isNear(Signal other) {
        double most = NEAR * meanSquare;
        return Math.abs(meanSquare - other.meanSquare) <= most
                && Math.abs(mean - other.mean) <= most
                && (Double.isNaN(product) || Math.abs(product - other.product) <= most);
    }

    /// Values that are 0 or doubled by chance, each `kept` with this probability and divided by it.
    Signal dropped(double kept) {
        return new Signal(mean, meanSquare / kept, product);
    }

    /// The mean of n values of the same unit that have only its mean in common.
    Signal averaged(double n) {
        return new Signal(mean, mean * mean + variance() / n,
                mean * mean + (product - mean * mean) / n);
    }

    /// The sum with `gain` times another that was drawn independently.
    Signal plus(double gain, Signal other) {
        double cross = 2 * gain * mean * other.mean;
        return new Signal(mean + gain * other.mean,
                meanSquare + cross + gain * gain * other.meanSquare,
                product + cross + gain * gain * other.product);
    }
}
