package plumb.math;

import java.util.Arrays;

/// The mean of some measurements, and the interval that holds the true mean in 95 of 100 such
/// experiments, if what is measured is normal (Student, 1908).
///
/// With one measurement the interval is infinite; without one all three are NaN.
public record Interval(double mean, double low, double high) {
    /// The 97.5 % quantiles of Student's t distribution for 1 to 9 degrees of freedom.
    private static final double[] QUANTILES = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365,
            2.306, 2.262};
    /// The same quantile of the normal distribution.
    private static final double NORMAL = 1.959964;

    public static Interval of(double... values) {
        int n = values.length;
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        if (n < 2) {
            double half = n == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
            return new Interval(mean, mean - half, mean + half);
        }
        double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (n - 1);
        double half = student(n - 1) * Math.sqrt(variance / n);
        return new Interval(mean, mean - half, mean + half);
    }

    /// Half of the interval's width.
    public double half() {
        return high - mean;
    }

    /// Beyond the table an expansion in 1/freedom, right to four digits (Fisher & Cornish, 1960).
    static double student(int freedom) {
        if (freedom <= QUANTILES.length) return QUANTILES[freedom - 1];
        double x = NORMAL;
        double cube = x * x * x;
        double fifth = cube * x * x;
        return x + (cube + x) / 4 / freedom
                + (5 * fifth + 16 * cube + 3 * x) / 96 / freedom / freedom
                + (3 * fifth * x * x + 19 * fifth + 17 * cube - 15 * x) / 384 / freedom / freedom
                        / freedom;
    }
}
