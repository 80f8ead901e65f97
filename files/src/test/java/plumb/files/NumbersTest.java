package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
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

    @Test
    void areTheNearestFloats() {
        var random = new SplittableRandom(2);
        for (int i = 0; i < 200_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (!Float.isFinite(value)) continue;
            String text = switch (i % 8) {
                case 0 -> Float.toString(value);
                case 1 -> digits(random, 1 + random.nextInt(25)) + "e" + random.nextInt(-70, 60);
                case 2 -> digits(random, 1 + random.nextInt(9)) + "." + digits(random, 20);
                case 3 -> Double.toString(value * (1 + random.nextDouble(-1e-7, 1e-7)));
                case 4 -> String.format(Locale.ROOT, "%.18e", random.nextDouble(-100, 100));
                case 5 -> halfway(value).toString();
                // Beside the point half way, in the last of many digits.
                case 6 ->
                    halfway(value).multiply(new BigDecimal("1.000000000000000001")).toString();
                default -> halfway(value).round(new MathContext(17 + random.nextInt(3))).toString();
            };
            assertFloat(text);
        }
    }

    private static String digits(SplittableRandom random, int number) {
        return random.ints(number, 0, 10).mapToObj(String::valueOf).collect(Collectors.joining());
    }

    private static BigDecimal halfway(float value) {
        return new BigDecimal(value)
                .add(new BigDecimal(Math.nextUp(value) == Float.POSITIVE_INFINITY
                        ? Math.nextDown(value)
                        : Math.nextUp(value)))
                .divide(BigDecimal.TWO);
    }

    private static void assertFloat(String text) {
        assertThat(
                Float.floatToRawIntBits(Numbers.parseFloat(text.toCharArray(), 0, text.length())))
                .as(text).isEqualTo(Float.floatToRawIntBits(Float.parseFloat(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "-0e9", "16777217", "16777219", "-16777217.0",
            "16777217.00001",
            "1.4e-45", "7e-46", "7.006492321624085e-46", "7.1e-46", "1.1754943e-38",
            "1.17549429e-38",
            "3.4028235e38", "3.4028235677973366e38", "3.40282356e38", "-3.5e38", "1e-400", "1e400",
            "123456789012345678901234567890", "0.00000000000000000000000000000000000001234567",
            "9007199791611904", "9007199791611905", "9007199791611906",
            "1.00000005960464477539062500000000000000000000000000001"})
    void floatsAtTheEdgeAreTheNearest(String text) {
        assertFloat(text);
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
