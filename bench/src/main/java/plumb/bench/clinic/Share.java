package plumb.bench.clinic;

import java.util.Locale;

/// A part of a number of cases, with its 95 % interval (Wilson, 1927).
record Share(long part, long all) {
    private static final double Z = 1.959963984540054;

    double value() {
        return all == 0 ? Double.NaN : (double) part / all;
    }

    double low() {
        return middle() - half();
    }

    double high() {
        return middle() + half();
    }

    private double middle() {
        return (value() + Z * Z / (2 * all)) / (1 + Z * Z / all);
    }

    private double half() {
        double p = value();
        return Z * Math.sqrt(p * (1 - p) / all + Z * Z / (4.0 * all * all)) / (1 + Z * Z / all);
    }

    @Override
    public String toString() {
        return all == 0
                ? "–"
                : String.format(Locale.ROOT, "%d of %d, %.1f %% [%.1f, %.1f]", part, all,
                        100 * value(), 100 * Math.max(0, low()), 100 * Math.min(1, high()));
    }
}
