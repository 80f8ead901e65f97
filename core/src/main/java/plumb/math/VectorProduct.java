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

    /// From this many floats in b on, its columns are copied into panels a tile wide: otherwise the
    /// rows of a tile fall into few sets of the cache.
    private static final int PACK_FROM = 4096;
    /// From this many rows in c on, copying pays.
    private static final int PACK_ROWS = 12;

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

    private static void rowMajor(Tensor a, Tensor b, Tensor c) {
        if (c.columns() < LANES) {
            narrow(a, b, c);
            return;
        }
        boolean pack = b.size() >= PACK_FROM && c.rows() >= PACK_ROWS && c.columns() > 3 * LANES;
        float[] panel = pack ? Scratch.mine().ofSize(2, 3 * LANES * b.rows()) : b.data();
        int vectors = (c.columns() + LANES - 1) / LANES;
        int lastStart = c.columns() - LANES;
        for (int v = 0; v < vectors;) {
            int width = Math.min(vectors - v == 4 ? 2 : 3, vectors - v);
            int j0 = Math.min(v * LANES, lastStart);
            int j1 = Math.min((v + 1) * LANES, lastStart);
            int j2 = Math.min((v + 2) * LANES, lastStart);
            if (pack) {
                pack(b, width, j0, j1, j2, panel);
                columns(a, panel, 0, LANES, 2 * LANES, width * LANES, c, width, j0, j1, j2);
            } else {
                int o = b.offset();
                columns(a, panel, o + j0, o + j1, o + j2, b.rowStride(), c, width, j0, j1, j2);
            }
            v += width;
        }
    }

    /// Fewer columns than lanes: widens b with zeros, and copies the columns that are wanted.
    private static void narrow(Tensor a, Tensor b, Tensor c) {
        Scratch scratch = Scratch.mine();
        int n = c.columns();
        float[] wide = scratch.ofSize(2, LANES * b.rows());
        float[] from = b.data();
        for (int k = 0; k < b.rows(); k++) {
            int o = b.offset() + k * b.rowStride();
            for (int j = 0; j < LANES; j++) wide[k * LANES + j] = j < n ? from[o + j] : 0f;
        }
        float[] result = scratch.ofSize(3, LANES * c.rows());
        Tensor wideC = Tensor.of(result, 0, c.rows(), LANES);
        columns(a, wide, 0, 0, 0, LANES, wideC, 1, 0, 0, 0);
        float[] to = c.data();
        for (int i = 0; i < c.rows(); i++) {
            int o = c.offset() + i * c.rowStride();
            for (int j = 0; j < n; j++) to[o + j] = result[i * LANES + j];
        }
    }

    /// Copies `width` vectors of every row of b beside each other.
    private static void pack(Tensor b, int width, int j0, int j1, int j2, float[] panel) {
        float[] from = b.data();
        int o = b.offset();
        int to = 0;
        for (int k = 0; k < b.rows(); k++) {
            FloatVector.fromArray(FLOATS, from, o + j0).intoArray(panel, to);
            FloatVector.fromArray(FLOATS, from, o + j1).intoArray(panel, to + LANES);
            if (width == 3) {
                FloatVector.fromArray(FLOATS, from, o + j2).intoArray(panel, to + 2 * LANES);
            }
            o += b.rowStride();
            to += width * LANES;
        }
    }

    /// The columns of c that start at j0, j1, j2 (as many as `width` says), all rows. The vectors
    /// of b for k = 0 are at b0, b1, b2, those for the next k `step` later.
    private static void columns(
            Tensor a,
            float[] b,
            int b0,
            int b1,
            int b2,
            int step,
            Tensor c,
            int width,
            int j0,
            int j1,
            int j2) {
        int m = c.rows();
        int depth = a.columns();
        for (int i = 0; i < m; i += 4) {
            int first = m < 4 ? 0 : Math.min(i, m - 4);
            int second = Math.min(first + 1, m - 1);
            int third = Math.min(first + 2, m - 1);
            int fourth = Math.min(first + 3, m - 1);
            int x0 = a.offset() + first * a.rowStride();
            int x1 = a.offset() + second * a.rowStride();
            int x2 = a.offset() + third * a.rowStride();
            int x3 = a.offset() + fourth * a.rowStride();
            int y0 = c.offset() + first * c.rowStride();
            int y1 = c.offset() + second * c.rowStride();
            int y2 = c.offset() + third * c.rowStride();
            int y3 = c.offset() + fourth * c.rowStride();
            switch (width) {
                case 1 -> VectorTiles.one(
                        a.data(), x0, x1, x2, x3, a.columnStride(), depth,
                        b, b0, step, c.data(), y0 + j0, y1 + j0, y2 + j0, y3 + j0);
                case 2 -> VectorTiles.two(
                        a.data(), x0, x1, x2, x3, a.columnStride(), depth,
                        b, b0, b1, step, c.data(), y0, y1, y2, y3, j0, j1);
                default -> VectorTiles.three(
                        a.data(), x0, x1, x2, x3, a.columnStride(), depth,
                        b, b0, b1, b2, step, c.data(), y0, y1, y2, y3, j0, j1, j2);
            }
        }
    }
}
