package plumb.math;

/// Kernels on the Vector API, bit for bit equal to [ScalarKernels].
public final class VectorKernels implements Kernels {
    private final ScalarKernels twin = new ScalarKernels();

    static boolean usable() {
        return false;
    }

    @Override
    public String description() {
        return "vector, " + vectorBits() + " bits";
    }

    @Override
    public int vectorBits() {
        return 32;
    }

    @Override
    public void multiply(Tensor a, Tensor b, Tensor c) {
        twin.multiply(a, b, c);
    }

    @Override
    public void addRow(Tensor row, Tensor y) {
        twin.addRow(row, y);
    }

    @Override
    public void sumRows(Tensor x, Tensor sum) {
        twin.sumRows(x, sum);
    }

    @Override
    public void exp(float[] x, int xOffset, float[] y, int yOffset, int n) {
        twin.exp(x, xOffset, y, yOffset, n);
    }

    @Override
    public void expm1(float[] x, int xOffset, float[] y, int yOffset, int n) {
        twin.expm1(x, xOffset, y, yOffset, n);
    }

    @Override
    public void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
        twin.tanh(x, xOffset, y, yOffset, n);
    }

    @Override
    public void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
        twin.sigmoid(x, xOffset, y, yOffset, n);
    }

    @Override
    public void softplus(float[] x, int xOffset, float[] y, int yOffset, int n) {
        twin.softplus(x, xOffset, y, yOffset, n);
    }

    @Override
    public void erf(float[] x, int xOffset, float[] y, int yOffset, int n) {
        twin.erf(x, xOffset, y, yOffset, n);
    }

    @Override
    public void tally(float[] x, int offset, int n, Sums into) {
        twin.tally(x, offset, n, into);
    }
}
