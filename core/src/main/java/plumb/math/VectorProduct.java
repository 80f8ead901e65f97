package plumb.math;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// The matrix product on vectors, arranged as tiles of [VectorTiles].
///
/// The columns of the right factor are packed in strips of up to 3 vectors, which are read from
/// start to end while they stay in the L1 cache. A tile at the right or lower edge overlaps its
/// neighbor and computes some elements again, with the same bits, so that edges need neither masks
/// nor scalar loops.
final class VectorProduct {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final float[] ZEROS = new float[LANES];

    /// How many elements of a right factor are packed at a time: 256 KiB, half of a small L2 cache.
    private static final int BLOCK = 65_536;
    /// A left factor of fewer elements lies in the L1 cache, and any order of reading it is good.
    private static final int FEW = 2048;

    private VectorProduct() {}

    /// Copies b to the rows from `firstRow` on.
    static void pack(Tensor b, Packed into, int firstRow) {
        pack(b, 0, vectors(b.columns()), into.data, into.offset, into.rows(), firstRow);
    }

    static void multiply(Left a, Packed b, @Nullable Tensor row, Tensor c) {
        if (c.size() == 0) return;
        strips(a, b.data, b.offset, b.rows(), 0, vectors(c.columns()), row, c.data(), c.offset(),
                c.rowStride(), c.columns());
    }

    static void multiply(Tensor a, Tensor b, @Nullable Tensor row, Tensor c) {
        if (c.size() == 0) return;
        boolean turn = row == null && b.columnStride() != 1
                && b.size() > c.size() + (a.rowStride() == 1 ? 0 : a.size());
        if (turn) turned(a, b, c);
        else product(rowsContiguous(a), b, row, c.data(), c.offset(), c.rowStride());
    }

    /// Computes cᵀ = bᵀ·aᵀ and copies that.
    private static void turned(Tensor a, Tensor b, Tensor c) {
        int m = c.rows();
        int n = c.columns();
        float[] turned = Scratch.mine().ofSize(1, m * n);
        product(rowsContiguous(b.transposed()), a.transposed(), null, turned, 0, m);
        VectorTranspose.copy(turned, 0, m, m, n, c.data(), c.offset(), c.rowStride());
    }

    /// The left factor with its rows contiguous, for its tiles read rows: a large one whose columns
    /// are contiguous is copied.
    private static Tensor rowsContiguous(Tensor a) {
        if (a.columnStride() == 1 || a.rowStride() != 1 || a.size() < FEW) return a;
        Tensor copy = Tensor.of(Scratch.mine().ofSize(0, a.size()), 0, a.rows(), a.columns());
        VectorTranspose.copy(a.data(), a.offset(), a.columnStride(), a.rows(), a.columns(),
                copy.data(), 0, a.columns());
        return copy;
    }

    /// Packs b block by block (or uses it where it lies, if it is one strip already).
    private static void product(Tensor a, Tensor b, @Nullable Tensor row, float[] c, int cOffset,
            int cRow) {
        int depth = b.rows();
        int n = b.columns();
        int vectors = vectors(n);
        if (b.columnStride() == 1 && b.rowStride() == n && n == vectors * LANES && vectors <= 3) {
            strips(a, b.data(), b.offset(), depth, 0, vectors, row, c, cOffset, cRow, n);
            return;
        }
        int block = Math.max(3, BLOCK / (LANES * Math.max(1, depth)) / 3 * 3);
        for (int v = 0; v < vectors; v += block) {
            int end = Math.min(vectors, v + block);
            float[] strips = Scratch.mine().ofSize(2, (end - v) * LANES * depth);
            pack(b, v, end, strips, 0, depth, 0);
            strips(a, strips, 0, depth, v, end, row, c, cOffset, cRow, n);
        }
    }

    static void sumRows(Packed x, int rows, Tensor sum) {
        int n = sum.columns();
        if (n < LANES) {
            float[] y = Scratch.mine().ofSize(3, LANES);
            sumVector(x.data, x.offset, LANES, rows, y, 0);
            System.arraycopy(y, 0, sum.data(), sum.offset(), n);
            return;
        }
        int o = x.offset;
        int p = sum.offset();
        int vectors = vectors(n);
        for (int u = 0; u < vectors;) {
            int width = width(vectors - u);
            for (int i = 0; i < width; i++) {
                sumVector(x.data, o + i * LANES, width * LANES, rows, sum.data(),
                        p + start(u + i, n));
            }
            o += width * LANES * x.rows();
            u += width;
        }
    }

