package plumb.math;

/// The elementary functions of one float, made of operations whose result Java defines exactly.
///
/// Every function is one straight line: both sides of a choice are computed, so that
/// [VectorKernels] can do the same lane by lane. Polynomials are minimax fits, their coefficients
/// rounded to float one after another from the lowest, the rest fitted again each time. Constants
/// and coefficients live here for both twins.
final class Elementary {
    static final float LOG2_E = 0x1.715476p0f;
    /// ln 2 as the sum of two floats.
    static final float LN2_HIGH = 0x1.62e430p-1f;
    static final float LN2_LOW = -0x1.05c610p-29f;

    /// 1.5 · 2²³: adding it rounds a float of moderate size to a whole number, which then stands in
    /// the low bits.
    static final float ROUNDER = 0x1.8p23f;
    static final int ROUNDER_BITS = 0x4b40_0000;

    /// Below this eˣ rounds to 0.
    static final float EXP_LOWEST = -104f;
    /// From here on eˣ overflows.
    static final float EXP_HIGHEST = 89f;
    /// Below this eˣ − 1 rounds to −1.
    static final float EXPM1_LOWEST = -30f;
    /// From here on tanh x rounds to 1.
    static final float TANH_HIGHEST = 10f;
    /// Below this tanh is a polynomial.
    static final float TANH_SMALL = 0.625f;
    /// From here on erf x rounds to 1.
    static final float ERF_HIGHEST = 4f;
    /// Below this erf is a polynomial in x², from there on one in x − 2.5.
    static final float ERF_SMALL = 1.1f;
    static final float ERF_CENTER = 2.5f;

    /// (eʳ − 1 − r)/r² for |r| ≤ ln 2/2; 2⁻³¹ of eʳ − 1.
    static final float E0 = 0x1.0p-1f;
    static final float E1 = 0x1.555554p-3f;
    static final float E2 = 0x1.5554f8p-5f;
    static final float E3 = 0x1.1112d4p-7f;
    static final float E4 = 0x1.6d3a84p-10f;
    static final float E5 = 0x1.9e7ceap-13f;

    /// (ln(1 + u)/s − 1)/s² as a polynomial in s², for s = 2u/(2 + u) and 0 ≤ u ≤ 1; 2⁻²⁷ of
    /// ln(1 + u).
    static final float L0 = 0x1.5555p-4f;
    static final float L1 = 0x1.99d29ep-7f;
    static final float L2 = 0x1.1eb3a2p-9f;
    static final float L3 = 0x1.1f0578p-11f;

    /// (tanh x/x − 1)/x² as a polynomial in x², for |x| < 0.625; 2⁻²⁷ of tanh x.
    static final float T0 = -0x1.555532p-2f;
    static final float T1 = 0x1.1106f6p-3f;
    static final float T2 = -0x1.b835a4p-5f;
    static final float T3 = 0x1.51f8cep-6f;
    static final float T4 = -0x1.750ce2p-8f;

    /// erf x/x − 1 as a polynomial in x², for |x| < 1.1; 2⁻²⁷ of erf x.
    static final float S0 = 0x1.06eba8p-3f;
    static final float S1 = -0x1.812734p-2f;
    static final float S2 = 0x1.ce2aa6p-4f;
    static final float S3 = -0x1.b7cdep-6f;
    static final float S4 = 0x1.52ac24p-8f;
    static final float S5 = -0x1.9a3dep-11f;
    static final float S6 = 0x1.2f80b4p-14f;

    /// 1 − erf x as a polynomial in x − 2.5, for 1.1 ≤ x ≤ 4; 2⁻²⁵ absolute, three times better
    /// from 3.7 on, so that erf reaches 1.
    static final float Q0 = 0x1.aab398p-12f;
    static final float Q1 = -0x1.1d82bep-9f;
    static final float Q2 = 0x1.64f18ap-8f;
    static final float Q3 = -0x1.119f96p-7f;
    static final float Q4 = 0x1.1a5658p-7f;
    static final float Q5 = -0x1.90c9bap-8f;
    static final float Q6 = 0x1.71113ap-9f;
    static final float Q7 = -0x1.1f8b2ap-11f;
    static final float Q8 = -0x1.298d1cp-12f;
    static final float Q9 = 0x1.10b7dep-12f;
    static final float Q10 = -0x1.096c04p-14f;
    static final float Q11 = -0x1.bfc9f2p-17f;
    static final float Q12 = 0x1.3ae76ep-17f;
    static final float Q13 = -0x1.4341acp-20f;

    private Elementary() {}

    /// eˣ = 2ⁿ·eʳ with n = round(x/ln 2). The factor 2ⁿ is applied in two halves, each a normal
    /// float, so that only the last multiplication rounds or overflows.
    static float exp(float x) {
        float inRange = x < EXP_LOWEST ? EXP_LOWEST : x;
        inRange = inRange > EXP_HIGHEST ? EXP_HIGHEST : inRange;
        float shifted = Math.fma(inRange, LOG2_E, ROUNDER);
        int n = Float.floatToRawIntBits(shifted) - ROUNDER_BITS;
        int half = n >> 1;
        float e = expReduced(reduce(inRange, shifted));
        return e * powerOfTwo(half) * powerOfTwo(n - half);
    }

