package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.Members;

class ActivationTest {
    /// From −40 to 40, with the kinks of all activations and both sides of each.
    private static final float[] Z = grid();

    private static final List<Activation.Elementwise> ELEMENTWISE = Members.of(Activation.class, 1)
            .stream().<Activation.Elementwise>mapMulti((a, sink) -> {
                if (a instanceof Activation.Elementwise e) sink.accept(e);
            }).toList();

    private static float[] grid() {
        var z = new float[4003];
        for (int i = 0; i < 3201; i++) z[i] = (i - 1600) / 40f;
        int n = 3201;
        for (float kink : new float[] {-3, -1, 0, 1, 3, 6}) {
            for (int k = 1; k <= 66; k++) {
                z[n++] = kink + k * 1e-4f;
                z[n++] = kink - k * 1e-4f;
            }
        }
        for (; n < z.length; n++)
            z[n] = (float) Math.pow(10, -30 * (n % 10) / 10.0) * (n % 2 == 0 ? 1 : -1);
        return z;
    }

    @Test
    void values_are_those_of_the_formula() {
        for (Activation.Elementwise activation : ELEMENTWISE) {
            var y = new float[Z.length];
            activation.forward(Z, y, 0, Z.length, 1);
            for (int i = 0; i < Z.length; i++) {
                double expected = ReferenceNetwork.value(activation, Z[i]);
                double scale = Math.max(Math.abs(expected), Math.min(1, Math.abs(Z[i])));
                assertThat((double) y[i]).as("%s at %s", activation, Z[i]).isCloseTo(expected,
                        within(1e-6 * scale));
            }
        }
    }

    @Test
    void slopes_are_those_of_the_formula_and_at_kinks_those_on_the_left() {
        for (Activation.Elementwise activation : ELEMENTWISE) {
            var y = new float[Z.length];
            var slope = new float[Z.length];
            activation.forward(Z, y, 0, Z.length, 1);
            activation.slope(Z, y, slope, 0, Z.length);
            for (int i = 0; i < Z.length; i++) {
                double expected = ReferenceNetwork.slope(activation, Z[i]);
                assertThat((double) slope[i]).as("%s at %s", activation, Z[i])
                        .isCloseTo(expected, within(2e-6 * Math.max(1, expected)));
            }
        }
    }

    @Test
    void in_double_precision_values_and_slopes_are_those_of_the_formula_too() {
        for (Activation.Elementwise activation : ELEMENTWISE) {
            for (float z : Z) {
                double value = ReferenceNetwork.value(activation, z);
                double slope = ReferenceNetwork.slope(activation, z);
                assertThat(activation.value(z)).as("%s at %s", activation, z)
                        .isCloseTo(value, within(1e-12 * Math.max(1, Math.abs(value))));
                assertThat(activation.slope(z)).as("slope of %s at %s", activation, z)
                        .isCloseTo(slope, within(1e-12 * Math.max(1, Math.abs(slope))));
            }
        }
    }

    @Test
    void where_there_is_no_kink_the_slope_is_smooth() {
        for (Activation.Elementwise activation : ELEMENTWISE) {
            for (double z = -8.0003; z < 8; z += 0.001) {
                double at = z;
                if (Arrays.stream(activation.kinks()).anyMatch(k -> Math.abs(k - at) < 0.001)) {
                    continue;
                }
                double bend = activation.slope(z + 1e-4) - activation.slope(z);
                double step = Math.max(1, Math.abs(activation.slope(z)));
                assertThat(Math.abs(bend)).as("%s at %s", activation, z)
                        .isLessThan(2.1e-4 * step);
            }
        }
    }

    @Test
    void homogeneous_are_those_that_a_factor_passes() {
        for (Activation.Elementwise activation : ELEMENTWISE) {
            boolean passes = Arrays.stream(new double[] {-9, -0.3, 0, 0.2, 8})
                    .allMatch(z -> activation.value(4 * z) == 4 * activation.value(z));
            assertThat(activation.homogeneous()).as("%s", activation).isEqualTo(passes);
        }
    }

    @Test
    void only_the_asked_elements_are_written() {
        for (Activation activation : Members.of(Activation.class, 1)) {
            var y = new float[12];
            activation.forward(new float[] {9, 9, 9, 9, 1, 2, 3, 4, 9, 9, 9, 9}, y, 4, 8, 2);
            assertThat(y).as(activation.toString()).startsWith(0, 0, 0, 0).endsWith(0, 0, 0, 0);
            assertThat(y[5]).as(activation.toString()).isPositive();
        }
    }

    @Test
    void what_is_not_finite_stays_visible() {
        for (Activation activation : Members.of(Activation.class, 1)) {
            var y = new float[2];
            activation.forward(new float[] {Float.NaN, 1}, y, 0, 2, 2);
            assertThat(y[0]).as(activation.toString()).isNaN();
        }
    }

    @Test
    void a_saturating_slope_is_the_largest_and_both_ends_are_flat() {
        for (Activation.Elementwise activation : ELEMENTWISE) {
            double declared = activation.saturatingSlope();
            if (declared == 0) continue;
            DoubleUnaryOperator slope = z -> ReferenceNetwork.slope(activation, z);
            double largest = IntStream.rangeClosed(-4000, 4000).mapToDouble(i -> i / 100.0)
                    .map(slope).max().orElseThrow();
            assertThat(declared).as(activation.toString()).isCloseTo(largest, within(1e-6));
            assertThat(slope.applyAsDouble(40)).isLessThan(declared / 10);
            assertThat(slope.applyAsDouble(-40)).isLessThan(declared / 10);
        }
        assertThat(new Squashing.Sigmoid().saturatingSlope()).isEqualTo(0.25);
        assertThat(new Squashing.Tanh().saturatingSlope()).isEqualTo(1);
        assertThat(new Rectifier.Relu().saturatingSlope()).isZero();
    }

    @Test
    void softmax_rows_are_shares_whatever_the_size_of_their_inputs() {
        var softmax = new Activation.Softmax();
        float[] z = {1, 2, 3, -1e30f, 0, 1e30f, 1000, 1000, 1000, -5000, -5001, -5002};
        var y = new float[z.length];
        softmax.forward(z, y, 0, z.length, 3);
        for (int row = 0; row < z.length; row += 3)
            assertThat(y[row] + y[row + 1] + y[row + 2]).isCloseTo(1, within(3e-7f));
        assertThat(y[2]).isCloseTo((float) (1 / (1 + Math.exp(-1) + Math.exp(-2))), within(1e-7f));
        assertThat(y[5]).isEqualTo(1);
        assertThat(y[6]).isCloseTo(1 / 3f, within(1e-7f));
        assertThat(y[9]).isCloseTo(y[2], within(1e-7f));
    }
}