    private static void sumVector(float[] x, int o, int stride, int rows, float[] y, int p) {
        FloatVector sum = FloatVector.zero(FLOATS);
        for (int i = 0; i < rows; i++) {
            sum = sum.add(FloatVector.fromArray(FLOATS, x, o));
            o += stride;
        }
        sum.intoArray(y, p);
    }

    /// Where vector `u` of `n` columns starts: the last ones overlap those before.
    private static int start(int u, int n) {
        return Math.min(u * LANES, n - LANES);
    }

    private static int vectors(int columns) {
        return (columns + LANES - 1) / LANES;
    }

    /// How many of the vectors that are left make the next strip: 3 by 3, and the last 4 as 2 and 2.
    private static int width(int left) {
        return left == 4 ? 2 : Math.min(3, left);
    }

    /// Copies the vectors from `v` to `end` of b's columns, strip after strip from o on, to the rows from
    /// `firstRow` of `rows`.
    private static void pack(Tensor b, int v, int end, float[] strips, int o, int rows,
            int firstRow) {
        int n = b.columns();
        if (n < LANES) {
            packNarrow(b, strips, o, firstRow);
        } else if (b.columnStride() == 1) {
            packRows(b, v, end, strips, o, rows, firstRow);
        } else {
            packColumns(b, v, end, strips, o, rows, firstRow);
        }
    }

    private static void packNarrow(Tensor b, float[] strip, int to, int firstRow) {
        int n = b.columns();
        for (int k = 0; k < b.rows(); k++) {
            int o = b.offset() + k * b.rowStride();
            int p = to + (firstRow + k) * LANES;
            for (int j = 0; j < n; j++) strip[p + j] = b.data()[o + j * b.columnStride()];
            for (int j = n; j < LANES; j++) strip[p + j] = 0;
        }
    }

    /// Reads row after row, as they lie in memory.
    private static void packRows(Tensor b, int v, int end, float[] strips, int to, int rows,
            int firstRow) {
        int n = b.columns();
        float[] from = b.data();
        if (end - v == width(end - v) && n == (end - v) * LANES && b.rowStride() == n) {
            System.arraycopy(from, b.offset(), strips, to + firstRow * n, b.rows() * n);
            return;
        }
        int width = width(end - v);
        int size = width * LANES;
        int wide = 0;
        for (int u = v; end - u > width && width(end - u) == width; u += width) wide++;
        for (int k = 0; k < b.rows(); k++) {
            int o = b.offset() + k * b.rowStride() + v * LANES;
            int p = to + (firstRow + k) * size;
            for (int i = 0; i < wide; i++) {
                for (int j = 0; j < size; j += LANES) {
                    FloatVector.fromArray(FLOATS, from, o + j).intoArray(strips, p + j);
                }
                o += size;
                p += size * rows;
            }
        }
        packEdge(b, v + width * wide, end, strips, to + size * rows * wide, rows, firstRow);
    }

    /// The strips behind the wide ones, whose vectors may overlap.
    private static void packEdge(Tensor b, int v, int end, float[] strips, int p, int rows,
            int firstRow) {
        int q = p;
        for (int u = v; u < end;) {
            int width = width(end - u);
            for (int i = 0; i < width; i++) {
                int o = b.offset() + start(u + i, b.columns());
                int to = q + (firstRow * width + i) * LANES;
                for (int k = 0; k < b.rows(); k++) {
                    FloatVector.fromArray(FLOATS, b.data(), o).intoArray(strips, to);
                    o += b.rowStride();
                    to += width * LANES;
                }
            }
            q += width * LANES * rows;
            u += width;
        }
    }

    /// Copies the columns of a strip in one piece first, where they lie so: memory is read ahead only
    /// where it is read in order.
    private static void packColumns(Tensor b, int v, int end, float[] strips, int to, int rows,
            int firstRow) {
        int depth = b.rows();
        int p = to;
        for (int u = v; u < end;) {
            int width = width(end - u);
            float[] from = b.data();
            int first = start(u, b.columns());
            int o = b.offset() + first * b.columnStride();
            if (b.columnStride() == depth) {
                int size = (start(u + width - 1, b.columns()) + LANES - first) * depth;
                from = Scratch.mine().ofSize(3, size);
                System.arraycopy(b.data(), o, from, 0, size);
                o = 0;
            }
            for (int i = 0; i < width; i++) {
                int j = start(u + i, b.columns()) - first;
                VectorTranspose.copy(from, o + j * b.columnStride(), b.columnStride(), depth,
                        LANES, strips, p + (firstRow * width + i) * LANES, width * LANES);
            }
            p += width * LANES * rows;
            u += width;
        }
    }

