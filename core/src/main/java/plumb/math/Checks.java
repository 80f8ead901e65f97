package plumb.math;

import org.jspecify.annotations.Nullable;

/// What the kernels require of the shapes and strides of their arguments.
final class Checks {
    private Checks() {}

    static void product(Tensor a, Tensor b, @Nullable Tensor row, Tensor c) {
        if (a.rows() != c.rows() || a.columns() != b.rows() || b.columns() != c.columns()) {
            throw new IllegalArgumentException(
                    "product of a " + a + " and a " + b + " into a " + c);
        }
        unitColumns(c);
        if (row != null) rowAndMatrix(row, c);
    }

    static void packed(Tensor b, Packed into, int firstRow) {
        if (b.columns() != into.columns() || firstRow < 0 || firstRow + b.rows() > into.rows()) {
            throw new IllegalArgumentException(
                    "a " + b + " at row " + firstRow + " of a " + into);
        }
    }

    static void product(Left a, Packed b, @Nullable Tensor row, Tensor c) {
        if (a.rows() != c.rows() || a.columns() > b.rows() || b.columns() != c.columns()) {
            throw new IllegalArgumentException(
                    "product of a " + a + " and a " + b + " into a " + c);
        }
        unitColumns(c);
        if (row != null) rowAndMatrix(row, c);
    }

    static void sumRows(Packed x, int rows, Tensor sum) {
        if (rows > x.rows() || sum.rows() != 1 || sum.columns() != x.columns()) {
            throw new IllegalArgumentException(
                    "the sum over " + rows + " rows of a " + x + " into a " + sum);
        }
        unitColumns(sum);
    }

    static void rowAndMatrix(Tensor row, Tensor matrix) {
        if (row.rows() != 1 || row.columns() != matrix.columns()) {
            throw new IllegalArgumentException("a " + row + " beside a " + matrix);
        }
        unitColumns(row);
        unitColumns(matrix);
    }

    private static void unitColumns(Tensor t) {
        if (t.columnStride() != 1 && t.columns() > 1) {
            throw new IllegalArgumentException(
                    "a " + t + " has column stride " + t.columnStride() + ": must be 1");
        }
    }
}
