package plumb.bench.contest;

import java.util.Arrays;

/// The median of some measurements, and the least and the largest.
public record Spread(double median, double least, double most) {
    public static Spread of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return new Spread((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[0], sorted[n - 1]);
    }

    /// The ratio a/b of each round.
    public static Spread ratio(double[] a, double[] b) {
        var ratios = new double[a.length];
        for (int i = 0; i < ratios.length; i++) ratios[i] = a[i] / b[i];
        return of(ratios);
    }
}
