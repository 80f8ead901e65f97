package plumb.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Tiles of the matrix product: 4 rows and 1 to 3 vectors of c, held in registers while k runs.
///
/// Row i of a starts at x(i) and goes on in steps of `xStep`; the vectors of b for k = 0 start at
/// b0, b1, b2, those for the next k `bStep` later; row i of c starts at y(i), its columns at j0, j1,
/// j2. Larger tiles than these make the first compiler (C1) run out of registers.
final class VectorTiles {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    private VectorTiles() {}

    static void one(
            float[] x,
            int x0,
            int x1,
            int x2,
            int x3,
            int xStep,
            int depth,
            float[] b,
            int b0,
            int bStep,
            float[] y,
            int y0,
            int y1,
            int y2,
            int y3) {
        FloatVector c00 = FloatVector.zero(FLOATS);
        FloatVector c10 = FloatVector.zero(FLOATS);
        FloatVector c20 = FloatVector.zero(FLOATS);
        FloatVector c30 = FloatVector.zero(FLOATS);
        int o = 0;
        int p = 0;
        for (int k = 0; k < depth; k++) {
            FloatVector r0 = FloatVector.fromArray(FLOATS, b, b0 + p);
            FloatVector f0 = FloatVector.broadcast(FLOATS, x[x0 + o]);
            c00 = f0.fma(r0, c00);
            FloatVector f1 = FloatVector.broadcast(FLOATS, x[x1 + o]);
            c10 = f1.fma(r0, c10);
            FloatVector f2 = FloatVector.broadcast(FLOATS, x[x2 + o]);
            c20 = f2.fma(r0, c20);
            FloatVector f3 = FloatVector.broadcast(FLOATS, x[x3 + o]);
            c30 = f3.fma(r0, c30);
            o += xStep;
            p += bStep;
        }
        c00.intoArray(y, y0);
        c10.intoArray(y, y1);
        c20.intoArray(y, y2);
        c30.intoArray(y, y3);
    }

    static void two(
            float[] x,
            int x0,
            int x1,
            int x2,
            int x3,
            int xStep,
            int depth,
            float[] b,
            int b0,
            int b1,
            int bStep,
            float[] y,
            int y0,
            int y1,
            int y2,
            int y3,
            int j0,
            int j1) {
        FloatVector c00 = FloatVector.zero(FLOATS);
        FloatVector c01 = FloatVector.zero(FLOATS);
        FloatVector c10 = FloatVector.zero(FLOATS);
        FloatVector c11 = FloatVector.zero(FLOATS);
        FloatVector c20 = FloatVector.zero(FLOATS);
        FloatVector c21 = FloatVector.zero(FLOATS);
        FloatVector c30 = FloatVector.zero(FLOATS);
        FloatVector c31 = FloatVector.zero(FLOATS);
        int o = 0;
        int p = 0;
        for (int k = 0; k < depth; k++) {
            FloatVector r0 = FloatVector.fromArray(FLOATS, b, b0 + p);
            FloatVector r1 = FloatVector.fromArray(FLOATS, b, b1 + p);
            FloatVector f0 = FloatVector.broadcast(FLOATS, x[x0 + o]);
            c00 = f0.fma(r0, c00);
            c01 = f0.fma(r1, c01);
            FloatVector f1 = FloatVector.broadcast(FLOATS, x[x1 + o]);
            c10 = f1.fma(r0, c10);
            c11 = f1.fma(r1, c11);
            FloatVector f2 = FloatVector.broadcast(FLOATS, x[x2 + o]);
            c20 = f2.fma(r0, c20);
            c21 = f2.fma(r1, c21);
            FloatVector f3 = FloatVector.broadcast(FLOATS, x[x3 + o]);
            c30 = f3.fma(r0, c30);
            c31 = f3.fma(r1, c31);
            o += xStep;
            p += bStep;
        }
        c00.intoArray(y, y0 + j0);
        c01.intoArray(y, y0 + j1);
        c10.intoArray(y, y1 + j0);
        c11.intoArray(y, y1 + j1);
        c20.intoArray(y, y2 + j0);
        c21.intoArray(y, y2 + j1);
        c30.intoArray(y, y3 + j0);
        c31.intoArray(y, y3 + j1);
    }

    static void three(
            float[] x,
            int x0,
            int x1,
            int x2,
            int x3,
            int xStep,
            int depth,
            float[] b,
            int b0,
            int b1,
            int b2,
            int bStep,
            float[] y,
            int y0,
            int y1,
            int y2,
            int y3,
            int j0,
            int j1,
            int j2) {
        FloatVector c00 = FloatVector.zero(FLOATS);
        FloatVector c01 = FloatVector.zero(FLOATS);
        FloatVector c02 = FloatVector.zero(FLOATS);
        FloatVector c10 = FloatVector.zero(FLOATS);
        FloatVector c11 = FloatVector.zero(FLOATS);
        FloatVector c12 = FloatVector.zero(FLOATS);
        FloatVector c20 = FloatVector.zero(FLOATS);
        FloatVector c21 = FloatVector.zero(FLOATS);
        FloatVector c22 = FloatVector.zero(FLOATS);
        FloatVector c30 = FloatVector.zero(FLOATS);
        FloatVector c31 = FloatVector.zero(FLOATS);
        FloatVector c32 = FloatVector.zero(FLOATS);
        int o = 0;
        int p = 0;
        for (int k = 0; k < depth; k++) {
            FloatVector r0 = FloatVector.fromArray(FLOATS, b, b0 + p);
            FloatVector r1 = FloatVector.fromArray(FLOATS, b, b1 + p);
            FloatVector r2 = FloatVector.fromArray(FLOATS, b, b2 + p);
            FloatVector f0 = FloatVector.broadcast(FLOATS, x[x0 + o]);
            c00 = f0.fma(r0, c00);
            c01 = f0.fma(r1, c01);
            c02 = f0.fma(r2, c02);
            FloatVector f1 = FloatVector.broadcast(FLOATS, x[x1 + o]);
            c10 = f1.fma(r0, c10);
            c11 = f1.fma(r1, c11);
            c12 = f1.fma(r2, c12);
            FloatVector f2 = FloatVector.broadcast(FLOATS, x[x2 + o]);
            c20 = f2.fma(r0, c20);
            c21 = f2.fma(r1, c21);
            c22 = f2.fma(r2, c22);
            FloatVector f3 = FloatVector.broadcast(FLOATS, x[x3 + o]);
            c30 = f3.fma(r0, c30);
            c31 = f3.fma(r1, c31);
            c32 = f3.fma(r2, c32);
            o += xStep;
            p += bStep;
        }
        c00.intoArray(y, y0 + j0);
        c01.intoArray(y, y0 + j1);
        c02.intoArray(y, y0 + j2);
        c10.intoArray(y, y1 + j0);
        c11.intoArray(y, y1 + j1);
        c12.intoArray(y, y1 + j2);
        c20.intoArray(y, y2 + j0);
        c21.intoArray(y, y2 + j1);
        c22.intoArray(y, y2 + j2);
        c30.intoArray(y, y3 + j0);
        c31.intoArray(y, y3 + j1);
        c32.intoArray(y, y3 + j2);
    }
}
