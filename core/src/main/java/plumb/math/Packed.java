package plumb.math;

import java.util.Objects;

/// A matrix as the right factor of products, laid out as the kernels that made it read it: its
/// columns in narrow strips, one after another.
///
/// Packed once, it serves any number of products. It may be packed some rows at a time, and a product
/// uses as many of the first rows as its left factor has columns. Several may take turns in one array.
///
/// @see Kernels#pack
public final class Packed {
    /// Strips are as wide as their vectors, and no vector has more lanes than this.
    private static final int MOST_LANES = 64;

    final float[] data;
    final int offset;
    private final int rows;
    private final int columns;

    /// A packed matrix on the first [#size] elements of an array.
    public Packed(float[] data, int rows, int columns) {
        this(data, 0, rows, columns);
    }

    /// A packed matrix on the [#size] elements of an array from `offset` on.
    public Packed(float[] data, int offset, int rows, int columns) {
        if (columns < 1) {
            throw new IllegalArgumentException(
                    "a packed matrix of " + rows + "x" + columns + ": it has at least 1 column");
        }
        Objects.checkFromIndexSize(offset, size(rows, columns), data.length);
        this.data = data;
        this.offset = offset;
        this.rows = rows;
        this.columns = columns;
    }

    /// How many elements an array needs to hold such a matrix, on any kernels.
    public static int size(int rows, int columns) {
        return Math.toIntExact(rows * padded(columns));
    }

    /// The number of columns with those that fill the last vector.
    public static long padded(int columns) {
        return (columns + MOST_LANES - 1L) / MOST_LANES * MOST_LANES;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    @Override
    public String toString() {
        return rows + "x" + columns + " packed matrix";
    }
}
