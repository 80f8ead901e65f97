package plumb.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Sums of squares and counts on vectors of 8 lanes, four of them at a time: the 32 lanes of
/// [Squares].
final class VectorSquares {
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final VectorSpecies<Integer> EIGHT_INTS = IntVector.SPECIES_256;

    private VectorSquares() {}

    static void squares(float[] x, int offset, int n, Sums into) {
        int whole = n & -Squares.LANES;
        double total = Squares.few(x, offset + whole, n - whole);
        for (int t = 0; t < whole; t += Squares.BLOCK) {
            int o = offset + t;
            int m = Math.min(Squares.BLOCK, whole - t);
            double sum = block(x, o, m);
            float scale = Squares.scale(sum);
            if (scale != 1) sum = Squares.unscaled(block(x, o, m, scale), scale);
            total += sum;
        }
        Squares.add(total, x, offset, n, into);
    }

    static void squares(float[] x, int xOffset, float[] y, int yOffset, int n, Sums into) {
        int whole = n & -Squares.LANES;
        double total = Squares.few(x, xOffset + whole, y, yOffset + whole, n - whole);
        for (int t = 0; t < whole; t += Squares.BLOCK) {
            int m = Math.min(Squares.BLOCK, whole - t);
            double sum = block(x, xOffset + t, y, yOffset + t, m);
            float scale = Squares.scale(sum);
            if (scale != 1) {
                float[] difference = Squares.difference(x, xOffset + t, y, yOffset + t, m);
                sum = Squares.unscaled(block(difference, 0, m, scale), scale);
            }
            total += sum;
        }
        Squares.add(total, x, xOffset, y, yOffset, n, into);
    }

    static void tally(float[] x, int offset, int n, Sums into) {
        int whole = n & -Squares.LANES;
        double total = Squares.few(x, offset + whole, n - whole);
        for (int t = 0; t < whole; t += Squares.BLOCK) {
            int o = offset + t;
            int m = Math.min(Squares.BLOCK, whole - t);
            double sum = countingBlock(x, o, m, into);
            float scale = Squares.scale(sum);
            if (scale != 1) sum = Squares.unscaled(block(x, o, m, scale), scale);
            total += sum;
        }
        Squares.count(x, offset + whole, n - whole, into);
        Squares.add(total, x, offset, n, into);
    }

    /// Counts zeros on the way; subnormals are looked for, and counted only where there are any. (One
    /// less than the bits of a magnitude is unsigned the largest number for 0, and small for
    /// subnormals.)
    private static double countingBlock(float[] x, int o, int n, Sums into) {
        FloatVector s0 = FloatVector.zero(EIGHT);
        FloatVector s1 = FloatVector.zero(EIGHT);
        FloatVector s2 = FloatVector.zero(EIGHT);
        FloatVector s3 = FloatVector.zero(EIGHT);
        IntVector zeros = IntVector.zero(EIGHT_INTS);
        IntVector least = IntVector.broadcast(EIGHT_INTS, -1);
        for (int t = 0; t < n; t += Squares.LANES) {
            FloatVector x0 = FloatVector.fromArray(EIGHT, x, o + t);
            FloatVector x1 = FloatVector.fromArray(EIGHT, x, o + t + 8);
            FloatVector x2 = FloatVector.fromArray(EIGHT, x, o + t + 16);
            FloatVector x3 = FloatVector.fromArray(EIGHT, x, o + t + 24);
            s0 = x0.fma(x0, s0);
            s1 = x1.fma(x1, s1);
            s2 = x2.fma(x2, s2);
            s3 = x3.fma(x3, s3);
            IntVector b0 = x0.reinterpretAsInts().and(0x7fff_ffff).sub(1);
            IntVector b1 = x1.reinterpretAsInts().and(0x7fff_ffff).sub(1);
            IntVector b2 = x2.reinterpretAsInts().and(0x7fff_ffff).sub(1);
            IntVector b3 = x3.reinterpretAsInts().and(0x7fff_ffff).sub(1);
            zeros = zeros.sub(b0.lanewise(VectorOperators.ASHR, 31)
                    .add(b1.lanewise(VectorOperators.ASHR, 31))
                    .add(b2.lanewise(VectorOperators.ASHR, 31)
                            .add(b3.lanewise(VectorOperators.ASHR, 31))));
            least = least.lanewise(VectorOperators.UMIN,
                    b0.lanewise(VectorOperators.UMIN, b1)
                            .lanewise(VectorOperators.UMIN, b2.lanewise(VectorOperators.UMIN, b3)));
        }
        if (least.compare(VectorOperators.ULT, 0x007f_ffff).anyTrue()) {
            Squares.count(x, o, n, into);
        } else {
            into.zeros += zeros.reduceLanes(VectorOperators.ADD);
        }
        float[] lanes = Scratch.mine().ofSize(1, 8);
        s0.add(s1).add(s2.add(s3)).intoArray(lanes, 0);
        return Squares.fold(lanes);
    }

    private static double block(float[] x, int o, int n) {
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
        float[] lanes = Scratch.mine().ofSize(1, 8);
        s0.add(s1).add(s2.add(s3)).intoArray(lanes, 0);
        return Squares.fold(lanes);
    }

    private static double block(float[] x, int o, float[] y, int p, int n) {
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
        float[] lanes = Scratch.mine().ofSize(1, 8);
        s0.add(s1).add(s2.add(s3)).intoArray(lanes, 0);
        return Squares.fold(lanes);
    }

    private static double block(float[] x, int o, int n, float scale) {
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
        float[] lanes = Scratch.mine().ofSize(1, 8);
        s0.add(s1).add(s2.add(s3)).intoArray(lanes, 0);
        return Squares.fold(lanes);
    }
}
