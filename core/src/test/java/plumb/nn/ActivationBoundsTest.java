package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.text.Grammar;

/// The least and the largest output that an activation states, against what
/// it gives.
class ActivationBoundsTest {
    @Test
    void outputs_stay_within_the_stated_bounds_and_come_near_the_finite_ones() {
        int n = 40_001;
        var z = new float[n];
        for (int i = 0; i < n; i++) z[i] = (i - n / 2) / 100f;
        for (Class<?> member : Grammar.members(Activation.class)) {
            Activation activation = Activation.of(Grammar.name(member));
            int width = activation instanceof Activation.Softmax ? n : 1;
            var y = new float[n];
            activation.forward(z, y, 0, n, width);
            double least = IntStream.range(0, n).mapToDouble(i -> y[i]).min().orElseThrow();
            double most = IntStream.range(0, n).mapToDouble(i -> y[i]).max().orElseThrow();
            assertThat(least).as("%s", activation)
                    .isGreaterThanOrEqualTo(activation.least() - 1e-4);
            assertThat(most).as("%s", activation).isLessThanOrEqualTo(activation.most());
            if (Double.isFinite(activation.least())) {
                assertThat(least).as("%s", activation).isCloseTo(activation.least(), within(0.01));
            } else {
                assertThat(least).as("%s", activation).isLessThan(-1.9);
            }
            if (Double.isFinite(activation.most()) && width == 1) {
                assertThat(most).as("%s", activation).isCloseTo(activation.most(), within(0.01));
            }
        }
    }
}
