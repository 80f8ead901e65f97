package plumb.math;

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
            rowMajor(a, b, c);
        } else {
            transposed(a, b, c);
        }
    }

    /// For b = wᵀ: copies b to row-major order, or computes cᵀ = w·aᵀ and copies that, whichever
    /// moves fewer elements. Both run the same chains.
    private static void transposed(Tensor a, Tensor b, Tensor c) {
        Scratch scratch = Scratch.mine();
        Tensor right = a.transposed();
        boolean copyRight = right.columnStride() != 1;
        if (b.size() <= c.size() + (copyRight ? a.size() : 0)) {
            Tensor copy = Tensor.of(scratch.ofSize(0, b.size()), 0, b.rows(), b.columns());
            VectorTranspose.copy(b, copy);
            rowMajor(a, copy, c);
            return;
        }
        if (copyRight) {
            Tensor copy = Tensor.of(scratch.ofSize(0, a.size()), 0, a.columns(), a.rows());
            VectorTranspose.copy(right, copy);
            right = copy;
        }
        Tensor turned = Tensor.of(scratch.ofSize(1, c.size()), 0, c.columns(), c.rows());
        rowMajor(b.transposed(), right, turned);
        VectorTranspose.copy(turned.transposed(), c);
    }

    /// For b in row-major order: takes c in strips of up to 3 vectors, the columns of b copied
    /// beside each other for each (a strip that is all of b is used where it lies).
    private static void rowMajor(Tensor a, Tensor b, Tensor c) {
        int n = c.columns();
        if (n < LANES) {
            narrow(a, b, c);
            return;
        }
        int vectors = (n + LANES - 1) / LANES;
        int lastStart = n - LANES;
        for (int v = 0; v < vectors;) {
            int width = Math.min(vectors - v == 4 ? 2 : 3, vectors - v);
            int j0 = Math.min(v * LANES, lastStart);
            int j1 = Math.min((v + 1) * LANES, lastStart);
            int j2 = Math.min((v + 2) * LANES, lastStart);
            float[] strip = b.data();
            if (b.offset() != 0 || n != width * LANES || b.rowStride() != n) {
                strip = Scratch.mine().ofSize(2, width * LANES * b.rows());
                copyStrip(b, width, j0, j1, j2, strip);
            }
            strip(a, strip, c, width, j0, j1, j2);
            v += width;
        }
    }

    /// For fewer columns than lanes: widens b with zeros and keeps the columns that are wanted.
    private static void narrow(Tensor a, Tensor b, Tensor c) {
        Scratch scratch = Scratch.mine();
        int n = c.columns();
        float[] wide = scratch.ofSize(2, LANES * b.rows());
        float[] from = b.data();
        for (int k = 0; k < b.rows(); k++) {
            int o = b.offset() + k * b.rowStride();
            for (int j = 0; j < n; j++) wide[k * LANES + j] = from[o + j];
            for (int j = n; j < LANES; j++) wide[k * LANES + j] = 0f;
        }
        Tensor wideC = Tensor.of(scratch.ofSize(3, LANES * c.rows()), 0, c.rows(), LANES);
        strip(a, wide, wideC, 1, 0, 0, 0);
        float[] to = c.data();
        for (int i = 0; i < c.rows(); i++) {
            int o = c.offset() + i * c.rowStride();
            for (int j = 0; j < n; j++) to[o + j] = wideC.data()[i * LANES + j];
        }
    }

    private static void copyStrip(Tensor b, int width, int j0, int j1, int j2, float[] strip) {
        float[] from = b.data();
        int o = b.offset();
        int to = 0;
        for (int k = 0; k < b.rows(); k++) {
            FloatVector.fromArray(FLOATS, from, o + j0).intoArray(strip, to);
            if (width > 1) {
                FloatVector.fromArray(FLOATS, from, o + j1).intoArray(strip, to + LANES);
            }
            if (width > 2) {
                FloatVector.fromArray(FLOATS, from, o + j2).intoArray(strip, to + 2 * LANES);
            }
            o += b.rowStride();
            to += width * LANES;
        }
    }

    /// The columns of c that start at j0, j1, j2 (as many as `width` says), all rows.
    private static void strip(Tensor a, float[] b, Tensor c, int width, int j0, int j1, int j2) {
        int m = c.rows();
        // Fewer than 4 rows: each is a tile of its own, its 4 rows all the same.
        boolean single = m < 4;
        int xRow = single ? 0 : a.rowStride();
        int yRow = single ? 0 : c.rowStride();
        float[] x = a.data();
        float[] y = c.data();
        int depth = a.columns();
        int step = a.columnStride();
        for (int i = 0; i < m; i += single ? 1 : 4) {
            int first = single ? i : Math.min(i, m - 4);
            int xo = a.offset() + first * a.rowStride();
            int yo = c.offset() + first * c.rowStride();
            switch (width) {
                case 1 -> VectorTiles.one(x, xo, xRow, step, depth, b, y, yo, yRow, j0);
                case 2 -> VectorTiles.two(x, xo, xRow, step, depth, b, y, yo, yRow, j0, j1);
                default -> VectorTiles.three(x, xo, xRow, step, depth, b, y, yo, yRow, j0, j1, j2);
            }
        }
    }
}
