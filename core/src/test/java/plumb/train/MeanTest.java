package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumb.Cases;

class MeanTest {
    @Test
    void a_mean_and_its_error_agree_with_their_definitions_in_any_parts() {
        Cases.forSeeds(20, seed -> {
            var random = new SplittableRandom(seed);
            int rows = random.nextInt(2, 40);
            var marks = random.doubles(rows, -2, 3).toArray();
            var weights = random.doubles(rows, 0.1, 5).toArray();
            var whole = new Mean();
            var part = new Mean();
            double all = 0;
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                (i < rows / 2 ? whole : part).add(weights[i], marks[i]);
                all += weights[i];
                sum += weights[i] * marks[i];
            }
            whole.add(part);
            double mean = sum / all;
            double square = 0;
            for (int i = 0; i < rows; i++) {
                square += Math.pow(weights[i] / all * (marks[i] - mean), 2);
            }
            assertThat(whole.value()).isCloseTo(mean, within(1e-12));
            assertThat(whole.standardError()).isCloseTo(Math.sqrt(square), within(1e-9));
        });
    }

    @Test
    void without_weights_the_error_of_a_share_is_that_of_a_coin() {
        var mean = new Mean();
        for (int i = 0; i < 50; i++) mean.add(1, i < 20 ? 1 : 0);
        assertThat(mean.value()).isEqualTo(0.4);
        assertThat(mean.standardError()).isCloseTo(Math.sqrt(0.4 * 0.6 / 50), within(1e-15));
    }
}
