package plumb.theory;

import plumb.math.Quadrature;
import plumb.nn.Activation;

/// What an activation φ makes of a normal pre-activation z ~ N(mean, variance).
///
/// @param mean M = E φ(z)
/// @param meanSquare V = E φ(z)²: the mean square of the outputs
/// @param slopeMeanSquare D = E φ′(z)²: what the mean square of a gradient is multiplied by
/// @param slopeKurtosis E φ′(z)⁴ / D²: 1 if all slopes are alike
public record Moments(double mean, double meanSquare, double slopeMeanSquare,
        double slopeKurtosis) {
    /// As near to 0 as slopes on both sides of a kink count alike.
    static final double ALMOST_0 = 1e-24;
    /// A mean below this share of the root mean square is what rounding leaves of a sum that cancels.
    private static final double ROUNDING = 1e-14;

    /// Of z ~ N(0, variance).
    ///
    /// @param variance q ≥ 0; at 0 the limit from above, where half of all z are left of a kink at 0
    public static Moments of(Activation.Elementwise phi, double variance) {
        return of(phi, 0, variance);
    }

    /// Of z ~ N(mean, variance).
    public static Moments of(Activation.Elementwise phi, double mean, double variance) {
        return of(phi, mean, variance, Quadrature.FINE);
    }

    static Moments of(Activation.Elementwise phi, double mean, double variance,
            Quadrature quadrature) {
        if (phi instanceof Activation.Exponential) {
            // What counts of e²ᶻ lies 2 √variance deviations out, where no quadrature reaches.
            double square = Math.exp(2 * (mean + variance));
            return new Moments(Math.exp(mean + variance / 2), square, square,
                    Math.exp(4 * variance));
        }
        if (phi.homogeneous() && variance > 0 && variance != 1) {
            double deviation = Math.sqrt(variance);
            Moments unit = of(phi, mean / deviation, 1, quadrature);
            return new Moments(deviation * unit.mean, variance * unit.meanSquare,
                    unit.slopeMeanSquare, unit.slopeKurtosis);
        }
        var nodes = quadrature.nodes(mean, variance == 0 ? ALMOST_0 : variance,
                phi.kinks());
        double first = 0;
        double second = 0;
        double slopes = 0;
        double fourth = 0;
        for (int i = 0; i < nodes.x().length; i++) {
            double w = nodes.weight()[i];
            double y = phi.value(nodes.x()[i]);
            double slope = phi.slope(nodes.x()[i]);
            first += w * y;
            second += w * y * y;
            slopes += w * slope * slope;
            fourth += w * slope * slope * slope * slope;
        }
        if (Math.abs(first) < ROUNDING * Math.sqrt(second)) first = 0;
        if (variance == 0) {
            first = phi.value(mean);
            second = first * first;
        }
        return new Moments(first, second, slopes, fourth / (slopes * slopes));
    }
}
