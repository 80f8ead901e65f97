package plumb.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// Kernels on the Vector API, bit for bit equal to [ScalarKernels].
final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    /// Sums of squares are made for vectors of 8 lanes; narrower machines would emulate them.
    private static final boolean EIGHT_LANES = LANES >= 8;

    /// So few elements go to the scalar twin: inlined deep in the step of a small network, the vector
    /// functions of an output layer can stay half compiled and box every vector.
    private static final int FEW = 64;

    private final ScalarKernels twin = new ScalarKernels();

    /// Whether vectors of this machine are worth using.
    static boolean usable() {
        return FLOATS.vectorBitSize() >= 128;
    }

    @Override
    public String description() {
        return "vector, " + vectorBits() + " bits";
    }

    @Override
    public int vectorBits() {
        return FLOATS.vectorBitSize();
    }

    @Override
    public void multiply(Tensor a, Tensor b, Tensor c) {
        multiply(a, b, null, c);
    }

    @Override
    public void multiply(Tensor a, Tensor b, @Nullable Tensor row, Tensor c) {
        Checks.product(a, b, row, c);
        VectorProduct.multiply(a, b, row, c);
    }

    @Override
    public void pack(Tensor b, Packed into, int firstRow) {
        Checks.packed(b, into, firstRow);
        VectorProduct.pack(b, into, firstRow);
    }

    @Override
    public void multiply(Tensor a, Packed b, @Nullable Tensor row, Tensor c) {
        Checks.product(a, b, row, c);
        VectorProduct.multiply(a, b, row, c);
    }

    @Override
    public void multiply(Indirect a, Packed b, @Nullable Tensor row, Tensor c) {
        Checks.product(a, b, row, c);
        VectorProduct.multiply(a, b, row, c);
    }

    @Override
    public void strips(Tensor x, int width, float[] y, int stripSize, int firstRow) {
        VectorRows.strips(x, width, y, stripSize, firstRow);
    }

    @Override
    public void nonzero(Tensor x, float[] found) {
        VectorRows.nonzero(x, found);
    }

    @Override
    public int below(float limit, float[] x, int offset, int n) {
        return VectorRows.below(limit, x, offset, n);
    }

    @Override
    public void add(float[] x, int xOffset, float[] y, int yOffset, int n) {
        VectorRows.add(x, xOffset, y, yOffset, n);
    }

    @Override
    public void largest(float[] x, int from, int line, int side, int channels, int squares,
            float[] y, int to) {
        VectorPools.largest(x, from, line, side, channels, squares, y, to);
    }

    @Override
    public void toLargest(float[] x, float[] dx, int from, int line, int side, int channels,
            int squares, float[] y, float[] dy, int to) {
        VectorPools.toLargest(x, dx, from, line, side, channels, squares, y, dy, to);
    }

    @Override
    public void scale(float[] x, int xOffset, float[] offset, float[] factor, float[] y,
            int yOffset) {
        VectorRows.scale(x, xOffset, offset, factor, y, yOffset);
    }

    @Override
    public void sumRows(Packed x, int rows, Tensor sum) {
        Checks.sumRows(x, rows, sum);
        VectorProduct.sumRows(x, rows, sum);
    }

    // The loops below are alike on purpose: one loop over an operator passed in would call it
    // through an interface and box every vector.

    @Override
    public void exp(float[] x, int xOffset, float[] y, int yOffset, int n) {
        if (n <= FEW) {
            twin.exp(x, xOffset, y, yOffset, n);
            return;
        }
        int whole = FLOATS.loopBound(n);
        for (int i = 0; i < whole; i += LANES) VectorElementary.exp(x, xOffset + i, y, yOffset + i);
        if (whole < n) {
            float[] few = few(x, xOffset + whole, n - whole);
            VectorElementary.exp(few, 0, few, 0);
            System.arraycopy(few, 0, y, yOffset + whole, n - whole);
        }
    }

    @Override
    public void expm1(float[] x, int xOffset, float[] y, int yOffset, int n) {
        if (n <= FEW) {
            twin.expm1(x, xOffset, y, yOffset, n);
            return;
        }
        int whole = FLOATS.loopBound(n);
        for (int i = 0; i < whole; i += LANES)
            VectorElementary.expm1(x, xOffset + i, y, yOffset + i);
        if (whole < n) {
            float[] few = few(x, xOffset + whole, n - whole);
            VectorElementary.expm1(few, 0, few, 0);
            System.arraycopy(few, 0, y, yOffset + whole, n - whole);
        }
    }

    @Override
    public void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
        if (n <= FEW) {
            twin.tanh(x, xOffset, y, yOffset, n);
            return;
        }
        int whole = FLOATS.loopBound(n);
        for (int i = 0; i < whole; i += LANES)
            VectorElementary.tanh(x, xOffset + i, y, yOffset + i);
        if (whole < n) {
            float[] few = few(x, xOffset + whole, n - whole);
            VectorElementary.tanh(few, 0, few, 0);
            System.arraycopy(few, 0, y, yOffset + whole, n - whole);
        }
    }

    @Override
    public void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
        if (n <= FEW) {
            twin.sigmoid(x, xOffset, y, yOffset, n);
            return;
        }
        int whole = FLOATS.loopBound(n);
        for (int i = 0; i < whole; i += LANES)
            VectorElementary.sigmoid(x, xOffset + i, y, yOffset + i);
        if (whole < n) {
            float[] few = few(x, xOffset + whole, n - whole);
            VectorElementary.sigmoid(few, 0, few, 0);
            System.arraycopy(few, 0, y, yOffset + whole, n - whole);
        }
    }

    @Override
    public void softplus(float[] x, int xOffset, float[] y, int yOffset, int n) {
        if (n <= FEW) {
            twin.softplus(x, xOffset, y, yOffset, n);
            return;
        }
        int whole = FLOATS.loopBound(n);
        for (int i = 0; i < whole; i += LANES)
            VectorElementary.softplus(x, xOffset + i, y, yOffset + i);
        if (whole < n) {
            float[] few = few(x, xOffset + whole, n - whole);
            VectorElementary.softplus(few, 0, few, 0);
            System.arraycopy(few, 0, y, yOffset + whole, n - whole);
        }
    }

    @Override
    public void erf(float[] x, int xOffset, float[] y, int yOffset, int n) {
        if (n <= FEW) {
            twin.erf(x, xOffset, y, yOffset, n);
            return;
        }
        int whole = FLOATS.loopBound(n);
        for (int i = 0; i < whole; i += LANES) VectorElementary.erf(x, xOffset + i, y, yOffset + i);
        if (whole < n) {
            float[] few = few(x, xOffset + whole, n - whole);
            VectorElementary.erf(few, 0, few, 0);
            System.arraycopy(few, 0, y, yOffset + whole, n - whole);
        }
    }

    /// A vector of scratch memory that begins with `n` elements of x.
    private static float[] few(float[] x, int offset, int n) {
        float[] few = Scratch.mine().ofSize(3, LANES);
        System.arraycopy(x, offset, few, 0, n);
        return few;
    }

    @Override
    public void squares(float[] x, int offset, int n, Sums into) {
        if (EIGHT_LANES) VectorSquares.squares(x, offset, n, into);
        else twin.squares(x, offset, n, into);
    }

    @Override
    public void squares(float[] x, int xOffset, float[] y, int yOffset, int n, Sums into) {
        if (EIGHT_LANES) VectorSquares.squares(x, xOffset, y, yOffset, n, into);
        else twin.squares(x, xOffset, y, yOffset, n, into);
    }

    @Override
    public void squaresAndZeros(float[] x, int offset, int n, Sums into) {
        if (EIGHT_LANES) VectorSquares.squaresAndZeros(x, offset, n, into);
        else twin.squaresAndZeros(x, offset, n, into);
    }

    @Override
    public void squaresAndSubnormals(float[] x, int offset, int n, Sums into) {
        if (EIGHT_LANES) VectorSquares.squaresAndSubnormals(x, offset, n, into);
        else twin.squaresAndSubnormals(x, offset, n, into);
    }
}
