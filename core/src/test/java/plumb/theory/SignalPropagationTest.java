package plumb.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.nn.Blueprint;
import plumb.nn.Shape;
import plumb.theory.SignalPropagation.Expected;

class SignalPropagationTest {
    private static final int WIDTH = 256;
    /// Rows of a batch of which more make no difference.
    private static final int MANY = 1_000_000;

    private static List<Expected> layers(String network, Shape inputs, double meanSquare) {
        return SignalPropagation.of(Blueprint.of(network), inputs, Signal.of(meanSquare),
                MANY).layers();
    }

    /// Without what two samples have in common, which is costly.
    private static List<Expected> single(String network) {
        return SignalPropagation.of(Blueprint.of(network), Shape.of(WIDTH),
                new Signal(0, 1, Double.NaN), MANY).layers();
    }

    private static List<Expected> layers(String network) {
        return layers(network, Shape.of(WIDTH), 1);
    }

    @Test
    void gradient_ratios_agree_with_the_table() {
        for (String[] row : Oracle.rows("gradient-ratios.csv")) {
            int depth = Integer.parseInt(row[2]);
            List<Expected> layers = single("dense(256, " + row[0] + ", " + row[1] + ") x " + depth
                    + "; dense(10, softmax, " + row[1] + ")");
            Expected first = layers.getFirst();
            Expected last = layers.get(depth - 1);
            assertThat(first.delta() - last.delta()).as(String.join(" ", row))
                    .isCloseTo(Double.parseDouble(row[3]), within(1e-3));
            assertThat(first.weightGradient() - last.weightGradient())
                    .as("weights: " + String.join(" ", row))
                    .isCloseTo(Double.parseDouble(row[4]), within(1e-3));
        }
    }

    @Test
    void tanh_blocks_grow_as_the_oracle_says() {
        List<Expected> layers = layers(
                "residual(activation(tanh), dense(256, linear, lecun-normal, bias=none)) x 20");
        double q = layers.getLast().y().meanSquare();
        assertThat(q / 14.32337069).isCloseTo(1, within(1e-6));
        double inner = Math.pow(10, layers.getFirst().branchGradient());
        double down = layers.getFirst().deltaRms();
        // The gradient in front of the first block: what skips it and what comes through its branch.
        double before = inner * inner + layers.get(2).deltaRms() * layers.get(2).deltaRms();
        assertThat(before / 66.100195).isCloseTo(1, within(1e-6));
        assertThat(down).isPositive();
    }

