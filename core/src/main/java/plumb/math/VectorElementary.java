package plumb.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The elementary functions of a vector of floats: [Elementary], lane by lane and line by line.
final class VectorElementary {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    private static final FloatVector ZERO = all(0f);
    private static final FloatVector ONE = all(1f);
    private static final FloatVector TWO = all(2f);
    private static final FloatVector MINUS_LN2_HIGH = all(-Elementary.LN2_HIGH);
    private static final FloatVector MINUS_LN2_LOW = all(-Elementary.LN2_LOW);
    private static final FloatVector E0 = all(Elementary.E0);
    private static final FloatVector E1 = all(Elementary.E1);
    private static final FloatVector E2 = all(Elementary.E2);
    private static final FloatVector E3 = all(Elementary.E3);
    private static final FloatVector E4 = all(Elementary.E4);
    private static final FloatVector E5 = all(Elementary.E5);
    private static final FloatVector L0 = all(Elementary.L0);
    private static final FloatVector L1 = all(Elementary.L1);
    private static final FloatVector L2 = all(Elementary.L2);
    private static final FloatVector L3 = all(Elementary.L3);
    private static final FloatVector Q0 = all(Elementary.Q0);
    private static final FloatVector Q1 = all(Elementary.Q1);
    private static final FloatVector Q2 = all(Elementary.Q2);
    private static final FloatVector Q3 = all(Elementary.Q3);
    private static final FloatVector Q4 = all(Elementary.Q4);
    private static final FloatVector Q5 = all(Elementary.Q5);
    private static final FloatVector Q6 = all(Elementary.Q6);
    private static final FloatVector Q7 = all(Elementary.Q7);
    private static final FloatVector Q8 = all(Elementary.Q8);
    private static final FloatVector Q9 = all(Elementary.Q9);
    private static final FloatVector Q10 = all(Elementary.Q10);
    private static final FloatVector Q11 = all(Elementary.Q11);
    private static final FloatVector Q12 = all(Elementary.Q12);
    private static final FloatVector Q13 = all(Elementary.Q13);
    private static final FloatVector S0 = all(Elementary.S0);
    private static final FloatVector S1 = all(Elementary.S1);
    private static final FloatVector S2 = all(Elementary.S2);
    private static final FloatVector S3 = all(Elementary.S3);
    private static final FloatVector S4 = all(Elementary.S4);
    private static final FloatVector S5 = all(Elementary.S5);
    private static final FloatVector S6 = all(Elementary.S6);
    private static final FloatVector T0 = all(Elementary.T0);
    private static final FloatVector T1 = all(Elementary.T1);
    private static final FloatVector T2 = all(Elementary.T2);
    private static final FloatVector T3 = all(Elementary.T3);
    private static final FloatVector T4 = all(Elementary.T4);
    private static final FloatVector LOG2_E = all(Elementary.LOG2_E);
    private static final FloatVector ROUNDER = all(Elementary.ROUNDER);

    private VectorElementary() {}

    static void exp(float[] x, int i, float[] y, int j) {
        exp(FloatVector.fromArray(FLOATS, x, i)).intoArray(y, j);
    }

    private static FloatVector exp(FloatVector x) {
        FloatVector inRange = clamp(x, Elementary.EXP_LOWEST, Elementary.EXP_HIGHEST);
        FloatVector shifted = inRange.fma(LOG2_E, ROUNDER);
        IntVector n = exponent(shifted);
        IntVector half = n.lanewise(VectorOperators.ASHR, 1);
        FloatVector e = expReduced(reduce(inRange, shifted));
        return e.mul(powerOfTwo(half)).mul(powerOfTwo(n.sub(half)));
    }

    static void expm1(float[] x, int i, float[] y, int j) {
        expm1(FloatVector.fromArray(FLOATS, x, i)).intoArray(y, j);
    }

    private static FloatVector expm1(FloatVector x) {
        FloatVector inRange = clamp(x, Elementary.EXPM1_LOWEST, Elementary.EXP_HIGHEST);
        FloatVector shifted = inRange.fma(LOG2_E, ROUNDER);
        FloatVector reduced = expm1Reduced(reduce(inRange, shifted));
        FloatVector scale = powerOfTwo(exponent(shifted).sub(1));
        FloatVector half = scale.fma(reduced, scale.sub(0.5f));
        return withSignOf(x, half.add(half).blend(reduced, shifted.eq(ROUNDER)));
    }

    static void tanh(float[] x, int i, float[] y, int j) {
        tanh(FloatVector.fromArray(FLOATS, x, i)).intoArray(y, j);
    }

    private static FloatVector tanh(FloatVector x) {
        FloatVector size = magnitude(x);
        FloatVector inRange = size.blend(Elementary.TANH_HIGHEST,
                size.compare(VectorOperators.GT, Elementary.TANH_HIGHEST));
        FloatVector square = inRange.mul(inRange);
        FloatVector p = T4.fma(square, T3);
        p = p.fma(square, T2);
        p = p.fma(square, T1);
        p = p.fma(square, T0);
        FloatVector near = p.mul(square).fma(inRange, inRange);
        FloatVector e = expModerate(inRange.add(inRange)).add(1f);
        FloatVector far = ONE.sub(TWO.div(e));
        return withSignOf(x, far.blend(near, inRange.lt(Elementary.TANH_SMALL)));
    }

