package plumb.gauge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumb.Cases;

class SeriesTest {
    @Test
    void short_series_keep_every_value() {
        var series = series(1, 2, 4);
        assertThat(series.buckets()).isEqualTo(3);
        assertThat(series.width()).isEqualTo(1);
        assertThat(series.bucket(2)).isEqualTo(new Series.Bucket(2, 4, 4, 4, 4));
        assertThat(series.start()).isEqualTo(1);
        assertThat(series.first()).isCloseTo(7.0 / 3, within(1e-6));
        assertThat(series.last()).isCloseTo(7.0 / 3, within(1e-6));
    }

    @Test
    void buckets_of_a_long_series_hold_least_mean_most_and_last_of_what_fell_into_them() {
        Cases.forSeeds(5, seed -> {
            var random = new SplittableRandom(seed);
            int n = 10_000 + random.nextInt(20_000);
            var values = new float[n];
            var series = new Series();
            for (int i = 0; i < n; i++) {
                values[i] = (float) random.nextDouble(-1, 1);
                series.add(values[i]);
            }
            assertThat(series.buckets()).isBetween(Series.BUCKETS / 2, Series.BUCKETS);
            for (int b = 0; b < series.buckets(); b++) {
                Series.Bucket bucket = series.bucket(b);
                int from = (int) bucket.first();
                int to = (int) Math.min(n, from + series.width());
                float least = values[from];
                float most = values[from];
                double sum = 0;
                for (int i = from; i < to; i++) {
                    least = Math.min(least, values[i]);
                    most = Math.max(most, values[i]);
                    sum += values[i];
                }
                assertThat(bucket.least()).isEqualTo(least);
                assertThat(bucket.most()).isEqualTo(most);
                assertThat(bucket.last()).isEqualTo(values[to - 1]);
                assertThat(bucket.mean()).isCloseTo(sum / (to - from), within(1e-4));
            }
        });
    }

    @Test
    void first_and_last_values_stay_exact_however_long_the_series() {
        var series = new Series();
        for (int i = 0; i < 100_000; i++) series.add(i);
        assertThat(series.start()).isZero();
        assertThat(series.first()).isEqualTo(4.5);
        assertThat(series.last()).isEqualTo(99_994.5);
        assertThat(series.recentMean(512)).isEqualTo(99_743.5);
        assertThat(series.most()).isEqualTo(99_999);
        assertThat(series.least()).isZero();
    }

    @Test
    void absent_values_are_passed_over() {
        var series = series(Double.NaN, 2, Double.NaN, 4);
        assertThat(series.first()).isEqualTo(3);
        assertThat(series.last()).isEqualTo(3);
        assertThat(series.most()).isEqualTo(4);
        assertThat(series(Double.NaN).first()).isNaN();
    }

    private static Series series(double... values) {
        var series = new Series();
        for (double value : values) series.add(value);
        return series;
    }
}
