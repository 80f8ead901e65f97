package plumb.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Loops on vectors over rows that begin at different places of their arrays.
///
/// The compiler turns loops into vector loops by itself where all arrays have the same index, and
/// cannot where the places differ.
final class VectorRows {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();

    private VectorRows() {}

    static void copy(Tensor x, Tensor y) {
        int n = x.columns();
        int whole = FLOATS.loopBound(n);
        int o = x.offset();
        int p = y.offset();
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < whole; j += LANES) {
                FloatVector.fromArray(FLOATS, x.data(), o + j).intoArray(y.data(), p + j);
            }
            for (int j = whole; j < n; j++) y.data()[p + j] = x.data()[o + j];
            o += x.rowStride();
            p += y.rowStride();
        }
    }

    static void peaks(Tensor x, float[] most) {
        int n = x.columns();
        int whole = FLOATS.loopBound(n);
        for (int j = 0; j < whole; j += LANES) {
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
}
