package plumb.math;

import java.util.Arrays;

/// A histogram of values in bins of equal width around 0, with their mean and standard deviation.
///
/// The bins, a quarter wide from −8 to 8, hold all places where an activation bends: the last kink is
/// that of `relu6` at 6, and the slope of a sigmoid at 8 is 0.0003. What lies outside is counted on its
/// side; mean and standard deviation are those of all values. Infinities and NaNs are left out.
public final class Distribution {
    /// Where the first bin begins, and how wide each is.
    public static final double LOW = -8;
    public static final double WIDTH = 0.25;
    public static final int BINS = 64;
    /// What a distribution takes of the memory.
    public static final int BYTES = Long.BYTES * (BINS + 5);

    private static final float PER_UNIT = 4;

    /// The values below all bins, those in each, and those above all.
    private final long[] counts = new long[BINS + 2];
    private double sum;
    private double squares;

    /// A distribution of nothing.
    public Distribution() {}

    /// Counts `n` elements. (A quarter of a float is exact, so no value is in a neighbor's bin.)
    public void add(float[] x, int offset, int n) {
        for (int i = offset; i < offset + n; i++) {
            float value = x[i];
            if (!(Math.abs(value) < Float.POSITIVE_INFINITY)) continue;
            float place = Math.clamp(value * PER_UNIT, -BINS / 2f - 1, BINS / 2f);
            counts[(int) Math.floor(place) + BINS / 2 + 1]++;
            sum += value;
            squares += (double) value * value;
        }
    }

    /// Adds the counts of other elements.
    public void add(Distribution other) {
        for (int i = 0; i < counts.length; i++) counts[i] += other.counts[i];
        sum += other.sum;
        squares += other.squares;
    }

    /// Keeps the counts in a state, or takes them from it.
    public void state(State state) {
        double[] kept = Arrays.copyOf(Arrays.stream(counts).asDoubleStream().toArray(),
                counts.length + 2);
        kept[counts.length] = sum;
        kept[counts.length + 1] = squares;
        kept = state.numbers("distribution", kept);
        for (int i = 0; i < counts.length; i++) counts[i] = (long) kept[i];
        sum = kept[counts.length];
        squares = kept[counts.length + 1];
    }

    public void clear() {
        Arrays.fill(counts, 0);
        sum = 0;
        squares = 0;
    }

    /// How many elements have `LOW + bin·WIDTH ≤ x < LOW + (bin + 1)·WIDTH`.
    public long at(int bin) {
        if (bin < 0 || bin >= BINS) throw new IndexOutOfBoundsException("bin " + bin);
        return counts[bin + 1];
    }

    /// How many elements are below all bins.
    public long below() {
        return counts[0];
    }

    /// How many elements are above all bins.
    public long above() {
        return counts[BINS + 1];
    }

    /// How many elements were counted.
    public long total() {
        return Arrays.stream(counts).sum();
    }

    /// The mean; NaN of nothing.
    public double mean() {
        return sum / total();
    }

    /// The standard deviation; NaN of nothing. It is within 1e-8 of the mean.
    public double deviation() {
        double mean = mean();
        return Math.sqrt(Math.max(0, squares / total() - mean * mean));
    }
}
