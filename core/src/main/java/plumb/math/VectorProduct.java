package plumb.math;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The matrix product on vectors, arranged as tiles of [VectorTiles].
///
/// A tile at the right or lower edge overlaps its neighbor and computes some elements again, with
/// the same bits, so that edges need neither masks nor scalar loops.
final class VectorProduct {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();

    private VectorProduct() {}

    static void multiply(Tensor a, Tensor b, Tensor c) {
        if (c.size() == 0) return;
        if (b.columnStride() == 1) {
            rowMajor(a, b.data(), b.offset(), b.rowStride(), c.data(), c.offset(), c.rowStride(),
                    c.columns());
        } else {
            transposed(a, b, c);
        }
    }

    /// For b = wᵀ: copies b to row-major order, or computes cᵀ = w·aᵀ and copies that, whichever
    /// moves fewer elements. Both run the same chains.
    private static void transposed(Tensor a, Tensor b, Tensor c) {
        Scratch scratch = Scratch.mine();
        int m = c.rows();
        int n = c.columns();
        int depth = a.columns();
        boolean copyA = a.rowStride() != 1;
        if (b.size() <= c.size() + (copyA ? a.size() : 0)) {
            float[] copy = scratch.ofSize(0, b.size());
            VectorTranspose.copy(b.data(), b.offset(), b.columnStride(), depth, n, copy, 0, n);
            rowMajor(a, copy, 0, n, c.data(), c.offset(), c.rowStride(), n);
            return;
        }
        float[] right = a.data();
        int rightOffset = a.offset();
        int rightStride = a.columnStride();
        if (copyA) {
            right = scratch.ofSize(0, a.size());
            rightOffset = 0;
            rightStride = m;
            VectorTranspose.copy(a.data(), a.offset(), a.rowStride(), depth, m, right, 0, m);
        }
        float[] turned = scratch.ofSize(1, c.size());
        rowMajor(b.transposed(), right, rightOffset, rightStride, turned, 0, m, m);
        VectorTranspose.copy(turned, 0, m, m, n, c.data(), c.offset(), c.rowStride());
    }

    /// For b `[k][n]` in row-major order: takes c in strips of up to 3 vectors, the columns of b
    /// copied beside each other for each (a strip that is all of b is used where it lies).
    private static void rowMajor(Tensor a, float[] b, int bOffset, int bRow, float[] c, int cOffset,
            int cRow, int n) {
        if (n < LANES) {
            narrow(a, b, bOffset, bRow, c, cOffset, cRow, n);
            return;
        }
        int vectors = (n + LANES - 1) / LANES;
        int lastStart = n - LANES;
        for (int v = 0; v < vectors;) {
            int width = Math.min(vectors - v == 4 ? 2 : 3, vectors - v);
            int j0 = Math.min(v * LANES, lastStart);
            int j1 = Math.min((v + 1) * LANES, lastStart);
            int j2 = Math.min((v + 2) * LANES, lastStart);
            float[] strip = b;
            if (bOffset != 0 || n != width * LANES || bRow != n) {
                strip = Scratch.mine().ofSize(2, width * LANES * a.columns());
                copyStrip(b, bOffset, bRow, a.columns(), width, j0, j1, j2, strip);
            }
            strip(a, strip, c, cOffset, cRow, width, j0, j1, j2);
            v += width;
        }
    }

    /// For fewer columns than lanes: widens b with zeros and keeps the columns that are wanted.
    private static void narrow(Tensor a, float[] b, int bOffset, int bRow, float[] c, int cOffset,
            int cRow, int n) {
        Scratch scratch = Scratch.mine();
        int depth = a.columns();
        float[] wide = scratch.ofSize(2, LANES * depth);
        Arrays.fill(wide, 0, LANES * depth, 0f);
        for (int j = 0; j < n; j++) {
            int o = bOffset + j;
            for (int k = 0; k < depth; k++) wide[k * LANES + j] = b[o + k * bRow];
        }
        float[] wideC = scratch.ofSize(3, LANES * a.rows());
        strip(a, wide, wideC, 0, LANES, 1, 0, 0, 0);
        for (int j = 0; j < n; j++) {
            int o = cOffset + j;
            for (int i = 0; i < a.rows(); i++) c[o + i * cRow] = wideC[i * LANES + j];
        }
    }

    private static void copyStrip(float[] b, int bOffset, int bRow, int depth, int width, int j0,
            int j1, int j2, float[] strip) {
        int o = bOffset;
        int to = 0;
        for (int k = 0; k < depth; k++) {
            FloatVector.fromArray(FLOATS, b, o + j0).intoArray(strip, to);
            if (width > 1) {
                FloatVector.fromArray(FLOATS, b, o + j1).intoArray(strip, to + LANES);
            }
            if (width > 2) {
                FloatVector.fromArray(FLOATS, b, o + j2).intoArray(strip, to + 2 * LANES);
            }
            o += bRow;
            to += width * LANES;
        }
    }

    /// The columns of c that start at j0, j1, j2 (as many as `width` says), all rows.
    private static void strip(Tensor a, float[] b, float[] c, int cOffset, int cRow, int width,
            int j0, int j1, int j2) {
        int m = a.rows();
        // Fewer than 4 rows: each is a tile of its own, its 4 rows all the same.
        boolean single = m < 4;
        int xRow = single ? 0 : a.rowStride();
        int yRow = single ? 0 : cRow;
        float[] x = a.data();
        int depth = a.columns();
        int step = a.columnStride();
        for (int i = 0; i < m; i += single ? 1 : 4) {
            int first = single ? i : Math.min(i, m - 4);
            int xo = a.offset() + first * a.rowStride();
            int yo = cOffset + first * cRow;
            switch (width) {
                case 1 -> VectorTiles.one(x, xo, xRow, step, depth, b, c, yo, yRow, j0);
                case 2 -> VectorTiles.two(x, xo, xRow, step, depth, b, c, yo, yRow, j0, j1);
                default -> VectorTiles.three(x, xo, xRow, step, depth, b, c, yo, yRow, j0, j1, j2);
            }
        }
    }
}
