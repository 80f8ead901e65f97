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

    static void peaks(Tensor x, float[] most) {
        int n = x.columns();
        int four = n / (4 * LANES) * (4 * LANES);
        int whole = FLOATS.loopBound(n);
        for (int j = 0; j < four; j += 4 * LANES) fourPeaks(x, j, most);
        for (int j = four; j < whole; j += LANES) {
            FloatVector peak = FloatVector.fromArray(FLOATS, most, j);
            int o = x.offset() + j;
            for (int i = 0; i < x.rows(); i++) {
                peak = peak.max(FloatVector.fromArray(FLOATS, x.data(), o).abs());
                o += x.rowStride();
            }
            peak.intoArray(most, j);
        }
        for (int j = whole; j < n; j++) {
            int o = x.offset() + j;
            for (int i = 0; i < x.rows(); i++) {
                most[j] = Math.max(most[j], Math.abs(x.data()[o]));
                o += x.rowStride();
            }
        }
    }

    private static void fourPeaks(Tensor x, int j, float[] most) {
        float[] v = x.data();
        FloatVector p0 = FloatVector.fromArray(FLOATS, most, j);
        FloatVector p1 = FloatVector.fromArray(FLOATS, most, j + LANES);
        FloatVector p2 = FloatVector.fromArray(FLOATS, most, j + 2 * LANES);
        FloatVector p3 = FloatVector.fromArray(FLOATS, most, j + 3 * LANES);
        int o = x.offset() + j;
        for (int i = 0; i < x.rows(); i++) {
            p0 = p0.max(FloatVector.fromArray(FLOATS, v, o).abs());
            p1 = p1.max(FloatVector.fromArray(FLOATS, v, o + LANES).abs());
            p2 = p2.max(FloatVector.fromArray(FLOATS, v, o + 2 * LANES).abs());
            p3 = p3.max(FloatVector.fromArray(FLOATS, v, o + 3 * LANES).abs());
            o += x.rowStride();
        }
        p0.intoArray(most, j);
        p1.intoArray(most, j + LANES);
        p2.intoArray(most, j + 2 * LANES);
        p3.intoArray(most, j + 3 * LANES);
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
