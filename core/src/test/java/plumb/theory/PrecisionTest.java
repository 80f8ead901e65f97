package plumb.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.math.Rng;

class PrecisionTest {
    @Test
    void formats_have_the_limits_of_their_standards() {
        assertThat(Precision.FLOAT32.smallest()).isEqualTo(Float.MIN_VALUE);
        assertThat(Precision.FLOAT32.largest()).isEqualTo(Float.MAX_VALUE);
        assertThat(Precision.FLOAT16.smallest()).isEqualTo(Float.float16ToFloat((short) 1));
        assertThat(Precision.BFLOAT16.largest()).isCloseTo(3.3895314e38, within(1e31));
        assertThat(Precision.FLOAT8_E4M3.smallest()).isEqualTo(0.001953125);
    }

    @Test
    void the_share_that_float16_loses_is_the_oracles() {
        assertThat(Precision.FLOAT16.lost(1e-6)).isCloseTo(0.023775, within(1e-6));
        assertThat(Precision.FLOAT16.lost(1e-7)).isCloseTo(0.234315, within(1e-6));
        assertThat(Precision.FLOAT16.lost(3e-8)).isCloseTo(0.679490, within(1e-6));
        assertThat(Precision.FLOAT16.lost(1e-8)).isCloseTo(0.997120, within(1e-6));
        assertThat(Precision.FLOAT16.lost(0)).isEqualTo(1);
    }

    @Test
    void casting_loses_what_is_expected() {
        var rng = new Rng(1, Rng.Stream.THEORY, 0);
        long lost = IntStream.range(0, 1_000_000)
                .filter(_ -> Float.floatToFloat16((float) (1e-7 * rng.normal())) << 17 == 0)
                .count();
        assertThat(lost / 1e6).isCloseTo(Precision.FLOAT16.lost(1e-7), within(2e-3));
    }
}
