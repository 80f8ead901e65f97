package plumb.math;

/// What the scalar and the vector sums of squares have in common: blocks, their scales, and the few
/// elements that fill no lanes.
final class Squares {
    static final int LANES = 32;
    static final int BLOCK = 4096;

    /// A block sum below this may have lost elements whose squares underflow; 2⁻⁸⁰.
    private static final double LEAST = 0x1p-80;

    private Squares() {}

    /// The power of two that brings the elements of a block with this sum of squares into range.
    ///
    /// The largest subnormal times 2¹⁰⁰ has a normal square; the largest float times 2⁻¹⁰⁰ a finite
    /// one.
    static float scale(double sum) {
        if (sum < LEAST) return 0x1p100f;
        return sum <= Float.MAX_VALUE ? 1 : 0x1p-100f;
    }

    static double unscaled(double sum, float scale) {
        return sum / scale / scale;
    }

    /// Eight float lanes as one double.
    static double fold(float[] s) {
        return (((double) s[0] + s[4]) + ((double) s[2] + s[6]))
                + (((double) s[1] + s[5]) + ((double) s[3] + s[7]));
    }

    /// Σ x² of fewer elements than lanes, in double.
    static double few(float[] x, int offset, int n) {
        double sum = 0;
        for (int i = offset; i < offset + n; i++) sum += (double) x[i] * x[i];
        return sum;
    }

    static double few(float[] x, int xOffset, float[] y, int yOffset, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double difference = x[xOffset + i] - y[yOffset + i];
            sum += difference * difference;
        }
        return sum;
    }

    static float[] difference(float[] x, int xOffset, float[] y, int yOffset, int n) {
        float[] difference = Scratch.mine().ofSize(0, BLOCK);
        for (int i = 0; i < n; i++) difference[i] = x[xOffset + i] - y[yOffset + i];
        return difference;
    }

    /// Adds a sum to the others, and the number of the non-finite elements that show in it.
    static void add(double sum, float[] x, int offset, int n, Sums into) {
        into.squares += sum;
        if (!Double.isFinite(sum)) into.nonFinite += nonFinite(x, offset, n);
    }

    static void add(double sum, float[] x, int xOffset, float[] y, int yOffset, int n, Sums into) {
        into.squares += sum;
        if (Double.isFinite(sum)) return;
        for (int i = 0; i < n; i++) {
            if (!Float.isFinite(x[xOffset + i] - y[yOffset + i])) into.nonFinite++;
        }
    }

    private static int nonFinite(float[] x, int offset, int n) {
        int count = 0;
        for (int i = offset; i < offset + n; i++) {
            count += (0x7f7f_ffff - magnitude(x[i])) >>> 31;
        }
        return count;
    }

    static void zeros(float[] x, int offset, int n, Sums into) {
        int zeros = 0;
        for (int i = offset; i < offset + n; i++) zeros += (magnitude(x[i]) - 1) >>> 31;
        into.zeros += zeros;
    }

    static void subnormals(float[] x, int offset, int n, Sums into) {
        int zeros = 0;
        int belowNormal = 0;
        for (int i = offset; i < offset + n; i++) {
            int magnitude = magnitude(x[i]);
            zeros += (magnitude - 1) >>> 31;
            belowNormal += (magnitude - 0x0080_0000) >>> 31;
        }
        into.subnormals += belowNormal - zeros;
    }

    private static int magnitude(float x) {
        return Float.floatToRawIntBits(x) & 0x7fff_ffff;
    }
}
