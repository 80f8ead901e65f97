package plumb.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LinearModesTest {
    /// Saxe, McClelland & Ganguli (2013): half of a mode of strength 1 from 0.01.
    @Test
    void half_of_a_mode_is_learned_at_the_published_time() {
        assertThat(LinearModes.time(1, 1, 0.01, 0.5)).isCloseTo(2.297559925, within(1e-8));
    }

    /// τ du/dt = 2u(s − u) in small steps of fourth order.
    @Test
    void the_time_is_that_of_the_differential_equation() {
        double tau = 3;
        double s = 2.5;
        double h = 1e-3;
        double u = 0.02;
        for (int step = 1; step <= 4000; step++) {
            double a = slope(u, s, tau);
            double b = slope(u + h / 2 * a, s, tau);
            double c = slope(u + h / 2 * b, s, tau);
            double d = slope(u + h * c, s, tau);
            u += h / 6 * (a + 2 * b + 2 * c + d);
            if (step % 800 == 0) {
                assertThat(LinearModes.time(tau, s, 0.02, u)).isCloseTo(h * step, within(1e-9));
            }
        }
    }

    private static double slope(double u, double s, double tau) {
        return 2 * u * (s - u) / tau;
    }

    @Test
    void strengths_lie_between_0_and_that_of_the_data() {
        assertThatThrownBy(() -> LinearModes.time(1, 1, 0, 0.5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LinearModes.time(1, 1, 0.1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
