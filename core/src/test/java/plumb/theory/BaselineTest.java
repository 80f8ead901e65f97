package plumb.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import plumb.math.Normal;

class BaselineTest {
    /// Layer, correlation, share inactive on batches of 16, 64, 256 and 1024.
    private static final double[][] RELU = {{2, 0.31831, 0.0187, 0.00151, 9.9e-5, 6.1e-6},
            {3, 0.49373, 0.0570, 0.0145, 0.00355, 8.6e-4},
            {5, 0.68095, 0.1283, 0.0622, 0.0305, 0.0151},
            {10, 0.85481, 0.2389, 0.1711, 0.1250, 0.0926},
            {20, 0.94449, 0.3357, 0.2861, 0.2476, 0.2163},
            {50, 0.98744, 0.4212, 0.3959, 0.3750, 0.3572}};

    @Test
    void healthy_units_are_inactive_on_a_batch_as_often_as_in_the_table() {
        for (double[] row : RELU) {
            for (int i = 0; i < 4; i++) {
                double expected = row[2 + i];
                assertThat(Baseline.inactiveOnBatch(16 << (2 * i), row[1]))
                        .isCloseTo(expected, within(Math.max(6e-5, 0.01 * expected)));
            }
        }
        assertThat(Baseline.inactiveOnBatch(16, 0)).isEqualTo(Math.pow(2, -16));
        assertThat(Baseline.inactiveOnBatch(1000, 1)).isEqualTo(0.5);
        assertThat(Baseline.inactiveOnBatch(1, 0.7)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void saturation_is_the_tail_beyond_a_tenth_of_the_slope() {
        // tanh′ = 0.1 where tanh = √0.9.
        double edge = 0.5 * Math.log((1 + Math.sqrt(0.9)) / (1 - Math.sqrt(0.9)));
        assertThat(Baseline.saturated(Oracle.activation("tanh"), Signal.of(4)))
                .isCloseTo(1 - Normal.erf(edge / Math.sqrt(8)), within(1e-12));
        assertThat(Baseline.saturated(Oracle.activation("hard-tanh"), Signal.of(1)))
                .isCloseTo(2 * Normal.below(-1), within(1e-12));
        assertThat(Baseline.saturated(Oracle.activation("hard-tanh"), new Signal(1, 5, Double.NaN)))
                .isCloseTo(0.5 + Normal.below(-1), within(1e-12));
        assertThat(Baseline.saturated(Oracle.activation("relu"), Signal.of(100))).isZero();
    }
}
