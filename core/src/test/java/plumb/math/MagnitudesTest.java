package plumb.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import plumb.Cases;

class MagnitudesTest {
    @Test
    void everyFloatFallsIntoTheBinOfItsExponent() {
        Cases.forSeeds(50, seed -> {
            var rng = new Rng(seed, Rng.Stream.DATA, 0);
            var x = new float[300];
            for (int i = 0; i < x.length; i++) x[i] = Float.intBitsToFloat(rng.nextInt());
            var magnitudes = new Magnitudes();
            magnitudes.add(x, 7, 200);
            var expected = new long[256];
            for (int i = 7; i < 207; i++) {
                if (Float.isFinite(x[i]) && Math.abs(x[i]) >= Float.MIN_NORMAL) {
                    expected[Math.getExponent(x[i]) + 126]++;
                }
            }
            for (int e = Magnitudes.LEAST; e <= Magnitudes.MOST; e++) {
                assertThat(magnitudes.at(e)).as("2^%d", e).isEqualTo(expected[e + 126]);
            }
            assertThat(magnitudes.total()).isEqualTo(200);
        });
    }

    @Test
    void specialValuesHaveBinsOfTheirOwn() {
        float[] x = {0f, -0f, Float.MIN_VALUE, -1e-40f, Float.NaN, Float.POSITIVE_INFINITY,
                Float.NEGATIVE_INFINITY, -1f, 1.99f, Float.intBitsToFloat(0xffc00001)};
        var magnitudes = new Magnitudes();
        magnitudes.add(x, 0, x.length);
        var twice = new Magnitudes();
        twice.add(magnitudes);
        twice.add(magnitudes);
        assertThat(twice.zeros()).isEqualTo(4);
        assertThat(twice.subnormals()).isEqualTo(4);
        assertThat(twice.nan()).isEqualTo(4);
        assertThat(twice.infinite()).isEqualTo(4);
        assertThat(twice.at(0)).isEqualTo(4);
        assertThat(twice.total()).isEqualTo(20);
        twice.clear();
        assertThat(twice.total()).isZero();
        assertThat(twice.zeros() + twice.nan()).isZero();
        assertThatThrownBy(() -> twice.at(128)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
