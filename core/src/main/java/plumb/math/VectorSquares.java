package plumb.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Sums of squares and counts on vectors of 8 lanes, four of them at a time: the 32 lanes of
/// [Squares].
final class VectorSquares {
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;

    private VectorSquares() {}

    static void squares(float[] x, int offset, int n, Sums into) {
        int whole = n & -Squares.LANES;
        double total = Squares.few(x, offset + whole, n - whole);
        for (int t = 0; t < whole; t += Squares.BLOCK) {
            int o = offset + t;
            int m = Math.min(Squares.BLOCK, whole - t);
            double sum = block(x, o, m, into);
            float scale = Squares.scale(sum);
            if (scale != 1) sum = Squares.unscaled(block(x, o, m, scale, into), scale);
            total += sum;
        }
        Squares.add(total, x, offset, n, into);
    }

    static void squares(float[] x, int xOffset, float[] y, int yOffset, int n, Sums into) {
        int whole = n & -Squares.LANES;
        double total = Squares.few(x, xOffset + whole, y, yOffset + whole, n - whole);
        for (int t = 0; t < whole; t += Squares.BLOCK) {
            int m = Math.min(Squares.BLOCK, whole - t);
            double sum = block(x, xOffset + t, y, yOffset + t, m, into);
            float scale = Squares.scale(sum);
            if (scale != 1) {
                float[] difference = Squares.difference(x, xOffset + t, y, yOffset + t, m);
                sum = Squares.unscaled(block(difference, 0, m, scale, into), scale);
            }
            total += sum;
        }
        Squares.add(total, x, xOffset, y, yOffset, n, into);
    }

    static void squaresAndZeros(float[] x, int offset, int n, Sums into) {
        int whole = n & -Squares.LANES;
        double total = Squares.few(x, offset + whole, n - whole);
        for (int t = 0; t < whole; t += Squares.BLOCK) {
            int o = offset + t;
            int m = Math.min(Squares.BLOCK, whole - t);
            double sum = zerosOfBlock(x, o, m, into);
            float scale = Squares.scale(sum);
            if (scale != 1) sum = Squares.unscaled(block(x, o, m, scale, into), scale);
            total += sum;
        }
        Squares.zeros(x, offset + whole, n - whole, into);
        Squares.add(total, x, offset, n, into);
    }

    static void squaresAndSubnormals(float[] x, int offset, int n, Sums into) {
        int whole = n & -Squares.LANES;
        double total = Squares.few(x, offset + whole, n - whole);
        for (int t = 0; t < whole; t += Squares.BLOCK) {
            int o = offset + t;
            int m = Math.min(Squares.BLOCK, whole - t);
            double sum = subnormalsOfBlock(x, o, m, into);
            float scale = Squares.scale(sum);
            if (scale != 1) sum = Squares.unscaled(block(x, o, m, scale, into), scale);
            total += sum;
        }
        Squares.subnormals(x, offset + whole, n - whole, into);
        Squares.add(total, x, offset, n, into);
    }

    private static double zerosOfBlock(float[] x, int o, int n, Sums into) {
        FloatVector s0 = FloatVector.zero(EIGHT);
        FloatVector s1 = FloatVector.zero(EIGHT);
        FloatVector s2 = FloatVector.zero(EIGHT);
        FloatVector s3 = FloatVector.zero(EIGHT);
        int zeros = 0;
        for (int t = 0; t < n; t += Squares.LANES) {
            FloatVector x0 = FloatVector.fromArray(EIGHT, x, o + t);
            FloatVector x1 = FloatVector.fromArray(EIGHT, x, o + t + 8);
            FloatVector x2 = FloatVector.fromArray(EIGHT, x, o + t + 16);
            FloatVector x3 = FloatVector.fromArray(EIGHT, x, o + t + 24);
            s0 = x0.fma(x0, s0);
            s1 = x1.fma(x1, s1);
            s2 = x2.fma(x2, s2);
            s3 = x3.fma(x3, s3);
            zeros += x0.compare(VectorOperators.EQ, 0).trueCount()
                    + x1.compare(VectorOperators.EQ, 0).trueCount()
                    + x2.compare(VectorOperators.EQ, 0).trueCount()
                    + x3.compare(VectorOperators.EQ, 0).trueCount();
        }
        into.zeros += zeros;
        s0.add(s1).add(s2.add(s3)).intoArray(into.lanes, 0);
        return Squares.fold(into.lanes);
    }

