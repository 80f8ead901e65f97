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

    private static List<Expected> layers(String network, Shape inputs, double meanSquare) {
        return SignalPropagation.of(Blueprint.of(network), inputs, Signal.of(meanSquare)).layers();
    }

    /// Without what two samples have in common, which is costly.
    private static List<Expected> single(String network) {
        return SignalPropagation.of(Blueprint.of(network), Shape.of(WIDTH),
                new Signal(0, 1, Double.NaN)).layers();
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
            assertThat(Math.log10(first.delta() / last.delta())).as(String.join(" ", row))
                    .isCloseTo(Double.parseDouble(row[3]), within(1e-3));
            assertThat(Math.log10(first.weightGradient() / last.weightGradient()))
                    .as("weights: " + String.join(" ", row))
                    .isCloseTo(Double.parseDouble(row[4]), within(1e-3));
        }
    }

    @Test
    void tanh_blocks_grow_as_the_oracle_says() {
        List<Expected> layers = layers(
                "residual(activation(tanh), dense(256, linear, lecun-normal, bias=none)) x 20");
        double q = layers.getLast().activation();
        assertThat(q * q / 14.32337069).isCloseTo(1, within(1e-6));
        double inner = layers.getFirst().branchGradient();
        double down = layers.getFirst().delta();
        // The gradient in front of the first block: what skips it and what comes through its branch.
        double before = inner * inner + layers.get(2).delta() * layers.get(2).delta();
        assertThat(before / 66.100195).isCloseTo(1, within(1e-6));
        assertThat(down).isPositive();
    }

    @Test
    void relu_blocks_double_the_gradient() {
        List<Expected> layers = layers(
                "residual(activation(relu), dense(256, linear, he-normal, bias=none)) x 20");
        double inner = layers.getFirst().branchGradient();
        double skipped = layers.get(2).delta();
        assertThat((inner * inner + skipped * skipped) / Math.pow(2, 20))
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void a_gain_of_0_lets_the_gradient_pass_unchanged() {
        List<Expected> layers = layers(
                "residual(dense(256, relu, he-normal), gain=0) x 9; dense(1)");
        assertThat(layers.getFirst().branchGradient()).isZero();
        assertThat(layers.get(1).delta()).isEqualTo(layers.get(17).delta());
        assertThat(layers.get(1).activation()).isCloseTo(1, within(1e-12));
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
        double ratio = layers.get(3).delta() / layers.get(6).delta();
        assertThat(ratio * ratio).as(activation).isCloseTo(rate, within(1e-5));
    }

    @Test
    void widths_count_by_the_way_they_are_used() {
        List<Expected> layers = layers(
                "dense(100, linear, normal(0.1)); dense(400, linear, normal(0.1)); dense(50)",
                Shape.of(9), 2);
        assertThat(layers.get(0).activation()).isCloseTo(Math.sqrt(9 * 0.01 * 2), within(1e-12));
        assertThat(layers.get(1).activation())
                .isCloseTo(Math.sqrt(100 * 0.01 * 0.18), within(1e-12));
        assertThat(layers.get(0).delta() / layers.get(1).delta()).isCloseTo(2, within(1e-12));
    }

    @Test
    void the_border_of_an_image_has_fewer_terms() {
        List<Expected> layers = layers("conv2d(8, 3, linear, normal(0.1)); conv2d(4, 3); flatten",
                Shape.of(5, 5, 2), 1);
        // 13 of 15 places along a side lie in the image.
        double terms = 2 * 13 * 13 / 25.0;
        assertThat(layers.get(0).activation()).isCloseTo(Math.sqrt(terms * 0.01), within(1e-12));
        double uses = 4 * 13 * 13 / 25.0;
        double weight = 2.0 / (9 * 8 + 9 * 4);
        assertThat(layers.get(0).delta() / layers.get(1).delta())
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
                Signal.of(1));
        assertThat(sequence.limits()).anyMatch(l -> l.startsWith("2: "));
        assertThat(sequence.layers().get(0).delta()).isNaN();
        assertThat(sequence.layers().get(1).delta()).isFinite();
        var ones = SignalPropagation.of(Blueprint.of("dense(8, relu, ones); dense(1)"),
                Shape.of(3), Signal.of(1));
        assertThat(ones.limits()).singleElement().asString().contains("ones");
    }
}
