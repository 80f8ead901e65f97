package plumb.math;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Kernels in plain Java: the reference for [VectorKernels], and what runs where there is no vector
/// module.
final class ScalarKernels implements Kernels {
    /// How many elements of a transposed factor are copied row by row at a time.
    private static final int BLOCK = 65_536;

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
        multiply(a, b, null, c);
    }

    @Override
    public void multiply(Tensor a, Tensor b, @Nullable Tensor row, Tensor c) {
        Checks.product(a, b, row, c);
        start(row, c);
        if (b.columnStride() == 1) {
            multiply(a, 0, a.columns(), b.data(), b.offset(), b.rowStride(), c);
            return;
        }
        int rows = Math.max(1, BLOCK / Math.max(1, b.columns()));
        float[] block = Scratch.mine().ofSize(0, rows * b.columns());
        for (int k = 0; k < b.rows(); k += rows) {
            int end = Math.min(b.rows(), k + rows);
            copy(b, k, end, block, 0, b.columns());
            multiply(a, k, end, block, 0, b.columns(), c);
        }
    }

    @Override
    public void pack(Tensor b, Packed into, int firstRow) {
        Checks.packed(b, into, firstRow);
        copy(b, 0, b.rows(), into.data, into.offset + firstRow * b.columns(), b.columns());
    }

    @Override
    public void multiply(Tensor a, Packed b, @Nullable Tensor row, Tensor c) {
        Checks.product(a, b, row, c);
        start(row, c);
        multiply(a, 0, a.columns(), b.data, b.offset, b.columns(), c);
    }

    @Override
    public void multiply(Indirect a, Packed b, @Nullable Tensor row, Tensor c) {
        Checks.product(a, b, row, c);
        start(row, c);
        for (int i = 0; i < c.rows(); i++) {
            int co = c.offset() + i * c.rowStride();
            for (int k = 0; k < a.columns(); k++) {
                axpy(a.get(i, k), b.data, b.offset + k * b.columns(), c.data(), co, c.columns());
            }
        }
    }

    @Override
    public void strips(Tensor x, int width, float[] y, int stripSize, int firstRow) {
        for (int i = 0; i < x.rows(); i++) {
            stripsOfRow(x.data(), x.offset() + i * x.rowStride(), 0, x.columns(), width, y,
                    stripSize, firstRow + i);
        }
    }

    /// The columns from `first` on, the first of a strip, of one row of n that begins at o.
    static void stripsOfRow(float[] x, int o, int first, int n, int width, float[] y, int stripSize,
            int row) {
        for (int j = first; j < n; j += width) {
            int columns = Math.min(width, n - j);
            System.arraycopy(x, o + j, y, j / width * stripSize + row * columns, columns);
        }
    }

    /// Copies the rows of x from `first` to `end`.
    private static void copy(Tensor x, int first, int end, float[] y, int yOffset, int yRow) {
        float[] from = x.data();
        for (int i = first; i < end; i++) {
            int o = x.offset() + i * x.rowStride();
            int p = yOffset + (i - first) * yRow;
            for (int j = 0; j < x.columns(); j++) y[p + j] = from[o + j * x.columnStride()];
        }
    }

    /// Goes on with the chains of c, from column `first` to `end` of a, by as many rows of b.
    private static void multiply(Tensor a, int first, int end, float[] b, int bOffset, int bStride,
            Tensor c) {
        float[] av = a.data();
        for (int i = 0; i < c.rows(); i++) {
            int co = c.offset() + i * c.rowStride();
            for (int k = first; k < end; k++) {
                float f = av[a.offset() + i * a.rowStride() + k * a.columnStride()];
                axpy(f, b, bOffset + (k - first) * bStride, c.data(), co, c.columns());
            }
        }
    }

    /// Sets the rows of c to what their chains begin with.
    private static void start(@Nullable Tensor row, Tensor c) {
        for (int i = 0; i < c.rows(); i++) {
            int co = c.offset() + i * c.rowStride();
            if (row == null) Arrays.fill(c.data(), co, co + c.columns(), 0f);
            else System.arraycopy(row.data(), row.offset(), c.data(), co, c.columns());
        }
    }

    /// y += f·x, each element one fused multiply-add.
    private static void axpy(float f, float[] x, int xo, float[] y, int yo, int n) {
        for (int j = 0; j < n; j++) y[yo + j] = Math.fma(f, x[xo + j], y[yo + j]);
    }

    @Override
    public void sumRows(Packed x, int rows, Tensor sum) {
        Checks.sumRows(x, rows, sum);
        Arrays.fill(sum.data(), sum.offset(), sum.offset() + sum.columns(), 0f);
        for (int i = 0; i < rows; i++) {
            add(x.data, x.offset + i * x.columns(), sum.data(), sum.offset(), x.columns());
        }
    }

    @Override
    public void nonzero(Tensor x, float[] found) {
        for (int i = 0; i < x.rows(); i++) {
            int o = x.offset() + i * x.rowStride();
            for (int j = 0; j < x.columns(); j++) {
                if (x.data()[o + j] != 0) found[j] = 1;
            }
        }
    }

    @Override
    public int below(float limit, float[] x, int offset, int n) {
        int count = 0;
        for (int i = offset; i < offset + n; i++) count += x[i] < limit ? 1 : 0;
        return count;
    }

    @Override
    public void scale(float[] x, int xOffset, float[] offset, float[] factor, float[] y,
            int yOffset) {
        for (int i = 0; i < factor.length; i++) {
            y[yOffset + i] = (x[xOffset + i] - offset[i]) * factor[i];
        }
    }

    @Override
    public void add(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int j = 0; j < n; j++) y[yOffset + j] += x[xOffset + j];
    }

    @Override
    public void largest(float[] x, int from, int line, int side, int channels, int squares,
            float[] y, int to) {
        for (int s = 0; s < squares; s++) {
            largestOfSquare(x, from + s * side * channels, line, side, channels, 0, y,
                    to + s * channels);
        }
    }

    /// The channels of one square, from `c` on.
    static void largestOfSquare(float[] x, int from, int line, int side, int channels, int c,
            float[] y, int to) {
        for (int k = c; k < channels; k++) {
            float most = x[from + k];
            for (int i = 0; i < side; i++) {
                for (int j = 0; j < side; j++) {
                    most = Math.max(most, x[from + i * line + j * channels + k]);
                }
            }
            y[to + k] = most;
        }
    }

    @Override
    public void toLargest(float[] x, float[] dx, int from, int line, int side, int channels,
            int squares, float[] y, float[] dy, int to) {
        for (int s = 0; s < squares; s++) {
            toLargestOfSquare(x, dx, from + s * side * channels, line, side, channels, 0, y, dy,
                    to + s * channels);
        }
    }

    static void toLargestOfSquare(float[] x, float[] dx, int from, int line, int side,
            int channels, int c, float[] y, float[] dy, int to) {
        for (int k = c; k < channels; k++) {
            float left = dy[to + k];
            for (int i = 0; i < side; i++) {
                for (int j = 0; j < side; j++) {
                    int at = from + i * line + j * channels + k;
                    boolean here = x[at] == y[to + k];
                    dx[at] = here ? left : 0;
                    if (here) left = 0;
                }
            }
        }
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
    public void squares(float[] x, int offset, int n, Sums into) {
        int whole = n & -Squares.LANES;
        double total = Squares.few(x, offset + whole, n - whole);
        for (int t = 0; t < whole; t += Squares.BLOCK) {
            int o = offset + t;
            int m = Math.min(Squares.BLOCK, whole - t);
            double sum = block(x, o, m, 1);
            float scale = Squares.scale(sum);
            if (scale != 1) sum = Squares.unscaled(block(x, o, m, scale), scale);
            total += sum;
        }
        Squares.add(total, x, offset, n, into);
    }

    @Override
    public void squares(float[] x, int xOffset, float[] y, int yOffset, int n, Sums into) {
        int whole = n & -Squares.LANES;
        double total = Squares.few(x, xOffset + whole, y, yOffset + whole, n - whole);
        for (int t = 0; t < whole; t += Squares.BLOCK) {
            int m = Math.min(Squares.BLOCK, whole - t);
            float[] difference = Squares.difference(x, xOffset + t, y, yOffset + t, m);
            double sum = block(difference, 0, m, 1);
            float scale = Squares.scale(sum);
            if (scale != 1) sum = Squares.unscaled(block(difference, 0, m, scale), scale);
            total += sum;
        }
        Squares.add(total, x, xOffset, y, yOffset, n, into);
    }

    @Override
    public void squaresAndZeros(float[] x, int offset, int n, Sums into) {
        squares(x, offset, n, into);
        Squares.zeros(x, offset, n, into);
    }

    @Override
    public void squaresAndSubnormals(float[] x, int offset, int n, Sums into) {
        squares(x, offset, n, into);
        Squares.subnormals(x, offset, n, into);
    }

    /// Σ (scale·x)² in 32 lanes.
    private static double block(float[] x, int o, int n, float scale) {
        float[] lanes = Scratch.mine().ofSize(1, Squares.LANES);
        Arrays.fill(lanes, 0, Squares.LANES, 0f);
        for (int t = 0; t < n; t += Squares.LANES) {
            for (int l = 0; l < Squares.LANES; l++) {
                float v = scale * x[o + t + l];
                lanes[l] = Math.fma(v, v, lanes[l]);
            }
        }
        for (int l = 0; l < 8; l++) {
            lanes[l] = (lanes[l] + lanes[l + 8]) + (lanes[l + 16] + lanes[l + 24]);
        }
        return Squares.fold(lanes);
    }
}
