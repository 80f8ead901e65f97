package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Scale;
import plumb.data.Target;
import plumb.nn.Loss;
import plumb.text.InputError;

class EncodingTest {
    private static final Loss ENTROPY = Loss.of("binary-cross-entropy");

    private static Dataset classes(String... names) {
        var of = new int[names.length];
        for (int i = 0; i < of.length; i++) of[i] = i;
        return Dataset.of(new float[of.length], List.of("x"),
                new Target.Classes(of, List.of(names)));
    }

    private static Plan plan(Scale scaleTarget) {
        return Plan.of("dense(1)", "mse", "sgd(0.1)").scaleTarget(scaleTarget);
    }

    private static Dataset values(float... of) {
        return Dataset.of(new float[of.length], List.of("x"), new Target.Values(of));
    }

    @Test
    void a_class_is_a_1_among_0s() {
        var encoding = new Encoding(classes("a", "b", "c"), 3, plan(Scale.NONE));
        float[] t = {9, 9, 9, 9, 9};
        encoding.write(1, t, 1);
        assertThat(t).containsExactly(9, 0, 1, 0, 9);
    }

    @Test
    void the_second_of_two_classes_is_1_on_one_unit() {
        var encoding = new Encoding(classes("no", "yes"), 1, plan(Scale.NONE));
        float[] t = {9, 9};
        encoding.write(0, t, 0);
        encoding.write(1, t, 1);
        assertThat(t).containsExactly(0, 1);
    }

    @Test
    void the_largest_output_or_one_above_a_half_decides() {
        var three = new Encoding(classes("a", "b", "c"), 3, plan(Scale.NONE));
        assertThat(three.decide(new float[] {0, 0.2f, 0.5f, 0.3f}, 1, ENTROPY)).isEqualTo(1);
        assertThat(three.decide(new float[] {0.4f, 0.4f, 0.2f}, 0, ENTROPY)).isZero();
        assertThat(three.decide(new float[] {0.1f, Float.NaN, 0.2f}, 0, ENTROPY)).isEqualTo(-1);
        assertThat(three.decide(new float[] {0.1f, Float.POSITIVE_INFINITY, 0.2f}, 0, ENTROPY))
                .isEqualTo(-1);
        var one = new Encoding(classes("no", "yes"), 1, plan(Scale.NONE));
        assertThat(one.decide(new float[] {0.5f}, 0, ENTROPY)).isZero();
        assertThat(one.decide(new float[] {0.51f}, 0, ENTROPY)).isEqualTo(1);
        assertThat(one.decide(new float[] {Float.NaN}, 0, ENTROPY)).isEqualTo(-1);
    }

    @Test
    void under_the_hinge_loss_the_sign_of_one_output_decides() {
        var hinge = new Loss.Hinge();
        var one = new Encoding(classes("no", "yes"), 1, plan(Scale.NONE));
        assertThat(one.decide(new float[] {-0.1f}, 0, hinge)).isZero();
        assertThat(one.decide(new float[] {0.1f}, 0, hinge)).isEqualTo(1);
        var two = new Encoding(classes("no", "yes"), 2, plan(Scale.NONE));
        assertThat(two.decide(new float[] {-0.1f, -0.3f}, 0, hinge)).isZero();
    }

    /// Errors of 1 and 8 in the user's units are 0.5 and 4 in units of training twice as large, where
    /// the Huber loss with δ = 1 is 0.125 and 3.5; in the user's units, with δ = 2, it is 0.5 and 14.
    @Test
    void losses_of_values_come_back_in_user_units() {
        var encoding = new Encoding(values(3, 7), 1, plan(Scale.STANDARDIZE));
        assertThat(encoding.scaling().factor()[0]).isEqualTo(0.5f);
        assertThat(encoding.lossInUserUnits(Loss.of("mae"), 2.25)).isEqualTo(4.5);
        assertThat(encoding.lossInUserUnits(Loss.of("mse"), 8.125)).isEqualTo(32.5);
        assertThat(encoding.lossInUserUnits(Loss.of("huber"), 1.8125)).isEqualTo(7.25);
        assertThat(encoding.lossInUserUnits(ENTROPY, 0.5)).isEqualTo(0.5);
    }

    @Test
    void values_are_written_in_training_units() {
        var encoding = new Encoding(values(2, 4, 6), 1, plan(Scale.STANDARDIZE));
        var t = new float[3];
        for (int row = 0; row < 3; row++) encoding.write(row, t, row);
        assertThat(t[0]).isCloseTo((float) -Math.sqrt(1.5), within(1e-6f));
        assertThat(t[1]).isZero();
        assertThat(encoding.scaling().undo(t[2], 0)).isCloseTo(6, within(1e-6));
    }

    @Test
    void labels_and_several_numbers_have_a_unit_each() {
        Dataset labels = Dataset.of(new float[2], List.of("x"),
                new Target.Labels(new byte[] {0, 1, 1, 1, 0, 0}, 3));
        var three = new Encoding(labels, 3, plan(Scale.NONE));
        float[] t = {9, 9, 9, 9};
        three.write(0, t, 1);
        assertThat(t).containsExactly(9, 0, 1, 1);
        Dataset numbers = Dataset.of(new float[2], List.of("x"),
                new Target.Values(new float[] {1, 100, 3, 300}, 2));
        var two = new Encoding(numbers, 2, plan(Scale.STANDARDIZE));
        two.write(1, t, 0);
        assertThat(t[0]).isEqualTo(1);
        assertThat(t[1]).isEqualTo(1);
        assertThat(two.scaling().undo(-1, 0)).isEqualTo(1);
        assertThat(two.scaling().undo(-1, 1)).isCloseTo(100, within(1e-5));
        assertThat(two.lossInUserUnits(Loss.of("mse"), 0.5)).isEqualTo(0.5);
        assertRefused(labels, 1, "the last layer has 1 unit, but the target has 3 labels:"
                + " expected 3 units");
        assertRefused(numbers, 1, "the last layer has 1 unit, but the target has 2 numbers:"
                + " expected 2 units");
        assertThatThrownBy(() -> new Encoding(labels, 3, plan(Scale.STANDARDIZE))).hasMessage(
                "data.scale-target is for regression, but the target has labels");
    }

    @Test
    void units_that_do_not_fit_the_target_are_refused() {
        assertRefused(classes("a", "b", "c"), 2,
                "the last layer has 2 units, but the target has 3 classes: expected 3 units");
        assertRefused(classes("a", "b"), 3,
                "the last layer has 3 units, but the target has 2 classes:"
                        + " expected 1 or 2 units");
        assertRefused(classes("a", "b", "c"), 1,
                "the last layer has 1 unit, but the target has 3 classes:"
                        + " expected 3 units");
        assertRefused(values(1, 2), 2,
                "the last layer has 2 units, but the target is one number: expected 1 unit");
        assertThatThrownBy(() -> new Encoding(classes("a", "b"), 1, plan(Scale.STANDARDIZE)))
                .isInstanceOf(InputError.class)
                .hasMessage("data.scale-target is for regression, but the target has classes");
    }

    private static void assertRefused(Dataset data, int width, String message) {
        assertThatThrownBy(() -> new Encoding(data, width, plan(Scale.NONE)))
                .isInstanceOf(InputError.class)
                .hasMessage(message);
    }
}