    /// eˣ − 1 = 2·(2ⁿ⁻¹·(eʳ − 1) + (2ⁿ⁻¹ − ½)); for n = 0 that is eʳ − 1, taken directly so that
    /// tiny x keep all bits. The sign of x is put back for −0.
    static float expm1(float x) {
        float inRange = x < EXPM1_LOWEST ? EXPM1_LOWEST : x;
        inRange = inRange > EXP_HIGHEST ? EXP_HIGHEST : inRange;
        float shifted = Math.fma(inRange, LOG2_E, ROUNDER);
        int n = Float.floatToRawIntBits(shifted) - ROUNDER_BITS;
        float reduced = expm1Reduced(reduce(inRange, shifted));
        float scale = powerOfTwo(n - 1);
        float half = Math.fma(scale, reduced, scale - 0.5f);
        return withSignOf(x, shifted == ROUNDER ? reduced : half + half);
    }

    /// A polynomial near 0; elsewhere 1 − 2/(e²ˣ + 1) for |x|, with the sign of x.
    static float tanh(float x) {
        float size = Math.abs(x);
        float inRange = size > TANH_HIGHEST ? TANH_HIGHEST : size;
        float square = inRange * inRange;
        float p = Math.fma(T4, square, T3);
        p = Math.fma(p, square, T2);
        p = Math.fma(p, square, T1);
        p = Math.fma(p, square, T0);
        float near = Math.fma(p * square, inRange, inRange);
        float far = 1f - 2f / (expModerate(inRange + inRange) + 1f);
        return withSignOf(x, inRange < TANH_SMALL ? near : far);
    }

    /// 1/(1 + e) for x ≥ 0 and e/(1 + e) for x < 0, where e = exp(−|x|); the latter as
    /// e − e·(e/(1 + e)), which rounds less.
    static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        float q = (x < 0f ? e : 1f) / (1f + e);
        return x < 0f ? Math.fma(-e, q, e) : q;
    }

    /// max(x, 0) + ln(1 + exp(−|x|)), the logarithm as 2 artanh(u/(2 + u)).
    static float softplus(float x) {
        float u = exp(-Math.abs(x));
        float s = (u + u) / (2f + u);
        float w = s * s;
        float p = Math.fma(L3, w, L2);
        p = Math.fma(p, w, L1);
        p = Math.fma(p, w, L0);
        float log = Math.fma(p * w, s, s);
        return (x > 0f ? x : 0f) + log;
    }

    /// A polynomial in x² near 0; elsewhere 1 minus a polynomial in |x|, with the sign of x.
    static float erf(float x) {
        float size = Math.abs(x);
        float inRange = size > ERF_HIGHEST ? ERF_HIGHEST : size;
        float square = inRange * inRange;
        float p = Math.fma(S6, square, S5);
        p = Math.fma(p, square, S4);
        p = Math.fma(p, square, S3);
        p = Math.fma(p, square, S2);
        p = Math.fma(p, square, S1);
        p = Math.fma(p, square, S0);
        float near = Math.fma(p, inRange, inRange);
        float d = inRange - ERF_CENTER;
        float q = Math.fma(Q13, d, Q12);
        q = Math.fma(q, d, Q11);
        q = Math.fma(q, d, Q10);
        q = Math.fma(q, d, Q9);
        q = Math.fma(q, d, Q8);
        q = Math.fma(q, d, Q7);
        q = Math.fma(q, d, Q6);
        q = Math.fma(q, d, Q5);
        q = Math.fma(q, d, Q4);
        q = Math.fma(q, d, Q3);
        q = Math.fma(q, d, Q2);
        q = Math.fma(q, d, Q1);
        q = Math.fma(q, d, Q0);
        return withSignOf(x, inRange < ERF_SMALL ? near : 1f - q);
    }

    /// eˣ where the result is a normal float.
    private static float expModerate(float x) {
        float shifted = Math.fma(x, LOG2_E, ROUNDER);
        int n = Float.floatToRawIntBits(shifted) - ROUNDER_BITS;
        return expReduced(reduce(x, shifted)) * powerOfTwo(n);
    }

    /// r = x − n·ln 2 with n = shifted − [#ROUNDER]; the first step is exact.
    private static float reduce(float x, float shifted) {
        float n = shifted - ROUNDER;
        return Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
    }

    /// eʳ for |r| ≤ ln 2/2.
    private static float expReduced(float r) {
        return Math.fma(Math.fma(expTail(r), r, 1f), r, 1f);
    }

    /// eʳ − 1 for |r| ≤ ln 2/2.
    private static float expm1Reduced(float r) {
        return Math.fma(expTail(r) * r, r, r);
    }

    private static float expTail(float r) {
        float p = Math.fma(E5, r, E4);
        p = Math.fma(p, r, E3);
        p = Math.fma(p, r, E2);
        p = Math.fma(p, r, E1);
        return Math.fma(p, r, E0);
    }

    /// 2ⁿ for −126 ≤ n ≤ 127; any number else (then the other factor is NaN).
    private static float powerOfTwo(int n) {
        return Float.intBitsToFloat((n + 127) << 23);
    }

    private static float withSignOf(float x, float y) {
        int sign = Float.floatToRawIntBits(x) & 0x8000_0000;
        return Float.intBitsToFloat(Float.floatToRawIntBits(y) | sign);
    }
}