    /// The vectors from `v` to `end` of c's n columns, from strips of `rows` rows that begin at o.
    private static void strips(Left a, float[] strips, int o, int rows, int v, int end,
            @Nullable Tensor row, float[] c, int cOffset, int cRow, int n) {
        if (n < LANES) {
            narrow(a, strips, o, row, c, cOffset, cRow, n);
            return;
        }
        float[] s = row == null ? ZEROS : row.data();
        for (int u = v; u < end;) {
            int width = width(end - u);
            int j0 = start(u, n);
            int j1 = start(u + 1, n);
            int j2 = start(u + 2, n);
            int s0 = row == null ? 0 : row.offset() + j0;
            int s1 = row == null ? 0 : row.offset() + j1;
            int s2 = row == null ? 0 : row.offset() + j2;
            strip(a, strips, o, s, s0, s1, s2, c, cOffset, cRow, width, j0, j1, j2);
            o += width * LANES * rows;
            u += width;
        }
    }

    /// For fewer columns than lanes: computes a whole vector and keeps the columns that are wanted.
    private static void narrow(Left a, float[] strip, int o, @Nullable Tensor row, float[] c,
            int cOffset, int cRow, int n) {
        int m = a.rows();
        float[] y = Scratch.mine().ofSize(3, LANES * (m + 1));
        int s = LANES * m;
        Arrays.fill(y, s, s + LANES, 0f);
        if (row != null) System.arraycopy(row.data(), row.offset(), y, s, n);
        strip(a, strip, o, y, s, s, s, y, 0, LANES, 1, 0, 0, 0);
        for (int i = 0; i < m; i++) System.arraycopy(y, i * LANES, c, cOffset + i * cRow, n);
    }

    /// The columns of c that start at j0, j1, j2 (as many as `width` says), all rows.
    private static void strip(Left left, float[] b, int b0, float[] s, int s0, int s1, int s2,
            float[] c, int cOffset, int cRow, int width, int j0, int j1, int j2) {
        switch (left) {
            case Tensor a -> strip(a, b, b0, s, s0, s1, s2, c, cOffset, cRow, width, j0, j1, j2);
            case Indirect a -> strip(a, b, b0, s, s0, s1, s2, c, cOffset, cRow, width, j0, j1, j2);
        }
    }

    private static void strip(Tensor a, float[] b, int b0, float[] s, int s0, int s1, int s2,
            float[] c, int cOffset, int cRow, int width, int j0, int j1, int j2) {
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
            int x0 = a.offset() + first * a.rowStride();
            int y0 = cOffset + first * cRow;
            switch (width) {
                case 1 -> VectorTiles.one(x, x0, xRow, step, depth, b, b0, s, s0, c, y0, yRow, j0);
                case 2 -> VectorTiles.two(x, x0, xRow, step, depth, b, b0, s, s0, s1, c, y0, yRow,
                        j0, j1);
                default -> VectorTiles.three(x, x0, xRow, step, depth, b, b0, s, s0, s1, s2, c, y0,
                        yRow, j0, j1, j2);
            }
        }
    }

    private static void strip(Indirect a, float[] b, int b0, float[] s, int s0, int s1, int s2,
            float[] c, int cOffset, int cRow, int width, int j0, int j1, int j2) {
        int m = a.rows();
        boolean single = m < 4;
        int next = single ? 0 : 1;
        int yRow = single ? 0 : cRow;
        float[] x = a.data;
        int[] places = a.rows.at();
        int[] at = a.columns.at();
        int from = a.columns.first();
        int depth = a.columns();
        for (int i = 0; i < m; i += single ? 1 : 4) {
            int first = single ? i : Math.min(i, m - 4);
            int p = a.rows.first() + first;
            int x0 = places[p];
            int x1 = places[p + next];
            int x2 = places[p + 2 * next];
            int x3 = places[p + 3 * next];
            int y0 = cOffset + first * cRow;
            switch (width) {
                case 1 -> VectorIndirectTiles.one(x, x0, x1, x2, x3, at, from, depth, b, b0, s, s0,
                        c, y0, yRow, j0);
                case 2 -> VectorIndirectTiles.two(x, x0, x1, x2, x3, at, from, depth, b, b0, s, s0,
                        s1, c, y0, yRow, j0, j1);
                default -> VectorIndirectTiles.three(x, x0, x1, x2, x3, at, from, depth, b, b0, s,
                        s0, s1, s2, c, y0, yRow, j0, j1, j2);
            }
        }
    }
}
