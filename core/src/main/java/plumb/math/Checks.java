package plumb.math;

/// What the kernels require of the shapes and strides of their arguments.
final class Checks {
    private Checks() {}

    static void product(Tensor a, Tensor b, Tensor c) {
        if (a.rows() != c.rows() || a.columns() != b.rows() || b.columns() != c.columns()) {
            throw new IllegalArgumentException(
                    "product of a " + a + " and a " + b + " into a " + c);
        }
        unitColumns(c);
        if (b.columnStride() != 1 && b.rowStride() != 1) {
            throw new IllegalArgumentException("the " + b + " on the right has strides "
                    + b.rowStride() + " and " + b.columnStride() + ": one must be 1");
        }
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
