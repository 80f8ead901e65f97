package plumb.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
    @Test
    void is_the_mean_and_students_interval() {
        // Mean 2, standard deviation 1, t(2) = 4.303.
        Interval interval = Interval.of(1, 2, 3);
        assertThat(interval.mean()).isEqualTo(2);
        assertThat(interval.half()).isCloseTo(4.303 / Math.sqrt(3), within(1e-12));
        assertThat(interval.low()).isCloseTo(2 - 4.303 / Math.sqrt(3), within(1e-12));
    }

    @Test
    void of_one_measurement_is_infinite_and_of_none_is_nothing() {
        assertThat(Interval.of(7)).isEqualTo(
                new Interval(7, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        assertThat(Interval.of()).isEqualTo(new Interval(Double.NaN, Double.NaN, Double.NaN));
    }

    /// From the tables of the t distribution.
    @ParameterizedTest
    @CsvSource({"1, 12.706", "9, 2.262", "10, 2.2281", "11, 2.2010", "15, 2.1314", "20, 2.0860",
            "30, 2.0423", "100, 1.9840", "1000, 1.9623"})
    void quantiles_are_those_of_the_tables(int freedom, double quantile) {
        assertThat(Interval.student(freedom)).isCloseTo(quantile, within(5e-4));
    }
}
