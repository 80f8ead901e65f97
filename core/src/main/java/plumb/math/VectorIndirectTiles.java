package plumb.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The tiles of [VectorTiles] where the left factor is [Indirect]: its rows begin at x0 to x3, and its
/// columns lie at `at[from]` and behind, counted from there.
///
/// A place that is read from memory keeps the range checks that these loops need to stay fast.
final class VectorIndirectTiles {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();

    private VectorIndirectTiles() {}

    static void one(
            float[] x, int x0, int x1, int x2, int x3, int[] at, int from, int depth,
            float[] b, int b0, float[] s, int s0,
            float[] y, int y0, int yRow, int j0) {
        FloatVector c00 = FloatVector.fromArray(FLOATS, s, s0);
        FloatVector c10 = c00;
        FloatVector c20 = c00;
        FloatVector c30 = c00;
        for (int k = 0; k < depth; k++) {
            int place = at[from + k];
            FloatVector v0 = FloatVector.fromArray(FLOATS, b, b0 + k * LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, x[x0 + place]);
            c00 = a0.fma(v0, c00);
            FloatVector a1 = FloatVector.broadcast(FLOATS, x[x1 + place]);
            c10 = a1.fma(v0, c10);
            FloatVector a2 = FloatVector.broadcast(FLOATS, x[x2 + place]);
            c20 = a2.fma(v0, c20);
            FloatVector a3 = FloatVector.broadcast(FLOATS, x[x3 + place]);
            c30 = a3.fma(v0, c30);
        }
        c00.intoArray(y, y0 + j0);
        y0 += yRow;
        c10.intoArray(y, y0 + j0);
        y0 += yRow;
        c20.intoArray(y, y0 + j0);
        y0 += yRow;
        c30.intoArray(y, y0 + j0);
    }

    static void two(
            float[] x, int x0, int x1, int x2, int x3, int[] at, int from, int depth,
            float[] b, int b0, float[] s, int s0, int s1,
            float[] y, int y0, int yRow, int j0, int j1) {
        FloatVector c00 = FloatVector.fromArray(FLOATS, s, s0);
        FloatVector c01 = FloatVector.fromArray(FLOATS, s, s1);
        FloatVector c10 = c00;
        FloatVector c11 = c01;
        FloatVector c20 = c00;
        FloatVector c21 = c01;
        FloatVector c30 = c00;
        FloatVector c31 = c01;
        for (int k = 0; k < depth; k++) {
            int place = at[from + k];
            FloatVector v0 = FloatVector.fromArray(FLOATS, b, b0 + k * (2 * LANES));
            FloatVector v1 = FloatVector.fromArray(FLOATS, b, b0 + k * (2 * LANES) + LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, x[x0 + place]);
            c00 = a0.fma(v0, c00);
            c01 = a0.fma(v1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, x[x1 + place]);
            c10 = a1.fma(v0, c10);
            c11 = a1.fma(v1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, x[x2 + place]);
            c20 = a2.fma(v0, c20);
            c21 = a2.fma(v1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, x[x3 + place]);
            c30 = a3.fma(v0, c30);
            c31 = a3.fma(v1, c31);
        }
        c00.intoArray(y, y0 + j0);
        c01.intoArray(y, y0 + j1);
        y0 += yRow;
        c10.intoArray(y, y0 + j0);
        c11.intoArray(y, y0 + j1);
        y0 += yRow;
        c20.intoArray(y, y0 + j0);
        c21.intoArray(y, y0 + j1);
        y0 += yRow;
        c30.intoArray(y, y0 + j0);
        c31.intoArray(y, y0 + j1);
    }

    static void three(
            float[] x, int x0, int x1, int x2, int x3, int[] at, int from, int depth,
            float[] b, int b0, float[] s, int s0, int s1, int s2,
            float[] y, int y0, int yRow, int j0, int j1, int j2) {
        FloatVector c00 = FloatVector.fromArray(FLOATS, s, s0);
        FloatVector c01 = FloatVector.fromArray(FLOATS, s, s1);
        FloatVector c02 = FloatVector.fromArray(FLOATS, s, s2);
        FloatVector c10 = c00;
        FloatVector c11 = c01;
        FloatVector c12 = c02;
        FloatVector c20 = c00;
        FloatVector c21 = c01;
        FloatVector c22 = c02;
        FloatVector c30 = c00;
        FloatVector c31 = c01;
        FloatVector c32 = c02;
        for (int k = 0; k < depth; k++) {
            int place = at[from + k];
            FloatVector v0 = FloatVector.fromArray(FLOATS, b, b0 + k * (3 * LANES));
            FloatVector v1 = FloatVector.fromArray(FLOATS, b, b0 + k * (3 * LANES) + LANES);
            FloatVector v2 = FloatVector.fromArray(FLOATS, b, b0 + k * (3 * LANES) + 2 * LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, x[x0 + place]);
            c00 = a0.fma(v0, c00);
            c01 = a0.fma(v1, c01);
            c02 = a0.fma(v2, c02);
            FloatVector a1 = FloatVector.broadcast(FLOATS, x[x1 + place]);
            c10 = a1.fma(v0, c10);
            c11 = a1.fma(v1, c11);
            c12 = a1.fma(v2, c12);
            FloatVector a2 = FloatVector.broadcast(FLOATS, x[x2 + place]);
            c20 = a2.fma(v0, c20);
            c21 = a2.fma(v1, c21);
            c22 = a2.fma(v2, c22);
            FloatVector a3 = FloatVector.broadcast(FLOATS, x[x3 + place]);
            c30 = a3.fma(v0, c30);
            c31 = a3.fma(v1, c31);
            c32 = a3.fma(v2, c32);
        }
        c00.intoArray(y, y0 + j0);
        c01.intoArray(y, y0 + j1);
        c02.intoArray(y, y0 + j2);
        y0 += yRow;
        c10.intoArray(y, y0 + j0);
        c11.intoArray(y, y0 + j1);
        c12.intoArray(y, y0 + j2);
        y0 += yRow;
        c20.intoArray(y, y0 + j0);
        c21.intoArray(y, y0 + j1);
        c22.intoArray(y, y0 + j2);
        y0 += yRow;
        c30.intoArray(y, y0 + j0);
        c31.intoArray(y, y0 + j1);
        c32.intoArray(y, y0 + j2);
    }
}