    @Test
    void relu_blocks_double_the_gradient() {
        List<Expected> layers = layers(
                "residual(activation(relu), dense(256, linear, he-normal, bias=none)) x 20");
        double inner = Math.pow(10, layers.getFirst().branchGradient());
        double skipped = layers.get(2).deltaRms();
        assertThat((inner * inner + skipped * skipped) / Math.pow(2, 20))
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void a_gain_of_0_lets_the_gradient_pass_unchanged() {
        List<Expected> layers = layers(
                "residual(dense(256, relu, he-normal), gain=0) x 9; dense(1)");
        assertThat(layers.getFirst().branchGradient()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(layers.get(1).delta()).isEqualTo(layers.get(17).delta());
        assertThat(layers.get(1).y().rms()).isCloseTo(1, within(1e-12));
    }

    @Test
    void batch_normalized_layers_grow_by_their_rates() {
        growth("linear", 1);
        growth("sigmoid", 1.033592);
        growth("tanh", 1.177807);
        growth("silu", 1.212081);
        growth("leaky-relu(0.1)", 1.342783);
        growth("gelu", 1.318845);
        growth("relu", Math.PI / (Math.PI - 1));
    }

    private static void growth(String activation, double rate) {
        List<Expected> layers = layers("dense(256, linear, normal(3)); batch-norm(eps=1e-12);"
                + "activation(" + activation + "); dense(256, linear, normal(3));"
                + "batch-norm(eps=1e-12); activation(" + activation
                + "); dense(256, linear, normal(3));"
                + "batch-norm(eps=1e-12); activation(" + activation + "); dense(1)");
        double ratio = layers.get(3).deltaRms() / layers.get(6).deltaRms();
        assertThat(ratio * ratio).as(activation).isCloseTo(rate, within(1e-5));
    }

    /// Simulated by others: 2.02, 1.55, 1.204, 1.071 for linear layers and 1.514 for ReLU.
    @Test
    void few_rows_make_batch_normalized_layers_grow_more() {
        growth("linear", 2, 4);
        growth("linear", 1.5, 5);
        growth("linear", 1.2, 8);
        growth("linear", 14 / 13.0, 16);
        growth("relu", 1.514, 32);
    }

    private static void growth(String activation, double rate, int batch) {
        String block = "dense(256, linear, normal(3)); batch-norm(eps=1e-12); activation("
                + activation + "); ";
        var layers = SignalPropagation.of(Blueprint.of(block.repeat(3) + "dense(1)"),
                Shape.of(WIDTH), Signal.of(1), batch).layers();
        double ratio = Math.pow(10, 2 * (layers.get(3).delta() - layers.get(6).delta()));
        assertThat(ratio).as(activation).isCloseTo(rate, within(0.005));
    }

    @Test
    void batches_that_are_too_small_are_told() {
        String text = "dense(8); batch-norm; dense(1)";
        var few = SignalPropagation.of(Blueprint.of(text), Shape.of(4), Signal.of(1), 3);
        assertThat(few.limits()).containsExactly("2: batches of 3 rows: no theory here");
        assertThat(few.layers().getFirst().delta()).isNaN();
        assertThat(SignalPropagation.of(Blueprint.of(text), Shape.of(4), Signal.of(1), 32).limits())
                .isEmpty();
    }

    @Test
    void zeros_around_an_image_are_told() {
        assertThat(limits("conv2d(8, 3); flatten; dense(2)")).singleElement().asString()
                .startsWith("1: the zeros around the image");
        assertThat(limits("conv2d(8, 3, padding=valid); conv2d(8, 1); flatten; dense(2)"))
                .isEmpty();
    }

    private static List<String> limits(String network) {
        return SignalPropagation.of(Blueprint.of(network), Shape.of(6, 6, 1), Signal.of(1), MANY)
                .limits();
    }

    @Test
    void widths_count_by_the_way_they_are_used() {
        List<Expected> layers = layers(
                "dense(100, linear, normal(0.1)); dense(400, linear, normal(0.1)); dense(50)",
                Shape.of(9), 2);
        assertThat(layers.get(0).y().rms()).isCloseTo(Math.sqrt(9 * 0.01 * 2), within(1e-12));
        assertThat(layers.get(1).y().rms())
                .isCloseTo(Math.sqrt(100 * 0.01 * 0.18), within(1e-12));
        assertThat(layers.get(0).deltaRms() / layers.get(1).deltaRms()).isCloseTo(2, within(1e-12));
    }

    @Test
    void the_border_of_an_image_has_fewer_terms() {
        List<Expected> layers = layers("conv2d(8, 3, linear, normal(0.1)); conv2d(4, 3); flatten",
                Shape.of(5, 5, 2), 1);
        // 13 of 15 places along a side lie in the image.
        double terms = 2 * 13 * 13 / 25.0;
        assertThat(layers.get(0).y().rms()).isCloseTo(Math.sqrt(terms * 0.01), within(1e-12));
        double uses = 4 * 13 * 13 / 25.0;
        double weight = 2.0 / (9 * 8 + 9 * 4);
        assertThat(layers.get(0).deltaRms() / layers.get(1).deltaRms())
                .isCloseTo(Math.sqrt(uses * weight), within(1e-12));
    }

    @Test
    void narrow_relu_networks_spread() {
        List<Expected> layers = single(
                "dense(256, relu, he-normal) x 50; dense(1, linear, he-normal)");
        double decades = layers.getFirst().spread();
        assertThat(decades).isCloseTo(Math.sqrt(50 * 5 / 256.0) / (2 * Math.log(10)), within(0.01));
        assertThat(
                layers("dense(64, linear, orthogonal) x 9; dense(1, linear, orthogonal)").getFirst()
                        .spread())
                .isLessThan(0.01);
    }

    @Test
    void correlations_of_relu_are_those_of_its_map() {
        List<Expected> layers = layers("dense(256, relu, he-normal) x 11; dense(1)");
        assertThat(layers.getFirst().correlation()).isZero();
        assertThat(layers.get(1).correlation()).isCloseTo(0.3183098862, within(1e-8));
        assertThat(layers.get(10).correlation()).isCloseTo(0.8715355160, within(1e-8));
    }

    @Test
    void where_theory_cannot_tell_it_says_so() {
        var sequence = SignalPropagation.of(
                Blueprint.of("dropout(0.1); lstm(8); last; dense(2, softmax)"), Shape.of(12, 3),
                Signal.of(1), MANY);
        assertThat(sequence.limits()).anyMatch(l -> l.startsWith("2: "));
        assertThat(sequence.layers().get(0).delta()).isNaN();
        assertThat(sequence.layers().get(1).delta()).isFinite();
        var ones = SignalPropagation.of(Blueprint.of("dense(8, relu, ones); dense(1)"),
                Shape.of(3), Signal.of(1), MANY);
        assertThat(ones.limits()).singleElement().asString().contains("ones");
    }

    /// Simulated: 0.84 decades.
    @Test
    void networks_that_differ_more_than_the_formula_holds_are_told() {
        var saturated = SignalPropagation.of(Blueprint.of(
                "dense(64, tanh, he-normal, bias=constant(10)) x 3; dense(10)"),
                Shape.of(64), Signal.of(1), 32);
        assertThat(saturated.layers().getFirst().spread()).isBetween(0.5, 3.0);
        assertThat(saturated.limits()).anyMatch(l -> l.startsWith("3: networks drawn alike"));
        assertThat(SignalPropagation.of(Blueprint.of("dense(64, tanh) x 3; dense(1, sigmoid)"),
                Shape.of(1), Signal.of(1), 32).limits()).isEmpty();
    }

    @Test
    void where_slopes_end_gradients_are_0_or_it_is_told() {
        var dead = SignalPropagation.of(Blueprint.of("dense(64, relu, he-normal,"
                + " bias=constant(-100)); dense(64, relu, he-normal); dense(1)"), Shape.of(256),
                Signal.of(1), 32);
        assertThat(dead.layers().getFirst().delta()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(dead.layers().getFirst().spread()).isFinite();
        assertThat(dead.limits()).isEmpty();
        var steep = SignalPropagation.of(Blueprint.of("dense(64, exponential, normal(1));"
                + " dense(1)"), Shape.of(256), Signal.of(1), 32);
        assertThat(steep.layers().getFirst().delta()).isNaN();
        assertThat(steep.limits()).containsExactly("1: slopes beyond a double: no theory here");
        for (String norm : List.of("batch-norm", "layer-norm")) {
            var endless = SignalPropagation.of(Blueprint.of("dense(64, exponential, normal(2)); "
                    + norm + "; dense(64, relu); dense(1)"), Shape.of(256), Signal.of(1), 32);
            assertThat(endless.layers().getFirst().y().meanSquare()).isInfinite();
            assertThat(endless.limits()).as(norm)
                    .contains("2: values beyond a double: no theory here");
        }
    }
}
