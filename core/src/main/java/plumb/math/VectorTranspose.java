package plumb.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Copies a matrix whose columns are contiguous into row-major order.
///
/// Vectors of 8 lanes move blocks of 8x8: every vector is rotated by its number, three rounds of
/// blends (distance 4, 2, 1) gather the lanes of each result, and every result is rotated back.
/// Blocks at the edges overlap their neighbors. Other widths and smaller matrices go element by
/// element.
final class VectorTranspose {
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final boolean BLOCKS = FloatVector.SPECIES_PREFERRED.length() >= 8;
    private static final VectorMask<Float> ODD = lanesWithBit(1);
    private static final VectorMask<Float> SECOND = lanesWithBit(2);
    private static final VectorMask<Float> UPPER = lanesWithBit(4);
    private static final VectorShuffle<Float> BY_1 = rotation(1);
    private static final VectorShuffle<Float> BY_2 = rotation(2);
    private static final VectorShuffle<Float> BY_3 = rotation(3);
    private static final VectorShuffle<Float> BY_4 = rotation(4);
    private static final VectorShuffle<Float> BY_5 = rotation(5);
    private static final VectorShuffle<Float> BY_6 = rotation(6);
    private static final VectorShuffle<Float> BY_7 = rotation(7);

    private VectorTranspose() {}

    private static VectorMask<Float> lanesWithBit(int bit) {
        boolean[] lanes = new boolean[8];
        for (int lane = 0; lane < 8; lane++) lanes[lane] = (lane & bit) != 0;
        return VectorMask.fromArray(EIGHT, lanes, 0);
    }

    private static VectorShuffle<Float> rotation(int by) {
        return VectorShuffle.fromOp(EIGHT, lane -> (lane + by) & 7);
    }

    /// y(i, j) = x(i, j) for `rows` and `columns`, where x has its columns contiguous, `xColumn`
    /// apart, and y its rows, `yRow` apart.
    static void copy(float[] x, int xOffset, int xColumn, int rows, int columns, float[] y,
            int yOffset, int yRow) {
        if (!BLOCKS || rows < 8 || columns < 8) {
            elements(x, xOffset, xColumn, rows, columns, y, yOffset, yRow);
            return;
        }
        for (int i = 0; i < rows; i += 16) {
            int top = Math.min(i, rows - 8);
            int bottom = Math.min(i + 8, rows - 8);
            for (int j = 0; j < columns; j += 8) {
                int first = Math.min(j, columns - 8);
                int o = xOffset + first * xColumn;
                int p = yOffset + first;
                block(x, o + top, xColumn, y, p + top * yRow, yRow);
                block(x, o + bottom, xColumn, y, p + bottom * yRow, yRow);
            }
        }
    }

    private static void elements(float[] x, int xOffset, int xColumn, int rows, int columns,
            float[] y, int yOffset, int yRow) {
        if (rows < columns) {
            for (int i = 0; i < rows; i++) {
                int o = xOffset + i;
                int p = yOffset + i * yRow;
                for (int j = 0; j < columns; j++) y[p + j] = x[o + j * xColumn];
            }
        } else {
            for (int j = 0; j < columns; j++) {
                int o = xOffset + j * xColumn;
                int p = yOffset + j;
                for (int i = 0; i < rows; i++) y[p + i * yRow] = x[o + i];
            }
        }
    }

    /// Row i of the block goes from x(o + i·xStride) to column i at y(p + i).
    private static void block(float[] x, int o, int xStride, float[] y, int p, int yStride) {
        FloatVector a0 = FloatVector.fromArray(EIGHT, x, o);
        FloatVector a1 = FloatVector.fromArray(EIGHT, x, o + xStride).rearrange(BY_7);
        FloatVector a2 = FloatVector.fromArray(EIGHT, x, o + 2 * xStride).rearrange(BY_6);
        FloatVector a3 = FloatVector.fromArray(EIGHT, x, o + 3 * xStride).rearrange(BY_5);
        FloatVector a4 = FloatVector.fromArray(EIGHT, x, o + 4 * xStride).rearrange(BY_4);
        FloatVector a5 = FloatVector.fromArray(EIGHT, x, o + 5 * xStride).rearrange(BY_3);
        FloatVector a6 = FloatVector.fromArray(EIGHT, x, o + 6 * xStride).rearrange(BY_2);
        FloatVector a7 = FloatVector.fromArray(EIGHT, x, o + 7 * xStride).rearrange(BY_1);
        FloatVector b0 = a0.blend(a4, UPPER);
        FloatVector b1 = a1.blend(a5, UPPER);
        FloatVector b2 = a2.blend(a6, UPPER);
        FloatVector b3 = a3.blend(a7, UPPER);
        FloatVector b4 = a4.blend(a0, UPPER);
        FloatVector b5 = a5.blend(a1, UPPER);
        FloatVector b6 = a6.blend(a2, UPPER);
        FloatVector b7 = a7.blend(a3, UPPER);
        FloatVector c0 = b0.blend(b2, SECOND);
        FloatVector c1 = b1.blend(b3, SECOND);
        FloatVector c2 = b2.blend(b4, SECOND);
        FloatVector c3 = b3.blend(b5, SECOND);
        FloatVector c4 = b4.blend(b6, SECOND);
        FloatVector c5 = b5.blend(b7, SECOND);
        FloatVector c6 = b6.blend(b0, SECOND);
        FloatVector c7 = b7.blend(b1, SECOND);
        FloatVector d0 = c0.blend(c1, ODD);
        FloatVector d1 = c1.blend(c2, ODD);
        FloatVector d2 = c2.blend(c3, ODD);
        FloatVector d3 = c3.blend(c4, ODD);
        FloatVector d4 = c4.blend(c5, ODD);
        FloatVector d5 = c5.blend(c6, ODD);
        FloatVector d6 = c6.blend(c7, ODD);
        FloatVector d7 = c7.blend(c0, ODD);
        d0.intoArray(y, p);
        d7.rearrange(BY_1).intoArray(y, p + yStride);
        d6.rearrange(BY_2).intoArray(y, p + 2 * yStride);
        d5.rearrange(BY_3).intoArray(y, p + 3 * yStride);
        d4.rearrange(BY_4).intoArray(y, p + 4 * yStride);
        d3.rearrange(BY_5).intoArray(y, p + 5 * yStride);
        d2.rearrange(BY_6).intoArray(y, p + 6 * yStride);
        d1.rearrange(BY_7).intoArray(y, p + 7 * yStride);
    }
}
