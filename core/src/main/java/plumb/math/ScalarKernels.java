package plumb.math;

import java.util.Arrays;

/// Kernels in plain Java: the reference for [VectorKernels], and what runs where there is no vector
/// module.
final class ScalarKernels implements Kernels {
    @Override
    public String description() {
        return "scalar";
    }

    @Override
    public int vectorBits() {
        return 32;
    }

    @Override
    public void multiply(Tensor a, Tensor b, Tensor c) {
        Checks.product(a, b, c);
        if (b.columnStride() == 1) {
            multiply(a, b.data(), b.offset(), b.rowStride(), c);
        } else {
            multiply(a, rowMajor(b), 0, b.columns(), c);
        }
    }

    /// Copies a transposed view row by row into scratch memory.
    private static float[] rowMajor(Tensor b) {
        int n = b.columns();
        float[] from = b.data();
        float[] to = Scratch.mine().ofSize(0, b.size());
        for (int j = 0; j < n; j++) {
            int o = b.offset() + j * b.columnStride();
            for (int k = 0; k < b.rows(); k++) to[k * n + j] = from[o + k];
        }
        return to;
    }

    private static void multiply(Tensor a, float[] b, int bOffset, int bStride, Tensor c) {
        int n = c.columns();
        float[] av = a.data();
        float[] cv = c.data();
        for (int i = 0; i < c.rows(); i++) {
            int co = c.offset() + i * c.rowStride();
            Arrays.fill(cv, co, co + n, 0f);
            for (int k = 0; k < a.columns(); k++) {
                float f = av[a.offset() + i * a.rowStride() + k * a.columnStride()];
                axpy(f, b, bOffset + k * bStride, cv, co, n);
            }
        }
    }

    /// y += f·x, each element one fused multiply-add.
    private static void axpy(float f, float[] x, int xo, float[] y, int yo, int n) {
        for (int j = 0; j < n; j++) y[yo + j] = Math.fma(f, x[xo + j], y[yo + j]);
    }

    @Override
    public void addRow(Tensor row, Tensor y) {
        Checks.rowAndMatrix(row, y);
        for (int i = 0; i < y.rows(); i++) {
            add(row.data(), row.offset(), y.data(), y.offset() + i * y.rowStride(), y.columns());
        }
    }

    @Override
    public void sumRows(Tensor x, Tensor sum) {
        Checks.rowAndMatrix(sum, x);
        Arrays.fill(sum.data(), sum.offset(), sum.offset() + sum.columns(), 0f);
        for (int i = 0; i < x.rows(); i++) {
            add(x.data(), x.offset() + i * x.rowStride(), sum.data(), sum.offset(), x.columns());
        }
    }

    /// y += x.
    private static void add(float[] x, int xo, float[] y, int yo, int n) {
        for (int j = 0; j < n; j++) y[yo + j] += x[xo + j];
    }

    @Override
    public void exp(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) y[yOffset + i] = Elementary.exp(x[xOffset + i]);
    }

    @Override
    public void expm1(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) y[yOffset + i] = Elementary.expm1(x[xOffset + i]);
    }

    @Override
    public void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) y[yOffset + i] = Elementary.tanh(x[xOffset + i]);
    }

    @Override
    public void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) y[yOffset + i] = Elementary.sigmoid(x[xOffset + i]);
    }

    @Override
    public void softplus(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) y[yOffset + i] = Elementary.softplus(x[xOffset + i]);
    }

    @Override
    public void erf(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) y[yOffset + i] = Elementary.erf(x[xOffset + i]);
    }

    @Override
    public void tally(float[] x, int offset, int n, Sums into) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int t = 0;
        for (; t + 7 < n; t += 8) {
            int o = offset + t;
            s0 += square(x[o]);
            s1 += square(x[o + 1]);
            s2 += square(x[o + 2]);
            s3 += square(x[o + 3]);
            s4 += square(x[o + 4]);
            s5 += square(x[o + 5]);
            s6 += square(x[o + 6]);
            s7 += square(x[o + 7]);
        }
        int o = offset + t;
        int left = n - t;
        if (left > 0) s0 += square(x[o]);
        if (left > 1) s1 += square(x[o + 1]);
        if (left > 2) s2 += square(x[o + 2]);
        if (left > 3) s3 += square(x[o + 3]);
        if (left > 4) s4 += square(x[o + 4]);
        if (left > 5) s5 += square(x[o + 5]);
        if (left > 6) s6 += square(x[o + 6]);
        into.squares += ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
        count(x, offset, n, into);
    }

    /// The square in double: exact, since a float has 24 significant bits.
    private static double square(float x) {
        return (double) x * x;
    }

    /// Counts special values by the signs of differences between bit patterns.
    static void count(float[] x, int offset, int n, Sums into) {
        int zeros = 0;
        int belowNormal = 0;
        int nonFinite = 0;
        for (int t = 0; t < n; t++) {
            int magnitude = Float.floatToRawIntBits(x[offset + t]) & 0x7fff_ffff;
            zeros += (magnitude - 1) >>> 31;
            belowNormal += (magnitude - 0x0080_0000) >>> 31;
            nonFinite += (0x7f7f_ffff - magnitude) >>> 31;
        }
        into.zeros += zeros;
        into.subnormals += belowNormal - zeros;
        into.nonFinite += nonFinite;
    }
}
