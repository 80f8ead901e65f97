package plumb.math;

import java.util.Objects;

/// A matrix whose elements lie where two lists of places say: element (i, k) is
/// `data[rows[i] + columns[k]]`.
///
/// So the windows of an image are a matrix without being copied: a place for each window, and one for
/// each value within a window (Dukhan, 2019, "The indirect convolution algorithm").
public final class Indirect implements Left {
    final float[] data;
    final Places rows;
    final Places columns;

    /// Some of a list of places, `number` from `first` on.
    record Places(int[] at, int first, int number) {
        Places {
            Objects.checkFromIndexSize(first, number, at.length);
        }
    }

    private Indirect(float[] data, Places rows, Places columns) {
        this.data = data;
        this.rows = rows;
        this.columns = columns;
    }

    /// A matrix with a row and a column for each place of the lists.
    public Indirect(float[] data, int[] rows, int[] columns) {
        this(data, new Places(rows, 0, rows.length), new Places(columns, 0, columns.length));
    }

    @Override
    public int rows() {
        return rows.number;
    }

    @Override
    public int columns() {
        return columns.number;
    }

    /// The same elements with rows and columns swapped.
    public Indirect transposed() {
        return new Indirect(data, columns, rows);
    }

    /// The rows `from` to `to`, the last one excluded.
    public Indirect rows(int from, int to) {
        Objects.checkFromToIndex(from, to, rows.number);
        return new Indirect(data, new Places(rows.at, rows.first + from, to - from), columns);
    }

    float get(int i, int k) {
        return data[rows.at[rows.first + i] + columns.at[columns.first + k]];
    }

    @Override
    public String toString() {
        return rows() + "x" + columns() + " indirect matrix";
    }
}
