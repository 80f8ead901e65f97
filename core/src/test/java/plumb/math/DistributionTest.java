package plumb.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumb.Cases;
import plumb.Members;
import plumb.nn.Activation;

class DistributionTest {
    @Test
    void every_value_is_in_its_bin_whatever_its_size() {
        Cases.forSeeds(20, seed -> {
            var random = new SplittableRandom(seed);
            float[] x = new float[500];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-30, 6)));
            }
            var counted = new Distribution();
            counted.add(x, 100, 300);
            var other = new Distribution();
            other.add(x, 400, 100);
            counted.add(other);
            double[] z = new double[400];
            for (int i = 0; i < z.length; i++) z[i] = x[100 + i];
            long inside = 0;
            for (int bin = 0; bin < Distribution.BINS; bin++) {
                double low = -8 + bin / 4.0;
                assertThat(counted.at(bin)).as("from %s", low).isEqualTo(
                        Arrays.stream(z).filter(v -> v >= low && v < low + 0.25).count());
                inside += counted.at(bin);
            }
            assertThat(counted.below()).isEqualTo(Arrays.stream(z).filter(v -> v < -8).count());
            assertThat(counted.above()).isEqualTo(Arrays.stream(z).filter(v -> v >= 8).count());
            assertThat(counted.total()).isEqualTo(400)
                    .isEqualTo(inside + counted.below() + counted.above());
            double mean = Arrays.stream(z).average().orElseThrow();
            double variance = Arrays.stream(z).map(v -> (v - mean) * (v - mean)).average()
                    .orElseThrow();
            assertThat(counted.mean()).isCloseTo(mean, within(1e-9 * Math.abs(mean)));
            assertThat(counted.deviation())
                    .isCloseTo(Math.sqrt(variance), within(1e-8 * Math.sqrt(variance)));
        });
    }

    @Test
    void edges_belong_to_the_bin_above_and_what_is_not_finite_to_none() {
        var counted = new Distribution();
        counted.add(new float[] {-8, -Float.MIN_VALUE, 0, 8, Math.nextDown(8f), Float.MAX_VALUE,
                -Float.MAX_VALUE, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}, 0,
                10);
        assertThat(counted.at(0)).isEqualTo(1);
        assertThat(counted.at(31)).isEqualTo(1);
        assertThat(counted.at(32)).isEqualTo(1);
        assertThat(counted.at(63)).isEqualTo(1);
        assertThat(counted.below()).isEqualTo(1);
        assertThat(counted.above()).isEqualTo(2);
        assertThat(counted.total()).isEqualTo(7);
        assertThatThrownBy(() -> counted.at(64)).isInstanceOf(IndexOutOfBoundsException.class);
        counted.clear();
        assertThat(counted.total()).isZero();
        assertThat(counted.mean()).isNaN();
    }

    @Test
    void every_activation_bends_within_the_bins() {
        for (Activation activation : Members.of(Activation.class, 1)) {
            if (!(activation instanceof Activation.Elementwise phi)) continue;
            assertThat(Arrays.stream(phi.kinks()).map(Math::abs)
                    .allMatch(kink -> kink < -Distribution.LOW)).as("%s", phi).isTrue();
            if (phi.saturatingSlope() > 0) {
                assertThat(phi.slope(Distribution.LOW)).as("%s", phi)
                        .isLessThan(phi.saturatingSlope() / 10);
            }
        }
    }
}
