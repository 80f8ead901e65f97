package plumb.gauge;

import java.util.Arrays;

/// What the gauge read of one layer at one step: a number, or NaN if absent, for each [Quantity].
///
/// The array is indexed by ordinal, as an [java.util.EnumMap] would, but without boxing every number
/// of every step.
@SuppressWarnings("EnumOrdinal")
public record Reading(double[] values) {
    Reading() {
        this(new double[Quantity.values().length]);
        Arrays.fill(values, Double.NaN);
    }

    public double get(Quantity quantity) {
        return values[quantity.ordinal()];
    }

    void set(Quantity quantity, double value) {
        values[quantity.ordinal()] = value;
    }
}
