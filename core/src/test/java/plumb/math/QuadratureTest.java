package plumb.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuadratureTest {
    private static final double[] VARIANCES = {1e-24, 1e-6, 0.3, 1, 7, 1e4, 1e9};

    @Test
    void moments_of_the_normal_are_exact() {
        for (double q : VARIANCES) {
            assertThat(Quadrature.FINE.expect(x -> 1, 0, q)).isCloseTo(1, within(1e-14));
            assertThat(Quadrature.FINE.expect(x -> x * x, 0, q) / q).isCloseTo(1, within(1e-13));
            assertThat(Quadrature.FINE.expect(x -> x * x * x * x, 0, q) / (3 * q * q))
                    .isCloseTo(1, within(1e-13));
            assertThat(Quadrature.COARSE.expect(x -> x * x, 0, q) / q).isCloseTo(1, within(1e-10));
        }
    }

    @Test
    void kinks_and_steps_cost_no_digits() {
        for (double q : VARIANCES) {
            double s = Math.sqrt(q);
            assertThat(Quadrature.FINE.expect(Math::abs, 0, q) / s)
                    .isCloseTo(Math.sqrt(2 / Math.PI), within(1e-14));
            assertThat(Quadrature.FINE.expect(x -> x > 0.7 * s ? 1 : 0, 0, q, 0.7 * s))
                    .isCloseTo(Normal.below(-0.7), within(1e-14));
        }
    }

    @Test
    void what_is_narrow_in_a_wide_normal_is_found() {
        // E 1/cosh²(x) is 2 φ(0)/σ for wide normals.
        double q = 1e9;
        assertThat(Quadrature.FINE.expect(x -> Math.pow(Math.cosh(x), -2), 0, q)
                * Math.sqrt(2 * Math.PI * q) / 2).isCloseTo(1, within(1e-8));
    }

    @Test
    void a_mean_shifts() {
        assertThat(Quadrature.FINE.expect(Math::exp, 0.5, 4))
                .isCloseTo(Math.exp(0.5 + 2), within(1e-12));
        assertThat(Quadrature.FINE.expect(x -> Math.max(0, x), -1, 0, 0)).isZero();
    }

    /// E of a bump of width 1 around 0 is its integral over √(2πq).
    @Test
    void what_is_narrow_is_found_however_wide_the_normal_is() {
        for (double q : new double[] {1e31, 1e40, 1e200}) {
            double density = 1 / Math.sqrt(2 * Math.PI * q);
            for (Quadrature quadrature : new Quadrature[] {Quadrature.FINE, Quadrature.COARSE}) {
                assertThat(quadrature.expect(x -> Math.abs(x) < 1 ? 1 : 0, 0, q, -1, 1) / density)
                        .as("hard-tanh at %s", q).isCloseTo(2, within(1e-9));
                assertThat(quadrature.expect(x -> Math.pow(Math.cosh(x), -4), 0, q) / density)
                        .as("tanh at %s", q).isCloseTo(4.0 / 3, within(1e-4));
            }
        }
    }
}
