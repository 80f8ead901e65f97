package plumb.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import plumb.Cases;
import plumb.math.Rng.Stream;

/// The elementary functions against double precision over the whole float range.
class ElementaryTest {
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    private interface FloatFunction {
        float of(float x);
    }

    @Test
    void expIsWithinTwoUlp() {
        check(Elementary::exp, StrictMath::exp, 2);
        special(Elementary::exp, -INFINITY, 0f);
        special(Elementary::exp, -Float.MAX_VALUE, 0f);
        special(Elementary::exp, -104f, 0f);
        special(Elementary::exp, -103.9f, Float.MIN_VALUE);
        special(Elementary::exp, -0f, 1f);
        special(Elementary::exp, 88.8f, INFINITY);
        special(Elementary::exp, INFINITY, INFINITY);
        special(Elementary::exp, Float.NaN, Float.NaN);
    }

    @Test
    void expm1IsWithinTwoUlp() {
        check(Elementary::expm1, StrictMath::expm1, 2);
        special(Elementary::expm1, -INFINITY, -1f);
        special(Elementary::expm1, -100f, -1f);
        special(Elementary::expm1, -0f, -0f);
        special(Elementary::expm1, 0f, 0f);
        special(Elementary::expm1, -Float.MIN_VALUE, -Float.MIN_VALUE);
        special(Elementary::expm1, 88.8f, INFINITY);
        special(Elementary::expm1, INFINITY, INFINITY);
        special(Elementary::expm1, Float.NaN, Float.NaN);
    }

    @Test
    void tanhIsWithinTwoUlpAndOdd() {
        check(Elementary::tanh, StrictMath::tanh, 2);
        odd(Elementary::tanh);
        special(Elementary::tanh, 10f, 1f);
        special(Elementary::tanh, -Float.MAX_VALUE, -1f);
        special(Elementary::tanh, INFINITY, 1f);
        special(Elementary::tanh, -INFINITY, -1f);
        special(Elementary::tanh, -0f, -0f);
        special(Elementary::tanh, Float.MIN_VALUE, Float.MIN_VALUE);
        special(Elementary::tanh, Float.NaN, Float.NaN);
    }

    @Test
    void sigmoidIsWithinTwoUlp() {
        check(Elementary::sigmoid, ElementaryTest::sigmoid, 2);
        special(Elementary::sigmoid, 0f, 0.5f);
        special(Elementary::sigmoid, 20f, 1f);
        special(Elementary::sigmoid, INFINITY, 1f);
        special(Elementary::sigmoid, -INFINITY, 0f);
        special(Elementary::sigmoid, -100f, (float) StrictMath.exp(-100));
        special(Elementary::sigmoid, Float.NaN, Float.NaN);
    }

    @Test
    void softplusIsWithinFourUlp() {
        check(Elementary::softplus, ElementaryTest::softplus, 4);
        special(Elementary::softplus, -100f, (float) StrictMath.exp(-100));
        special(Elementary::softplus, 100f, 100f);
        special(Elementary::softplus, Float.MAX_VALUE, Float.MAX_VALUE);
        special(Elementary::softplus, INFINITY, INFINITY);
        special(Elementary::softplus, -INFINITY, 0f);
        special(Elementary::softplus, Float.NaN, Float.NaN);
    }

    @Test
    void erfIsWithinFourUlpAndOdd() {
        check(Elementary::erf, ElementaryTest::erf, 4);
        odd(Elementary::erf);
        special(Elementary::erf, 3.93f, 1f);
        special(Elementary::erf, -INFINITY, -1f);
        special(Elementary::erf, Float.MAX_VALUE, 1f);
        special(Elementary::erf, -0f, -0f);
        special(Elementary::erf, Float.NaN, Float.NaN);
    }

    private static void check(FloatFunction f, DoubleUnaryOperator exact, double ulps) {
        // every 9973rd float (a prime), of both signs
        for (int bits = 0; bits >= 0 && bits <= 0x7f80_0000; bits += 9973) {
            near(f, exact, Float.intBitsToFloat(bits), ulps);
            near(f, exact, -Float.intBitsToFloat(bits), ulps);
        }
        Cases.forSeeds(20, seed -> {
            Rng rng = new Rng(seed, Stream.DATA, 0);
            for (int i = 0; i < 10_000; i++) {
                near(f, exact, (float) rng.uniform(-110, 110), ulps);
                near(f, exact, (float) rng.uniform(-5, 5), ulps);
                near(f, exact, (float) rng.uniform(-1, 1), ulps);
            }
        });
    }

    private static void near(FloatFunction f, DoubleUnaryOperator exact, float x, double ulps) {
        float y = f.of(x);
        double wanted = exact.applyAsDouble(x);
        float nearest = (float) wanted;
        boolean right = Float.isInfinite(nearest)
                ? y == nearest || Math.abs(y) == Float.MAX_VALUE
                : Math.abs(y - wanted) <= ulps * Math.ulp(nearest);
        if (!right) assertThat(y).as("at %s, wanted %s", x, wanted).isEqualTo(nearest);
    }

    private static void odd(FloatFunction f) {
        for (int bits = 0; bits >= 0 && bits <= 0x7f80_0000; bits += 99_991) {
            float x = Float.intBitsToFloat(bits);
            if (f.of(-x) != -f.of(x)) assertThat(f.of(-x)).as("at %s", x).isEqualTo(-f.of(x));
        }
    }

    private static void special(FloatFunction f, float x, float y) {
        assertThat(Float.floatToIntBits(f.of(x)))
                .as("%s at %s, wanted %s", f.of(x), x, y)
                .isEqualTo(Float.floatToIntBits(y));
    }

    private static double sigmoid(double x) {
        double e = StrictMath.exp(-Math.abs(x));
        return x < 0 ? e / (1 + e) : 1 / (1 + e);
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    /// Near 0 the series of exp(−x²)·2/√π·Σ 2ⁿ x²ⁿ⁺¹/(1·3·…·(2n+1)), else the continued fraction of
    /// 1 − erf x (Abramowitz and Stegun 7.1.6, 7.1.14).
    private static double erf(double x) {
        double d = Math.abs(x);
        if (d == 0 || d > 6) return d == 0 ? x : Math.signum(x);
        double gauss = StrictMath.exp(-d * d) / Math.sqrt(Math.PI);
        if (d < 2.5) {
            double sum = 0;
            double term = d;
            for (int n = 0; n < 200 && term > 1e-18 * sum; n++) {
                sum += term;
                term *= 2 * d * d / (2 * n + 3);
            }
            return Math.signum(x) * 2 * sum * gauss;
        }
        double tail = 0;
        for (int k = 60; k >= 1; k--) tail = k / 2.0 / (d + tail);
        return Math.signum(x) * (1 - gauss / (d + tail));
    }
}
