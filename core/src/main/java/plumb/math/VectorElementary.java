package plumb.math;

import static plumb.math.Elementary.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The elementary functions of a vector of floats: [Elementary], lane by lane and line by line.
final class VectorElementary {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    private VectorElementary() {}

    static FloatVector exp(FloatVector x) {
        FloatVector inRange = clamp(x, EXP_LOWEST, EXP_HIGHEST);
        FloatVector shifted = inRange.fma(all(LOG2_E), all(ROUNDER));
        IntVector n = exponent(shifted);
        IntVector half = n.lanewise(VectorOperators.ASHR, 1);
        FloatVector e = expm1Reduced(reduce(inRange, shifted)).add(1f);
        return e.mul(powerOfTwo(half)).mul(powerOfTwo(n.sub(half)));
    }

    static FloatVector expm1(FloatVector x) {
        FloatVector inRange = clamp(x, EXPM1_LOWEST, EXP_HIGHEST);
        FloatVector shifted = inRange.fma(all(LOG2_E), all(ROUNDER));
        FloatVector reduced = expm1Reduced(reduce(inRange, shifted));
        FloatVector scale = powerOfTwo(exponent(shifted).sub(1));
        FloatVector half = scale.fma(reduced, scale.sub(0.5f));
        return withSignOf(x, half.add(half).blend(reduced, shifted.eq(ROUNDER)));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector size = magnitude(x);
        FloatVector inRange = size.blend(TANH_HIGHEST,
                size.compare(VectorOperators.GT, TANH_HIGHEST));
        FloatVector square = inRange.mul(inRange);
        FloatVector p = all(T4).fma(square, all(T3));
        p = p.fma(square, all(T2));
        p = p.fma(square, all(T1));
        p = p.fma(square, all(T0));
        FloatVector near = p.mul(square).fma(inRange, inRange);
        FloatVector e = expModerate(inRange.add(inRange)).add(1f);
        FloatVector far = all(1f).sub(all(2f).div(e));
        return withSignOf(x, far.blend(near, inRange.lt(TANH_SMALL)));
    }

    static FloatVector sigmoid(FloatVector x) {
        FloatVector e = exp(negative(magnitude(x)));
        return all(1f).blend(e, x.lt(0f)).div(e.add(1f));
    }

    static FloatVector softplus(FloatVector x) {
        FloatVector u = exp(negative(magnitude(x)));
        FloatVector s = u.add(u).div(u.add(2f));
        FloatVector w = s.mul(s);
        FloatVector p = all(L3).fma(w, all(L2));
        p = p.fma(w, all(L1));
        p = p.fma(w, all(L0));
        FloatVector log = p.mul(w).fma(s, s);
        VectorMask<Float> positive = x.compare(VectorOperators.GT, 0f);
        return all(0f).blend(x, positive).add(log);
    }

    static FloatVector erf(FloatVector x) {
        FloatVector size = magnitude(x);
        FloatVector inRange = size.blend(ERF_HIGHEST,
                size.compare(VectorOperators.GT, ERF_HIGHEST));
        FloatVector square = inRange.mul(inRange);
        FloatVector p = all(S6).fma(square, all(S5));
        p = p.fma(square, all(S4));
        p = p.fma(square, all(S3));
        p = p.fma(square, all(S2));
        p = p.fma(square, all(S1));
        p = p.fma(square, all(S0));
        FloatVector near = p.fma(inRange, inRange);
        FloatVector d = inRange.sub(ERF_CENTER);
        FloatVector q = all(Q13).fma(d, all(Q12));
        q = q.fma(d, all(Q11));
        q = q.fma(d, all(Q10));
        q = q.fma(d, all(Q9));
        q = q.fma(d, all(Q8));
        q = q.fma(d, all(Q7));
        q = q.fma(d, all(Q6));
        q = q.fma(d, all(Q5));
        q = q.fma(d, all(Q4));
        q = q.fma(d, all(Q3));
        q = q.fma(d, all(Q2));
        q = q.fma(d, all(Q1));
        q = q.fma(d, all(Q0));
        return withSignOf(x, all(1f).sub(q).blend(near, inRange.lt(ERF_SMALL)));
    }

    private static FloatVector expModerate(FloatVector x) {
        FloatVector shifted = x.fma(all(LOG2_E), all(ROUNDER));
        FloatVector e = expm1Reduced(reduce(x, shifted)).add(1f);
        return e.mul(powerOfTwo(exponent(shifted)));
    }

    private static FloatVector clamp(FloatVector x, float low, float high) {
        FloatVector atLeast = x.blend(low, x.lt(low));
        return atLeast.blend(high, atLeast.compare(VectorOperators.GT, high));
    }

    private static FloatVector reduce(FloatVector x, FloatVector shifted) {
        FloatVector n = shifted.sub(ROUNDER);
        return n.fma(all(-LN2_LOW), n.fma(all(-LN2_HIGH), x));
    }

    private static FloatVector expm1Reduced(FloatVector r) {
        FloatVector p = all(E5).fma(r, all(E4));
        p = p.fma(r, all(E3));
        p = p.fma(r, all(E2));
        p = p.fma(r, all(E1));
        p = p.fma(r, all(E0));
        return p.mul(r).fma(r, r);
    }

    private static IntVector exponent(FloatVector shifted) {
        return shifted.reinterpretAsInts().sub(ROUNDER_BITS);
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
