package plumb.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The elementary functions of a vector of floats: [Elementary], lane by lane and line by line.
///
/// Each function is one method without calls of others that take or give vectors: where the compiler
/// stops inlining, as it does in a large method, such a call would box every vector (98 KB in a step
/// of a small network of `gelu`, in one JVM of three).
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
        FloatVector v = FloatVector.fromArray(FLOATS, x, i);
        FloatVector inRange = v.blend(Elementary.EXP_LOWEST, v.lt(Elementary.EXP_LOWEST));
        inRange = inRange.blend(Elementary.EXP_HIGHEST,
                inRange.compare(VectorOperators.GT, Elementary.EXP_HIGHEST));
        FloatVector shifted = inRange.fma(LOG2_E, ROUNDER);
        FloatVector whole = shifted.sub(ROUNDER);
        FloatVector r = whole.fma(MINUS_LN2_LOW, whole.fma(MINUS_LN2_HIGH, inRange));
        FloatVector p = E5.fma(r, E4);
        p = p.fma(r, E3);
        p = p.fma(r, E2);
        p = p.fma(r, E1);
        p = p.fma(r, E0);
        IntVector n = shifted.reinterpretAsInts().sub(Elementary.ROUNDER_BITS);
        IntVector half = n.lanewise(VectorOperators.ASHR, 1);
        IntVector rest = n.sub(half);
        FloatVector e = p.fma(r, ONE).fma(r, ONE)
                .mul(half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats())
                .mul(rest.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
        e.intoArray(y, j);
    }

    static void expm1(float[] x, int i, float[] y, int j) {
        FloatVector v = FloatVector.fromArray(FLOATS, x, i);
        FloatVector inRange = v.blend(Elementary.EXPM1_LOWEST, v.lt(Elementary.EXPM1_LOWEST));
        inRange = inRange.blend(Elementary.EXP_HIGHEST,
                inRange.compare(VectorOperators.GT, Elementary.EXP_HIGHEST));
        FloatVector shifted = inRange.fma(LOG2_E, ROUNDER);
        FloatVector whole = shifted.sub(ROUNDER);
        FloatVector r = whole.fma(MINUS_LN2_LOW, whole.fma(MINUS_LN2_HIGH, inRange));
        FloatVector p = E5.fma(r, E4);
        p = p.fma(r, E3);
        p = p.fma(r, E2);
        p = p.fma(r, E1);
        p = p.fma(r, E0);
        FloatVector reduced = p.mul(r).fma(r, r);
        IntVector n = shifted.reinterpretAsInts().sub(Elementary.ROUNDER_BITS).sub(1);
        FloatVector scale = n.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
        FloatVector half = scale.fma(reduced, scale.sub(0.5f));
        FloatVector size = half.add(half).blend(reduced, shifted.eq(ROUNDER));
        IntVector sign = v.reinterpretAsInts().and(0x8000_0000);
        size.reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(y, j);
    }

    static void tanh(float[] x, int i, float[] y, int j) {
        FloatVector v = FloatVector.fromArray(FLOATS, x, i);
        FloatVector size = v.reinterpretAsInts().and(0x7fff_ffff).reinterpretAsFloats();
        FloatVector inRange = size.blend(Elementary.TANH_HIGHEST,
                size.compare(VectorOperators.GT, Elementary.TANH_HIGHEST));
        FloatVector square = inRange.mul(inRange);
        FloatVector t = T4.fma(square, T3);
        t = t.fma(square, T2);
        t = t.fma(square, T1);
        t = t.fma(square, T0);
        FloatVector near = t.mul(square).fma(inRange, inRange);
        FloatVector twice = inRange.add(inRange);
        FloatVector shifted = twice.fma(LOG2_E, ROUNDER);
        FloatVector whole = shifted.sub(ROUNDER);
        FloatVector r = whole.fma(MINUS_LN2_LOW, whole.fma(MINUS_LN2_HIGH, twice));
        FloatVector p = E5.fma(r, E4);
        p = p.fma(r, E3);
        p = p.fma(r, E2);
        p = p.fma(r, E1);
        p = p.fma(r, E0);
        IntVector n = shifted.reinterpretAsInts().sub(Elementary.ROUNDER_BITS);
        FloatVector e = p.fma(r, ONE).fma(r, ONE)
                .mul(n.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
        FloatVector far = ONE.sub(TWO.div(e.add(1f)));
        IntVector sign = v.reinterpretAsInts().and(0x8000_0000);
        far.blend(near, inRange.lt(Elementary.TANH_SMALL)).reinterpretAsInts().or(sign)
                .reinterpretAsFloats().intoArray(y, j);
    }

    static void sigmoid(float[] x, int i, float[] y, int j) {
        FloatVector v = FloatVector.fromArray(FLOATS, x, i);
        FloatVector below = v.reinterpretAsInts().or(0x8000_0000).reinterpretAsFloats();
        FloatVector inRange = below.blend(Elementary.EXP_LOWEST, below.lt(Elementary.EXP_LOWEST));
        inRange = inRange.blend(Elementary.EXP_HIGHEST,
                inRange.compare(VectorOperators.GT, Elementary.EXP_HIGHEST));
        FloatVector shifted = inRange.fma(LOG2_E, ROUNDER);
        FloatVector whole = shifted.sub(ROUNDER);
        FloatVector r = whole.fma(MINUS_LN2_LOW, whole.fma(MINUS_LN2_HIGH, inRange));
        FloatVector p = E5.fma(r, E4);
        p = p.fma(r, E3);
        p = p.fma(r, E2);
        p = p.fma(r, E1);
        p = p.fma(r, E0);
        IntVector n = shifted.reinterpretAsInts().sub(Elementary.ROUNDER_BITS);
        IntVector half = n.lanewise(VectorOperators.ASHR, 1);
        IntVector rest = n.sub(half);
        FloatVector e = p.fma(r, ONE).fma(r, ONE)
                .mul(half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats())
                .mul(rest.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
        VectorMask<Float> negative = v.lt(0f);
        FloatVector q = ONE.blend(e, negative).div(e.add(1f));
        q.blend(e.neg().fma(q, e), negative).intoArray(y, j);
    }

    static void softplus(float[] x, int i, float[] y, int j) {
        FloatVector v = FloatVector.fromArray(FLOATS, x, i);
        FloatVector below = v.reinterpretAsInts().or(0x8000_0000).reinterpretAsFloats();
        FloatVector inRange = below.blend(Elementary.EXP_LOWEST, below.lt(Elementary.EXP_LOWEST));
        inRange = inRange.blend(Elementary.EXP_HIGHEST,
                inRange.compare(VectorOperators.GT, Elementary.EXP_HIGHEST));
        FloatVector shifted = inRange.fma(LOG2_E, ROUNDER);
        FloatVector whole = shifted.sub(ROUNDER);
        FloatVector r = whole.fma(MINUS_LN2_LOW, whole.fma(MINUS_LN2_HIGH, inRange));
        FloatVector p = E5.fma(r, E4);
        p = p.fma(r, E3);
        p = p.fma(r, E2);
        p = p.fma(r, E1);
        p = p.fma(r, E0);
        IntVector n = shifted.reinterpretAsInts().sub(Elementary.ROUNDER_BITS);
        IntVector half = n.lanewise(VectorOperators.ASHR, 1);
        IntVector rest = n.sub(half);
        FloatVector e = p.fma(r, ONE).fma(r, ONE)
                .mul(half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats())
                .mul(rest.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
        FloatVector s = e.add(e).div(e.add(2f));
        FloatVector w = s.mul(s);
        FloatVector l = L3.fma(w, L2);
        l = l.fma(w, L1);
        l = l.fma(w, L0);
        FloatVector log = l.mul(w).fma(s, s);
        VectorMask<Float> positive = v.compare(VectorOperators.GT, 0f);
        ZERO.blend(v, positive).add(log).intoArray(y, j);
    }

    static void erf(float[] x, int i, float[] y, int j) {
        FloatVector v = FloatVector.fromArray(FLOATS, x, i);
        FloatVector size = v.reinterpretAsInts().and(0x7fff_ffff).reinterpretAsFloats();
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
        IntVector sign = v.reinterpretAsInts().and(0x8000_0000);
        ONE.sub(q).blend(near, inRange.lt(Elementary.ERF_SMALL)).reinterpretAsInts().or(sign)
                .reinterpretAsFloats().intoArray(y, j);
    }

    private static FloatVector all(float c) {
        return FloatVector.broadcast(FLOATS, c);
    }
}
