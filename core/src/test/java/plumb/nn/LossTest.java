package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import plumb.text.InputError;

/// Losses on small numbers, worked by hand from the formulas of Keras 3.
class LossTest {
    private static double mean(String loss, float[] y, float[] t, int width) {
        return Loss.of(loss).sum(y, t, 0, y.length, width) / (y.length / (double) width);
    }

    private static float[] gradient(String loss, float[] y, float[] t, int width) {
        var dy = new float[y.length];
        Loss.of(loss).gradient(y, t, 1, dy, 0, y.length, width);
        return dy;
    }

    /// The examples of the documentation of Keras: targets 0, 1, 0, 0 and outputs 0.6, 0.4, 0.4, 0.6.
    @Test
    void two_rows_have_the_losses_of_keras() {
        float[] t = {0, 1, 0, 0};
        float[] y = {0.6f, 0.4f, 0.4f, 0.6f};
        assertThat(mean("huber", y, t, 2)).isCloseTo(0.155, within(1e-7));
        assertThat(mean("hinge", y, t, 2)).isCloseTo(1.3, within(1e-7));
        assertThat(mean("mse", y, t, 2)).isCloseTo(0.31, within(1e-7));
        assertThat(mean("mae", y, t, 2)).isCloseTo(0.55, within(1e-7));
    }

    /// Errors 0.5, −0.5, 1, −3 and 10 under δ = 1: 0.125, 0.125, 0.5, 2.5 and 9.5.
    @Test
    void the_huber_loss_is_square_up_to_delta_and_straight_beyond() {
        float[] t = {0, 0, 0, 0, 0};
        float[] y = {0.5f, -0.5f, 1, -3, 10};
        assertThat(mean("huber", y, t, 1)).isCloseTo(12.75 / 5, within(1e-12));
        assertThat(gradient("huber", y, t, 1)).containsExactly(0.5f, -0.5f, 1, -1, 1);
        assertThat(mean("huber(4)", y, t, 1))
                .isCloseTo((0.125 + 0.125 + 0.5 + 4.5 + 32) / 5, within(1e-12));
        assertThat(gradient("huber(4)", y, t, 5))
                .containsExactly(0.1f, -0.1f, 0.2f, -0.6f, 0.8f);
        assertThat(mean("huber", new float[] {Float.NaN}, t, 1)).isNaN();
        assertThatThrownBy(() -> Loss.of("huber(0)")).isInstanceOf(InputError.class)
                .hasMessageContaining("delta must be positive, got 0");
    }

    @Test
    void the_hinge_loss_leaves_outputs_beyond_the_margin_alone() {
        float[] t = {1, 1, 1, 0, 0, 0};
        float[] y = {2, 1, 0.25f, -2, -0.5f, 3};
        assertThat(mean("hinge", y, t, 1)).isCloseTo((0 + 0 + 0.75 + 0 + 0.5 + 4) / 6,
                within(1e-12));
        assertThat(gradient("hinge", y, t, 1)).containsExactly(0, 0, -1, 0, 1, 1);
        assertThat(mean("hinge", new float[] {Float.NaN}, t, 1)).isNaN();
    }

    @Test
    void only_the_hinge_loss_parts_classes_at_0() {
        assertThat(Loss.of("hinge").boundary()).isZero();
        assertThat(Loss.of("huber").boundary()).isEqualTo(0.5f);
        assertThat(Loss.of("binary-cross-entropy").boundary()).isEqualTo(0.5f);
    }
}
