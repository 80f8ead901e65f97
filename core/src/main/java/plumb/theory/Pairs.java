package plumb.theory;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import plumb.math.Quadrature;
import plumb.nn.Activation;

/// Two normal pre-activations of equal mean and variance, `-1 ≤ correlation ≤ 1`.
///
/// The second is correlation · the first + a normal number of its own. What the inner expectation
/// makes of a kink is a bend as wide as that number, around the kink over the correlation: the outer
/// panels are cut there too.
record Pairs(Activation.Elementwise phi, double mean, double variance, double correlation) {
    /// Bends are cut at so many deviations.
    private static final double[] CUTS = {-4, -2, -1, 0, 1, 2, 4};

    /// E φ(z₁) φ(z₂).
    double product() {
        return scaled() ? variance * unit().expect(phi::value) : expect(phi::value);
    }

    /// E φ′(z₁) φ′(z₂).
    double slopeProduct() {
        return (scaled() ? unit() : this).expect(phi::slope);
    }

    private boolean scaled() {
        return phi.homogeneous() && variance > 0;
    }

    /// The same pre-activations over their deviation.
    private Pairs unit() {
        return new Pairs(phi, mean / Math.sqrt(variance), 1, correlation);
    }

    private double expect(DoubleUnaryOperator f) {
        if (phi instanceof Activation.Exponential) {
            return Math.exp(2 * mean + variance * (1 + correlation));
        }
        double[] kinks = phi.kinks();
        if (correlation == 0) {
            double one = Quadrature.FINE.expect(f, mean, variance, kinks);
            return one * one;
        }
        double own = variance * Math.max(0, 1 - correlation * correlation);
        return Quadrature.COARSE.expect(first -> {
            double value = f.applyAsDouble(first);
            if (value == 0) return 0;
            return value * Quadrature.COARSE.expect(f, mean + correlation * (first - mean), own,
                    kinks);
        }, mean, variance, bends(kinks, Math.sqrt(own)));
    }

    private double[] bends(double[] kinks, double own) {
        return DoubleStream.concat(Arrays.stream(kinks), Arrays.stream(kinks).flatMap(
                k -> Arrays.stream(CUTS).map(c -> mean + (k - mean + c * own) / correlation)))
                .toArray();
    }
}
