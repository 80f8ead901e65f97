package plumb.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Loops on vectors over rows that begin at different places of their arrays.
///
/// The compiler turns loops into vector loops by itself where all arrays have the same index, and
/// cannot where the places differ.
final class VectorRows {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();

    private VectorRows() {}

    static void strips(Tensor x, int width, float[] y, int stripSize, int firstRow) {
        int n = x.columns();
        if (n <= width && x.rowStride() == n) {
            System.arraycopy(x.data(), x.offset(), y, firstRow * n, x.rows() * n);
            return;
        }
        int o = x.offset();
        int strips = width % LANES == 0 ? n / width : 0;
        int rest = n - strips * width;
        for (int i = 0; i < x.rows(); i++) {
            int p = (firstRow + i) * width;
            for (int s = 0; s < strips; s++) {
                for (int j = 0; j < width; j += LANES) {
                    FloatVector.fromArray(FLOATS, x.data(), o + s * width + j)
                            .intoArray(y, p + s * stripSize + j);
                }
            }
            if (rest > 0) {
                ScalarKernels.stripsOfRow(x.data(), o, strips * width, n, width, y, stripSize,
                        firstRow + i);
            }
            o += x.rowStride();
        }
    }

    static void nonzero(Tensor x, float[] found) {
        int n = x.columns();
        int four = n / (4 * LANES) * (4 * LANES);
        int whole = FLOATS.loopBound(n);
        for (int j = 0; j < four; j += 4 * LANES) nonzeroOfFour(x, j, found);
        for (int j = four; j < whole; j += LANES) {
            FloatVector f = FloatVector.fromArray(FLOATS, found, j);
            int o = x.offset() + j;
            for (int i = 0; i < x.rows(); i++) {
                FloatVector v = FloatVector.fromArray(FLOATS, x.data(), o);
                f = f.blend(1, v.compare(VectorOperators.NE, 0));
                o += x.rowStride();
            }
            f.intoArray(found, j);
        }
        for (int j = whole; j < n; j++) {
            int o = x.offset() + j;
            for (int i = 0; i < x.rows(); i++) {
                if (x.data()[o] != 0) found[j] = 1;
                o += x.rowStride();
            }
        }
    }

    private static void nonzeroOfFour(Tensor x, int j, float[] found) {
        float[] v = x.data();
        FloatVector f0 = FloatVector.fromArray(FLOATS, found, j);
        FloatVector f1 = FloatVector.fromArray(FLOATS, found, j + LANES);
        FloatVector f2 = FloatVector.fromArray(FLOATS, found, j + 2 * LANES);
        FloatVector f3 = FloatVector.fromArray(FLOATS, found, j + 3 * LANES);
        int o = x.offset() + j;
        for (int i = 0; i < x.rows(); i++) {
            FloatVector v0 = FloatVector.fromArray(FLOATS, v, o);
            FloatVector v1 = FloatVector.fromArray(FLOATS, v, o + LANES);
            FloatVector v2 = FloatVector.fromArray(FLOATS, v, o + 2 * LANES);
            FloatVector v3 = FloatVector.fromArray(FLOATS, v, o + 3 * LANES);
            f0 = f0.blend(1, v0.compare(VectorOperators.NE, 0));
            f1 = f1.blend(1, v1.compare(VectorOperators.NE, 0));
            f2 = f2.blend(1, v2.compare(VectorOperators.NE, 0));
            f3 = f3.blend(1, v3.compare(VectorOperators.NE, 0));
            o += x.rowStride();
        }
        f0.intoArray(found, j);
        f1.intoArray(found, j + LANES);
        f2.intoArray(found, j + 2 * LANES);
        f3.intoArray(found, j + 3 * LANES);
    }

    static void add(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = FLOATS.loopBound(n);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector.fromArray(FLOATS, y, yOffset + i)
                    .add(FloatVector.fromArray(FLOATS, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        for (int i = whole; i < n; i++) y[yOffset + i] += x[xOffset + i];
    }

    static void scale(float[] x, int xOffset, float[] offset, float[] factor, float[] y,
            int yOffset) {
        int n = factor.length;
        int whole = FLOATS.loopBound(n);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector.fromArray(FLOATS, x, xOffset + i)
                    .sub(FloatVector.fromArray(FLOATS, offset, i))
                    .mul(FloatVector.fromArray(FLOATS, factor, i))
                    .intoArray(y, yOffset + i);
        }
        for (int i = whole; i < n; i++) {
            y[yOffset + i] = (x[xOffset + i] - offset[i]) * factor[i];
        }
    }

    static int below(float limit, float[] x, int offset, int n) {
        int count = 0;
        int whole = FLOATS.loopBound(n);
        for (int t = 0; t < whole; t += LANES) {
            count += FloatVector.fromArray(FLOATS, x, offset + t)
                    .compare(VectorOperators.LT, limit)
                    .trueCount();
        }
        for (int t = whole; t < n; t++) count += x[offset + t] < limit ? 1 : 0;
        return count;
    }
}
