package plumb.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NormalTest {
    @Test
    void probabilities_are_those_of_tables() {
        assertThat(Normal.below(0)).isEqualTo(0.5);
        assertThat(Normal.below(1)).isCloseTo(0.8413447460685429, within(1e-15));
        assertThat(Normal.below(2.9)).isCloseTo(0.9981341866996160, within(1e-15));
        assertThat(Normal.below(-5) / 2.866515718791939e-7).isCloseTo(1, within(1e-12));
        assertThat(Normal.below(-30) / 4.906713927148187e-198).isCloseTo(1, within(1e-10));
        assertThat(Normal.below(40)).isEqualTo(1);
        assertThat(Normal.below(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Normal.below(Double.NaN)).isNaN();
    }

    @Test
    void the_error_function_keeps_the_digits_of_small_numbers() {
        assertThat(Normal.erf(0.5)).isCloseTo(0.5204998778130465, within(1e-15));
        assertThat(Normal.erf(1e-10) / 1.1283791670955126e-10).isCloseTo(1, within(1e-14));
        assertThat(Normal.erf(-2)).isCloseTo(-0.9953222650189527, within(1e-15));
        assertThat(Normal.erf(3)).isCloseTo(0.9999779095030014, within(1e-15));
    }

    @Test
    void both_ways_of_computing_meet() {
        for (double side : new double[] {-3, 3}) {
            double before = Normal.below(side - 1e-9);
            double behind = Normal.below(side + 1e-9);
            double slope = (behind - before) / 2e-9;
            assertThat(slope / Normal.density(side)).isCloseTo(1, within(1e-4));
        }
    }
}
