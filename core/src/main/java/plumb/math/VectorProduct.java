package plumb.math;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The matrix product on vectors, arranged as tiles of [VectorTiles].
///
/// A tile at the right or lower edge overlaps its neighbor and computes some elements again, with
/// the same bits, so that edges need neither masks nor scalar loops.
///
/// In the methods below x, w, y are the arrays of a `[m][k]`, b `[k][n]`, c `[m][n]`; element (i, k)
/// of a is `x[x0 + i*xRow + k*xStep]`, the rows of b and c start at `w0 + k*wRow`, `y0 + i*yRow`.
/// They take numbers, not tensors, because a tensor made on the way would be garbage in every step.
final class VectorProduct {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();

    private VectorProduct() {}

    static void multiply(Tensor a, Tensor b, Tensor c) {
        int m = c.rows();
        int n = c.columns();
        int k = b.rows();
        if (m == 0 || n == 0) return;
        if (b.columnStride() == 1) {
            rowMajor(a.data(), a.offset(), a.rowStride(), a.columnStride(),
                    b.data(), b.offset(), b.rowStride(),
                    c.data(), c.offset(), c.rowStride(), m, k, n);
        } else {
            transposed(a, b, c, m, k, n);
        }
    }

    /// For b = vᵀ: copies b to row-major order, or computes cᵀ = v·aᵀ and copies that, whichever
    /// moves fewer elements. Both run the same chains.
    private static void transposed(Tensor a, Tensor b, Tensor c, int m, int k, int n) {
        Scratch scratch = Scratch.mine();
        boolean copyA = a.rowStride() != 1;
        if (k * n <= m * n + (copyA ? m * k : 0)) {
            float[] copy = scratch.ofSize(0, k * n);
            VectorTranspose.copy(b.data(), b.offset(), b.columnStride(), copy, 0, n, k, n);
            rowMajor(a.data(), a.offset(), a.rowStride(), a.columnStride(), copy, 0, n,
                    c.data(), c.offset(), c.rowStride(), m, k, n);
            return;
        }
        float[] right = a.data();
        int start = a.offset();
        int row = a.columnStride();
        if (copyA) {
            right = scratch.ofSize(0, k * m);
            VectorTranspose.copy(a.data(), a.offset(), a.rowStride(), right, 0, m, k, m);
            start = 0;
            row = m;
        }
        float[] turned = scratch.ofSize(1, n * m);
        rowMajor(b.data(), b.offset(), b.columnStride(), b.rowStride(), right, start, row,
                turned, 0, m, n, k, m);
        VectorTranspose.copy(turned, 0, m, c.data(), c.offset(), c.rowStride(), m, n);
    }

    /// For b in row-major order: takes c in strips of up to 3 vectors, the columns of b copied
    /// beside each other for each (a strip that is all of b is used where it lies).
    private static void rowMajor(float[] x, int x0, int xRow, int xStep,
            float[] w, int w0, int wRow, float[] y, int y0, int yRow, int m, int k, int n) {
        if (n < LANES) {
            narrow(x, x0, xRow, xStep, w, w0, wRow, y, y0, yRow, m, k, n);
            return;
        }
        int vectors = (n + LANES - 1) / LANES;
        int lastStart = n - LANES;
        for (int v = 0; v < vectors;) {
            int width = Math.min(vectors - v == 4 ? 2 : 3, vectors - v);
            int j0 = Math.min(v * LANES, lastStart);
            int j1 = Math.min((v + 1) * LANES, lastStart);
            int j2 = Math.min((v + 2) * LANES, lastStart);
            float[] strip = w;
            if (w0 != 0 || n != width * LANES || wRow != n) {
                strip = Scratch.mine().ofSize(2, width * LANES * k);
                copyStrip(w, w0, wRow, k, width, j0, j1, j2, strip);
            }
            strip(x, x0, xRow, xStep, strip, y, y0, yRow, m, k, width, j0, j1, j2);
            v += width;
        }
    }

    /// For fewer columns than lanes: widens b with zeros and keeps the columns that are wanted.
    private static void narrow(float[] x, int x0, int xRow, int xStep,
            float[] w, int w0, int wRow, float[] y, int y0, int yRow, int m, int k, int n) {
        Scratch scratch = Scratch.mine();
        float[] wide = scratch.ofSize(2, LANES * k);
        Arrays.fill(wide, 0, LANES * k, 0f);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < k; i++) wide[i * LANES + j] = w[w0 + j + i * wRow];
        }
        float[] wideY = scratch.ofSize(3, LANES * m);
        strip(x, x0, xRow, xStep, wide, wideY, 0, LANES, m, k, 1, 0, 0, 0);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < m; i++) y[y0 + j + i * yRow] = wideY[i * LANES + j];
        }
    }

    private static void copyStrip(float[] w, int w0, int wRow, int k, int width,
            int j0, int j1, int j2, float[] strip) {
        int to = 0;
        for (int i = 0; i < k; i++) {
            FloatVector.fromArray(FLOATS, w, w0 + j0).intoArray(strip, to);
            if (width > 1) FloatVector.fromArray(FLOATS, w, w0 + j1).intoArray(strip, to + LANES);
            if (width > 2) {
                FloatVector.fromArray(FLOATS, w, w0 + j2).intoArray(strip, to + 2 * LANES);
            }
            w0 += wRow;
            to += width * LANES;
        }
    }

    /// The columns of c that start at j0, j1, j2 (as many as `width` says), all rows.
    private static void strip(float[] x, int x0, int xRow, int xStep, float[] strip,
            float[] y, int y0, int yRow, int m, int k, int width, int j0, int j1, int j2) {
        // Fewer than 4 rows: each is a tile of its own, its 4 rows all the same.
        int step = m < 4 ? 1 : 4;
        int xNext = m < 4 ? 0 : xRow;
        int yNext = m < 4 ? 0 : yRow;
        for (int i = 0; i < m; i += step) {
            int first = Math.min(i, m - step);
            int xo = x0 + first * xRow;
            int yo = y0 + first * yRow;
            switch (width) {
                case 1 -> VectorTiles.one(x, xo, xNext, xStep, k, strip, y, yo, yNext, j0);
                case 2 -> VectorTiles.two(x, xo, xNext, xStep, k, strip, y, yo, yNext, j0, j1);
                default -> VectorTiles.three(
                        x, xo, xNext, xStep, k, strip, y, yo, yNext, j0, j1, j2);
            }
        }
    }
}
