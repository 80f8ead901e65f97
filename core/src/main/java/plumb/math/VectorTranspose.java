package plumb.math;

/// Copies a matrix into row-major order.
final class VectorTranspose {
    private VectorTranspose() {}

    /// Copies `from`, whose columns are contiguous, to `to`, whose rows are.
    static void copy(Tensor from, Tensor to) {
        float[] x = from.data();
        float[] y = to.data();
        int rows = from.rows();
        for (int j = 0; j < from.columns(); j++) {
            int o = from.offset() + j * from.columnStride();
            int p = to.offset() + j;
            for (int i = 0; i < rows; i++) y[p + i * to.rowStride()] = x[o + i];
        }
    }
}