    static void sigmoid(float[] x, int i, float[] y, int j) {
        sigmoid(FloatVector.fromArray(FLOATS, x, i)).intoArray(y, j);
    }

    private static FloatVector sigmoid(FloatVector x) {
        FloatVector e = exp(negative(magnitude(x)));
        VectorMask<Float> below = x.lt(0f);
        FloatVector q = ONE.blend(e, below).div(e.add(1f));
        return q.blend(e.neg().fma(q, e), below);
    }

    static void softplus(float[] x, int i, float[] y, int j) {
        softplus(FloatVector.fromArray(FLOATS, x, i)).intoArray(y, j);
    }

    private static FloatVector softplus(FloatVector x) {
        FloatVector u = exp(negative(magnitude(x)));
        FloatVector s = u.add(u).div(u.add(2f));
        FloatVector w = s.mul(s);
        FloatVector p = L3.fma(w, L2);
        p = p.fma(w, L1);
        p = p.fma(w, L0);
        FloatVector log = p.mul(w).fma(s, s);
        VectorMask<Float> positive = x.compare(VectorOperators.GT, 0f);
        return ZERO.blend(x, positive).add(log);
    }

    static void erf(float[] x, int i, float[] y, int j) {
        erf(FloatVector.fromArray(FLOATS, x, i)).intoArray(y, j);
    }

    private static FloatVector erf(FloatVector x) {
        FloatVector size = magnitude(x);
        FloatVector inRange = size.blend(Elementary.ERF_HIGHEST,
                size.compare(VectorOperators.GT, Elementary.ERF_HIGHEST));
        FloatVector square = inRange.mul(inRange);
        FloatVector p = S6.fma(square, S5);
        p = p.fma(square, S4);
        p = p.fma(square, S3);
        p = p.fma(square, S2);
        p = p.fma(square, S1);
        p = p.fma(square, S0);
        FloatVector near = p.fma(inRange, inRange);
        FloatVector d = inRange.sub(Elementary.ERF_CENTER);
        FloatVector q = Q13.fma(d, Q12);
        q = q.fma(d, Q11);
        q = q.fma(d, Q10);
        q = q.fma(d, Q9);
        q = q.fma(d, Q8);
        q = q.fma(d, Q7);
        q = q.fma(d, Q6);
        q = q.fma(d, Q5);
        q = q.fma(d, Q4);
        q = q.fma(d, Q3);
        q = q.fma(d, Q2);
        q = q.fma(d, Q1);
        q = q.fma(d, Q0);
        return withSignOf(x, ONE.sub(q).blend(near, inRange.lt(Elementary.ERF_SMALL)));
    }

    private static FloatVector expModerate(FloatVector x) {
        FloatVector shifted = x.fma(LOG2_E, ROUNDER);
        FloatVector e = expReduced(reduce(x, shifted));
        return e.mul(powerOfTwo(exponent(shifted)));
    }

    private static FloatVector clamp(FloatVector x, float low, float high) {
        FloatVector atLeast = x.blend(low, x.lt(low));
        return atLeast.blend(high, atLeast.compare(VectorOperators.GT, high));
    }

    private static FloatVector reduce(FloatVector x, FloatVector shifted) {
        FloatVector n = shifted.sub(ROUNDER);
        return n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, x));
    }

    private static FloatVector expReduced(FloatVector r) {
        return expTail(r).fma(r, ONE).fma(r, ONE);
    }

    private static FloatVector expm1Reduced(FloatVector r) {
        return expTail(r).mul(r).fma(r, r);
    }

    private static FloatVector expTail(FloatVector r) {
        FloatVector p = E5.fma(r, E4);
        p = p.fma(r, E3);
        p = p.fma(r, E2);
        p = p.fma(r, E1);
        return p.fma(r, E0);
    }

    private static IntVector exponent(FloatVector shifted) {
        return shifted.reinterpretAsInts().sub(Elementary.ROUNDER_BITS);
    }

    private static FloatVector powerOfTwo(IntVector n) {
        return n.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    private static FloatVector magnitude(FloatVector x) {
        return x.reinterpretAsInts().and(0x7fff_ffff).reinterpretAsFloats();
    }

    /// −x for x ≥ 0.
    private static FloatVector negative(FloatVector x) {
        return x.reinterpretAsInts().or(0x8000_0000).reinterpretAsFloats();
    }

    private static FloatVector withSignOf(FloatVector x, FloatVector y) {
        IntVector sign = x.reinterpretAsInts().and(0x8000_0000);
        return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
    }

    private static FloatVector all(float c) {
        return FloatVector.broadcast(FLOATS, c);
    }
}
