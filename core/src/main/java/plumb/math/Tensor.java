package plumb.math;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A matrix view on a float array: element (i, j) is `data[offset + i*rowStride + j*columnStride]`.
///
/// A tensor never copies: [#transposed()] and [#rows(int, int)] share its memory. Two
/// tensors are equal only if they are the same object.
public final class Tensor implements Left {
    private final float[] data;
    private final int offset;
    private final int rows;
    private final int columns;
    private final int rowStride;
    private final int columnStride;
    private @Nullable Tensor transposed;

    private Tensor(
            float[] data, int offset, int rows, int columns, int rowStride, int columnStride) {
        this.data = data;
        this.offset = offset;
        this.rows = rows;
        this.columns = columns;
        this.rowStride = rowStride;
        this.columnStride = columnStride;
    }

    /// A row-major view without gaps on `data[offset .. offset + rows*columns - 1]`.
    public static Tensor of(float[] data, int offset, int rows, int columns) {
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException("a tensor of " + rows + "x" + columns + " elements");
        }
        Objects.checkFromIndexSize(offset, Math.multiplyExact(rows, columns), data.length);
        return new Tensor(data, offset, rows, columns, columns, 1);
    }

    /// A tensor of zeros on an array of its own.
    public static Tensor zeros(int rows, int columns) {
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException("a tensor of " + rows + "x" + columns + " elements");
        }
        return of(new float[Math.multiplyExact(rows, columns)], 0, rows, columns);
    }

    public float[] data() {
        return data;
    }

    public int offset() {
        return offset;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    public int rowStride() {
        return rowStride;
    }

    public int columnStride() {
        return columnStride;
    }

    /// The number of elements.
    public int size() {
        return rows * columns;
    }

    /// The same memory with rows and columns swapped, and always the same view of it.
    public Tensor transposed() {
        Tensor view = transposed;
        if (view == null) {
            view = new Tensor(data, offset, columns, rows, columnStride, rowStride);
            view.transposed = this;
            transposed = view;
        }
        return view;
    }

    /// The rows `from` to `to`, the last one excluded.
    public Tensor rows(int from, int to) {
        Objects.checkFromToIndex(from, to, rows);
        return new Tensor(data, offset + from * rowStride, to - from, columns, rowStride,
                columnStride);
    }

    /// The rows `first`, `first + distance`, `first + 2·distance` and so on.
    public Tensor every(int first, int distance) {
        Objects.checkIndex(first, rows);
        return new Tensor(data, offset + first * rowStride, (rows - first - 1) / distance + 1,
                columns, rowStride * distance, columnStride);
    }

    public float get(int i, int j) {
        return data[index(i, j)];
    }

    public void set(int i, int j, float value) {
        data[index(i, j)] = value;
    }

    /// Sets every element.
    public void fill(float value) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) set(i, j, value);
        }
    }

    private int index(int i, int j) {
        Objects.checkIndex(i, rows);
        Objects.checkIndex(j, columns);
        return offset + i * rowStride + j * columnStride;
    }

    @Override
    public String toString() {
        return rows + "x" + columns + " tensor";
    }
}
