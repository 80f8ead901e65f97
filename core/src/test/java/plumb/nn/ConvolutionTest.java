package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import plumb.math.Rng;
import plumb.math.Tensor;
import plumb.text.InputError;

class ConvolutionTest {
    @Test
    void shapes_are_those_of_keras() {
        assertGives("conv2d(4, 3)", "7x5x4", 7, 5, 2);
        assertGives("conv2d(4, 3, stride=2)", "4x3x4", 7, 5, 2);
        assertGives("conv2d(4, 3, padding=valid)", "5x3x4", 7, 5);
        assertGives("conv2d(4, 3, stride=2, padding=valid)", "3x2x4", 7, 5, 2);
        assertGives("max-pool(2)", "3x2x2", 7, 5, 2);
        assertGives("average-pool(3)", "2x1x1", 7, 5);
        assertGives("global-average-pool", "2", 7, 5, 2);
    }

    private static void assertGives(String layer, String outputs, int... inputs) {
        assertThat(Layer.of(layer).outputs(Shape.of(inputs))).as(layer).hasToString(outputs);
    }

    @Test
    void what_is_no_image_or_too_small_is_refused() {
        refuses("conv2d(2, 3)", "needs images of height x width x channels, but a row has 12", 12);
        refuses("max-pool(2)", "reshape(height, width, channels) makes one", 2, 2, 2, 2);
        refuses("conv2d(2, 3, padding=valid)", "at least 3x3 pixels, but gets 2x4", 2, 4);
        refuses("average-pool(5)", "at least 5x5 pixels, but gets 5x4", 5, 4, 2);
        refuses("conv2d(2, 2147483647)", "windows of 2147483647x2147483647x1 values", 5, 4);
    }

    private static void refuses(String layer, String message, int... inputs) {
        assertThatThrownBy(() -> Layer.of(layer).outputs(Shape.of(inputs)))
                .isInstanceOf(InputError.class)
                .hasMessageContainingAll(layer.substring(0, 6), message);
    }

    @Test
    void the_first_of_equal_values_has_the_gradient_of_a_max_pool() {
        var network = new Network(Blueprint.of("activation(linear); max-pool(2)"),
                Shape.of(2, 4, 1));
        var batch = new Batch(network, new Loss.Mse(), 1, false);
        System.arraycopy(new float[] {1, 3, 2, 2, 3, 0, 2, 2}, 0, batch.inputs(), 0, 8);
        System.arraycopy(new float[] {2, 4}, 0, batch.targets(), 0, 2);
        batch.forward(1);
        assertThat(batch.outputs()).containsExactly(3, 2);
        batch.backward(1, 1);
        Tensor dx = Objects.requireNonNull(batch.frame(1, 1).dx());
        assertThat(dx.data()).startsWith(0, 1, -2, 0, 0, 0, 0, 0);
    }

    @Test
    void each_channel_is_a_unit() {
        var network = new Network(Blueprint.of("conv2d(4, 3, relu); max-pool(2); dense(2)"),
                Shape.of(9, 9)).initialize(3);
        network.parametersOf(0, network.parameters()).getLast().set(0, 2, -1000);
        var batch = new Batch(network, new Loss.Mse(), 5, true);
        Rng rng = new Rng(1, Rng.Stream.DATA, 0);
        for (int i = 0; i < 5 * 81; i++) batch.inputs()[i] = (float) rng.normal();
        batch.forward(5);
        batch.backward(5, 1);
        Tally tally = batch.tallies().getFirst();
        assertThat(tally.units).isEqualTo(4);
        assertThat(tally.rows).isEqualTo(5 * 81);
        assertThat(tally.live).containsExactly(1, 1, 0, 1);
        assertThat(Arrays.copyOf(batch.gradients(), 9 * 4)).isNotEqualTo(new float[36]);
    }
}
