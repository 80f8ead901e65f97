package plumb.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Loops on vectors over the channels of the squares of a line; channels that fill no vector go to the
/// scalar twin.
final class VectorPools {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();

    private VectorPools() {}

    static void largest(float[] x, int from, int line, int side, int channels, int squares,
            float[] y, int to) {
        int whole = FLOATS.loopBound(channels);
        int first = from;
        for (int o = to; o < to + squares * channels; o += channels) {
            for (int c = 0; c < whole; c += LANES) {
                FloatVector most = FloatVector.fromArray(FLOATS, x, first + c);
                for (int i = 0; i < side; i++) {
                    int at = first + i * line + c;
                    for (int j = 0; j < side; j++) {
                        most = most.max(FloatVector.fromArray(FLOATS, x, at));
                        at += channels;
                    }
                }
                most.intoArray(y, o + c);
            }
            ScalarKernels.largestOfSquare(x, first, line, side, channels, whole, y, o);
            first += side * channels;
        }
    }

    static void toLargest(float[] x, float[] dx, int from, int line, int side, int channels,
            int squares, float[] y, float[] dy, int to) {
        int whole = FLOATS.loopBound(channels);
        FloatVector zero = FloatVector.zero(FLOATS);
        int first = from;
        for (int o = to; o < to + squares * channels; o += channels) {
            for (int c = 0; c < whole; c += LANES) {
                FloatVector most = FloatVector.fromArray(FLOATS, y, o + c);
                FloatVector left = FloatVector.fromArray(FLOATS, dy, o + c);
                for (int i = 0; i < side; i++) {
                    int at = first + i * line + c;
                    for (int j = 0; j < side; j++) {
                        VectorMask<Float> here = FloatVector.fromArray(FLOATS, x, at)
                                .compare(VectorOperators.EQ, most);
                        zero.blend(left, here).intoArray(dx, at);
                        left = left.blend(zero, here);
                        at += channels;
                    }
                }
            }
            ScalarKernels.toLargestOfSquare(x, dx, first, line, side, channels, whole, y, dy, o);
            first += side * channels;
        }
    }
}