    /// Adds the magnitudes below the normal ones: subnormals are counted only where the sum is not 0.
    private static double subnormalsOfBlock(float[] x, int o, int n, Sums into) {
        FloatVector s0 = FloatVector.zero(EIGHT);
        FloatVector s1 = FloatVector.zero(EIGHT);
        FloatVector s2 = FloatVector.zero(EIGHT);
        FloatVector s3 = FloatVector.zero(EIGHT);
        FloatVector none = FloatVector.zero(EIGHT);
        FloatVector small = none;
        for (int t = 0; t < n; t += Squares.LANES) {
            FloatVector x0 = FloatVector.fromArray(EIGHT, x, o + t);
            FloatVector x1 = FloatVector.fromArray(EIGHT, x, o + t + 8);
            FloatVector x2 = FloatVector.fromArray(EIGHT, x, o + t + 16);
            FloatVector x3 = FloatVector.fromArray(EIGHT, x, o + t + 24);
            s0 = x0.fma(x0, s0);
            s1 = x1.fma(x1, s1);
            s2 = x2.fma(x2, s2);
            s3 = x3.fma(x3, s3);
            FloatVector a0 = x0.abs();
            FloatVector a1 = x1.abs();
            FloatVector a2 = x2.abs();
            FloatVector a3 = x3.abs();
            small = small.add(none.blend(a0, a0.lt(Float.MIN_NORMAL))
                    .add(none.blend(a1, a1.lt(Float.MIN_NORMAL)))
                    .add(none.blend(a2, a2.lt(Float.MIN_NORMAL))
                            .add(none.blend(a3, a3.lt(Float.MIN_NORMAL)))));
        }
        if (small.compare(VectorOperators.NE, 0).anyTrue()) Squares.subnormals(x, o, n, into);
        s0.add(s1).add(s2.add(s3)).intoArray(into.lanes, 0);
        return Squares.fold(into.lanes);
    }

    private static double block(float[] x, int o, int n, Sums into) {
        FloatVector s0 = FloatVector.zero(EIGHT);
        FloatVector s1 = FloatVector.zero(EIGHT);
        FloatVector s2 = FloatVector.zero(EIGHT);
        FloatVector s3 = FloatVector.zero(EIGHT);
        for (int t = 0; t < n; t += Squares.LANES) {
            FloatVector x0 = FloatVector.fromArray(EIGHT, x, o + t);
            FloatVector x1 = FloatVector.fromArray(EIGHT, x, o + t + 8);
            FloatVector x2 = FloatVector.fromArray(EIGHT, x, o + t + 16);
            FloatVector x3 = FloatVector.fromArray(EIGHT, x, o + t + 24);
            s0 = x0.fma(x0, s0);
            s1 = x1.fma(x1, s1);
            s2 = x2.fma(x2, s2);
            s3 = x3.fma(x3, s3);
        }
        s0.add(s1).add(s2.add(s3)).intoArray(into.lanes, 0);
        return Squares.fold(into.lanes);
    }

    private static double block(float[] x, int o, float[] y, int p, int n, Sums into) {
        FloatVector s0 = FloatVector.zero(EIGHT);
        FloatVector s1 = FloatVector.zero(EIGHT);
        FloatVector s2 = FloatVector.zero(EIGHT);
        FloatVector s3 = FloatVector.zero(EIGHT);
        for (int t = 0; t < n; t += Squares.LANES) {
            FloatVector x0 = FloatVector.fromArray(EIGHT, x, o + t)
                    .sub(FloatVector.fromArray(EIGHT, y, p + t));
            FloatVector x1 = FloatVector.fromArray(EIGHT, x, o + t + 8)
                    .sub(FloatVector.fromArray(EIGHT, y, p + t + 8));
            FloatVector x2 = FloatVector.fromArray(EIGHT, x, o + t + 16)
                    .sub(FloatVector.fromArray(EIGHT, y, p + t + 16));
            FloatVector x3 = FloatVector.fromArray(EIGHT, x, o + t + 24)
                    .sub(FloatVector.fromArray(EIGHT, y, p + t + 24));
            s0 = x0.fma(x0, s0);
            s1 = x1.fma(x1, s1);
            s2 = x2.fma(x2, s2);
            s3 = x3.fma(x3, s3);
        }
        s0.add(s1).add(s2.add(s3)).intoArray(into.lanes, 0);
        return Squares.fold(into.lanes);
    }

    private static double block(float[] x, int o, int n, float scale, Sums into) {
        FloatVector s0 = FloatVector.zero(EIGHT);
        FloatVector s1 = FloatVector.zero(EIGHT);
        FloatVector s2 = FloatVector.zero(EIGHT);
        FloatVector s3 = FloatVector.zero(EIGHT);
        for (int t = 0; t < n; t += Squares.LANES) {
            FloatVector x0 = FloatVector.fromArray(EIGHT, x, o + t).mul(scale);
            FloatVector x1 = FloatVector.fromArray(EIGHT, x, o + t + 8).mul(scale);
            FloatVector x2 = FloatVector.fromArray(EIGHT, x, o + t + 16).mul(scale);
            FloatVector x3 = FloatVector.fromArray(EIGHT, x, o + t + 24).mul(scale);
            s0 = x0.fma(x0, s0);
            s1 = x1.fma(x1, s1);
            s2 = x2.fma(x2, s2);
            s3 = x3.fma(x3, s3);
        }
        s0.add(s1).add(s2.add(s3)).intoArray(into.lanes, 0);
        return Squares.fold(into.lanes);
    }
}
