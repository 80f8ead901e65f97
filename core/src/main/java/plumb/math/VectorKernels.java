package plumb.math;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Kernels on the Vector API, bit for bit equal to [ScalarKernels].
final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();

    private static final VectorSpecies<Float> FOUR_FLOATS = FloatVector.SPECIES_128;
    private static final VectorSpecies<Double> FOUR_DOUBLES = DoubleVector.SPECIES_256;
    private static final VectorSpecies<Integer> EIGHT_INTS = IntVector.SPECIES_256;

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
        Checks.product(a, b, c);
        VectorProduct.multiply(a, b, c);
    }

    @Override
    public void addRow(Tensor row, Tensor y) {
        Checks.rowAndMatrix(row, y);
        int o = y.offset();
        for (int i = 0; i < y.rows(); i++) {
            add(row.data(), row.offset(), y.data(), o, y.columns());
            o += y.rowStride();
        }
    }

    /// y += x.
    private static void add(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = FLOATS.loopBound(n);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector.fromArray(FLOATS, y, yOffset + j)
                    .add(FloatVector.fromArray(FLOATS, x, xOffset + j))
                    .intoArray(y, yOffset + j);
        }
        for (int j = whole; j < n; j++) y[yOffset + j] += x[xOffset + j];
    }

    @Override
    public void sumRows(Tensor x, Tensor sum) {
        Checks.rowAndMatrix(sum, x);
        int n = x.columns();
        int whole = FLOATS.loopBound(n);
        for (int j = 0; j < whole; j += LANES) {
            sumVector(x.data(), x.offset() + j, x.rowStride(), x.rows(),
                    sum.data(), sum.offset() + j);
        }
        float[] v = x.data();
        for (int j = whole; j < n; j++) {
            float total = 0;
            int o = x.offset() + j;
            for (int i = 0; i < x.rows(); i++) {
                total += v[o];
                o += x.rowStride();
            }
            sum.data()[sum.offset() + j] = total;
        }
    }

    private static void sumVector(float[] x, int o, int stride, int rows, float[] y, int p) {
        FloatVector total = FloatVector.zero(FLOATS);
        for (int i = 0; i < rows; i++) {
            total = total.add(FloatVector.fromArray(FLOATS, x, o));
            o += stride;
        }
        total.intoArray(y, p);
    }

    // The loops below are alike on purpose: one loop over an operator passed in would call it
    // through an interface and box every vector.

    @Override
    public void exp(float[] x, int xOffset, float[] y, int yOffset, int n) {
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
    public void tally(float[] x, int offset, int n, Sums into) {
        if (LANES < 8) {
            twin.tally(x, offset, n, into);
            return;
        }
        DoubleVector low = DoubleVector.zero(FOUR_DOUBLES);
        DoubleVector high = DoubleVector.zero(FOUR_DOUBLES);
        IntVector zeros = IntVector.zero(EIGHT_INTS);
        IntVector belowNormal = IntVector.zero(EIGHT_INTS);
        IntVector nonFinite = IntVector.zero(EIGHT_INTS);
        int whole = n & -8;
        for (int t = 0; t < whole; t += 8) {
            DoubleVector l = doubles(FloatVector.fromArray(FOUR_FLOATS, x, offset + t));
            DoubleVector h = doubles(FloatVector.fromArray(FOUR_FLOATS, x, offset + t + 4));
            low = l.fma(l, low);
            high = h.fma(h, high);
            IntVector magnitude = FloatVector.fromArray(FloatVector.SPECIES_256, x, offset + t)
                    .reinterpretAsInts()
                    .and(0x7fff_ffff);
            zeros = zeros.add(magnitude.sub(1).lanewise(VectorOperators.LSHR, 31));
            belowNormal = belowNormal.add(
                    magnitude.sub(0x0080_0000).lanewise(VectorOperators.LSHR, 31));
            nonFinite = nonFinite.add(IntVector.broadcast(EIGHT_INTS, 0x7f7f_ffff)
                    .sub(magnitude)
                    .lanewise(VectorOperators.LSHR, 31));
        }
        int left = n - whole;
        if (left > 0) {
            int o = offset + whole;
            VectorMask<Float> first = FOUR_FLOATS.indexInRange(0, left);
            VectorMask<Float> second = FOUR_FLOATS.indexInRange(4, left);
            DoubleVector l = doubles(FloatVector.fromArray(FOUR_FLOATS, x, o, first));
            DoubleVector h = doubles(FloatVector.fromArray(FOUR_FLOATS, x, o + 4, second));
            low = l.fma(l, low);
            high = h.fma(h, high);
            ScalarKernels.count(x, o, left, into);
        }
        DoubleVector sums = low.add(high);
        into.squares += (sums.lane(0) + sums.lane(2)) + (sums.lane(1) + sums.lane(3));
        int zero = zeros.reduceLanes(VectorOperators.ADD);
        into.zeros += zero;
        into.subnormals += belowNormal.reduceLanes(VectorOperators.ADD) - zero;
        into.nonFinite += nonFinite.reduceLanes(VectorOperators.ADD);
    }

    private static DoubleVector doubles(FloatVector x) {
        return (DoubleVector) x.castShape(FOUR_DOUBLES, 0);
    }
}
