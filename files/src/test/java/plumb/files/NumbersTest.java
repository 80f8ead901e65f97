package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NumbersTest {
    @Test
    void areTheNearestDoubles() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            double value = switch (i % 4) {
                case 0 -> random.nextInt(-1000, 1000);
                case 1 -> random.nextInt(-100_000, 100_000) / 1000.0;
                case 2 -> (float) random.nextDouble(-1, 1);
                default -> Double.longBitsToDouble(random.nextLong());
            };
            if (!Double.isFinite(value)) continue;
            String text = i % 8 < 4
                    ? Double.toString(value)
                    : Double.toString(value).replace('E', 'e');
            assertThat(Numbers.parse(text)).as(text).isEqualTo(Double.parseDouble(text));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "+7", "007", ".5", "5.", "-.5e-3", "1e22", "1e23",
            "123456789012345678",
            "9007199254740993", "12345678901234567890123", "1E+05", "4.9e-324",
            "0.000000000000000000000001"})
    void areReadInEverySpelling(String text) {
        assertThat(Numbers.parse(text)).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-", ".", "e5", "1e", "1e+", "1 2", "0x10", "1f", "1d", "12a",
            "--1", "1,5",
            "NA", "nanx", "infinityx", "١"})
    void textsAreNone(String text) {
        assertThat(Numbers.parse(text)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nan", "NaN", "inf", "-Inf", "+Infinity", "1e999", "-1e400"})
    void someAreNotFinite(String text) {
        assertThat(Numbers.parse(text)).isInfinite();
    }
}
