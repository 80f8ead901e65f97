package plumb.math;

import java.util.Arrays;

/// A histogram of magnitudes by powers of two, with zeros, subnormals, infinities and NaNs apart.
///
/// It reads the exponent bits of each float, so a bin costs no arithmetic and rounds nothing.
public final class Magnitudes {
    /// The exponents of the smallest and the largest normal floats.
    public static final int LEAST = -126;
    public static final int MOST = 127;

    private static final int BINS = 256;
    /// What a histogram takes of the memory.
    public static final int BYTES = Long.BYTES * BINS;

    private static final int MANTISSA = 23;
    private static final int INFINITE = 0x7f80_0000;

    private final long[] counts = new long[BINS];
    private long zeros;
    private long nan;

    /// A histogram of nothing.
    public Magnitudes() {}

    /// Counts `n` elements.
    public void add(float[] x, int offset, int n) {
        for (int i = offset; i < offset + n; i++) {
            int bits = Float.floatToRawIntBits(x[i]) & 0x7fff_ffff;
            counts[bits >>> MANTISSA]++;
            zeros += (bits - 1) >>> 31;
            nan += (INFINITE - bits) >>> 31;
        }
    }

    /// Adds the counts of other elements.
    public void add(Magnitudes other) {
        for (int i = 0; i < counts.length; i++) counts[i] += other.counts[i];
        zeros += other.zeros;
        nan += other.nan;
    }

    /// Keeps the counts in a state, or takes them from it.
    public void state(State state) {
        double[] kept = Arrays.copyOf(Arrays.stream(counts).asDoubleStream().toArray(),
                counts.length + 2);
        kept[counts.length] = (double) zeros;
        kept[counts.length + 1] = (double) nan;
        kept = state.numbers("counts", kept);
        for (int i = 0; i < counts.length; i++) counts[i] = (long) kept[i];
        zeros = (long) kept[counts.length];
        nan = (long) kept[counts.length + 1];
    }

    public void clear() {
        Arrays.fill(counts, 0);
        zeros = 0;
        nan = 0;
    }

    /// How many elements have 2ᵉ ≤ |x| < 2ᵉ⁺¹, for e from -126 to 127.
    public long at(int exponent) {
        if (exponent < LEAST || exponent > MOST) {
            throw new IndexOutOfBoundsException("exponent " + exponent);
        }
        return counts[exponent - LEAST + 1];
    }

    public long zeros() {
        return zeros;
    }

    public long subnormals() {
        return counts[0] - zeros;
    }

    public long infinite() {
        return counts[255] - nan;
    }

    public long nan() {
        return nan;
    }

    /// How many elements were counted.
    public long total() {
        return Arrays.stream(counts).sum();
    }
}
