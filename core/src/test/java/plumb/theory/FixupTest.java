package plumb.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import plumb.nn.Blueprint;
import plumb.nn.Shape;

class FixupTest {
    /// L^(−1/(2m − 2)) (Zhang, Dauphin & Ma, 2019).
    @Test
    void branches_are_scaled_by_the_number_of_blocks() {
        assertThat(new Fixup(64, 2).factor()).isEqualTo(0.125);
        assertThat(new Fixup(64, 3).factor()).isCloseTo(Math.sqrt(0.125), within(1e-15));
        assertThat(new Fixup(64, 1).factor()).isEqualTo(1);
    }

    @Test
    void blocks_that_grow_get_a_gain_and_the_factor() {
        Forecast forecast = of("residual(dense(64, relu, he-normal),"
                + " dense(64, linear, he-normal)) x 64; dense(1)");
        assertThat(forecast.decades()).isGreaterThan(2);
        assertThat(forecast.fixup()).hasValue(new Fixup(64, 2));
        // Between the sums of 64 blocks 63 times 1 + α² σw² σw²/2 in the mean square, and once the
        // gain α = 1/√L into the branch of the first.
        double grown = Math.log10(0.125) + 63 * Math.log10(1 + 2.0 / 64) / 2;
        assertThat(forecast.change()).hasValueSatisfying(change -> {
            assertThat(change.text()).isEqualTo("gain=0.125");
            assertThat(change.where()).isEqualTo("all blocks");
            assertThat(change.decades()).isCloseTo(grown, within(1e-9));
        });
    }

    @Test
    void networks_that_do_not_grow_or_normalize_need_none() {
        assertThat(of("residual(dense(64, relu, he-normal), gain=0.1) x 9; dense(1)").fixup())
                .isEmpty();
        assertThat(of("residual(layer-norm, dense(64, relu, he-normal)) x 9; dense(1)").fixup())
                .isEmpty();
        assertThat(of("dense(64, relu, normal(1)) x 9; dense(1)").fixup()).isEmpty();
    }

    private static Forecast of(String network) {
        return Forecast.of(Blueprint.of(network), Shape.of(64), Signal.of(1), 32);
    }
}
