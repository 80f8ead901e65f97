package plumb.math;

/// The standard normal distribution.
public final class Normal {
    private static final double DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);
    /// Beyond this the series would lose digits, below it the continued fraction would converge slowly.
    private static final double FAR = 3;
    private static final int FRACTIONS = 120;

    private Normal() {}

    /// φ(z), the density.
    public static double density(double z) {
        return DENSITY_AT_0 * Math.exp(-z * z / 2);
    }

    /// Φ(z), the probability of a number below z, to 12 digits.
    public static double below(double z) {
        if (z > FAR) return 1 - tail(z);
        if (z < -FAR) return tail(-z);
        return 0.5 + fromMiddle(z);
    }

    /// `erf x = 2Φ(√2·x) − 1`, the probability of a number nearer to 0 than √2·x, to 12 digits.
    public static double erf(double x) {
        double z = Math.sqrt(2) * x;
        if (z > FAR) return 1 - 2 * tail(z);
        if (z < -FAR) return 2 * tail(-z) - 1;
        return 2 * fromMiddle(z);
    }

    /// `Φ(z) − 1/2 = φ(z)·(z + z³/3 + z⁵/(3·5) + …)`, all terms of one sign (Abramowitz & Stegun,
    /// 26.2.11).
    private static double fromMiddle(double z) {
        double term = z;
        double sum = z;
        for (int n = 3; Math.abs(term) > 1e-17 * Math.abs(sum); n += 2) {
            term *= z * z / n;
            sum += term;
        }
        return density(z) * sum;
    }

    /// `1 − Φ(z) = φ(z)/(z + 1/(z + 2/(z + 3/…)))` (Abramowitz & Stegun, 26.2.14), which converges the
    /// faster the larger z is: 40 fractions give 14 digits at 3, 10 do at 10.
    private static double tail(double z) {
        double fraction = z;
        for (int n = (int) (FRACTIONS / z) + 2; n > 0; n--) fraction = z + n / fraction;
        return density(z) / fraction;
    }
}
