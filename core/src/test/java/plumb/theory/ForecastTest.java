package plumb.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.nn.Blueprint;
import plumb.nn.Shape;

class ForecastTest {
    private static Forecast of(String network) {
        return Forecast.of(Blueprint.of(network), Shape.of(256), Signal.of(1), 32);
    }

    private static List<String> warnings(String network) {
        return of(network).warnings().stream().map(Forecast.Warning::id).toList();
    }

    @Test
    void each_warning_has_a_network_that_gets_it() {
        assertThat(warnings("dense(256, sigmoid) x 9; dense(10, softmax)"))
                .contains("vanishing-gradient", "too-deep", "correlation-collapse");
        assertThat(warnings("dense(256, relu, normal(1)) x 4; dense(10, softmax)"))
                .contains("exploding-gradient", "poor-initialization");
        assertThat(warnings("dense(4, relu, he-normal) x 9; dense(1)"))
                .contains("born-dead", "narrow");
        assertThat(warnings("dense(256, relu, lecun-normal) x 6; dense(1)"))
                .containsExactly("off-critical");
        assertThat(warnings("dense(256, relu, he-normal) x 9; dense(10, softmax)")).isEmpty();
        assertThat(of("dense(256, relu, he-normal) x 9; dense(10, softmax)").change()).isEmpty();
    }

    /// The rule of the finding: depth is blamed for the difference that is lost between hidden layers.
    @Test
    void rows_that_are_alike_in_the_data_are_not_put_down_to_depth() {
        String network = "dense(256, tanh, lecun-normal) x 9; dense(10, softmax)";
        var alike = Forecast.of(Blueprint.of(network), Shape.of(256), new Signal(0.5, 1, 0.9999),
                32);
        assertThat(alike.propagation().layers().get(8).correlation())
                .isGreaterThan(Collapse.THRESHOLD);
        assertThat(alike.warnings()).isEmpty();
        assertThat(of("dense(256, relu, he-normal) x 100; dense(1)").warnings())
                .singleElement().satisfies(w -> {
                    assertThat(w.id()).isEqualTo("correlation-collapse");
                    assertThat(w.value()).isGreaterThan(Collapse.THRESHOLD);
                    assertThat(w.threshold()).isEqualTo(Collapse.THRESHOLD);
                });
    }

    @Test
    void a_change_of_the_hidden_layers_helps_also_where_the_output_is_like_them() {
        assertThat(of("dense(10, sigmoid) x 12").change()).hasValueSatisfying(
                change -> assertThat(Math.abs(change.decades())).isLessThan(1));
    }

    @Test
    void where_gradients_explode_the_depth_scale_is_that_of_correlations() {
        Rate rate = of("dense(256, tanh, normal(0.125), bias=normal(0.22360679774997896)) x 30;"
                + " dense(1)").rate().orElseThrow();
        assertThat(rate.phase()).isEqualTo(MeanField.Phase.CHAOTIC);
        assertThat(rate.depthScale()).isCloseTo(6.98027, within(1e-4));
        assertThat(rate.trainableDepth()).isCloseTo(6 * 6.98027, within(1e-3));
        Rate ordered = of("dense(256, sigmoid) x 3; dense(1)").rate().orElseThrow();
        assertThat(ordered.depthScale()).isCloseTo(-1 / (2 * Math.log(0.2360523390)), within(1e-6));
    }

    @Test
    void the_longest_row_of_equal_dense_layers_has_a_rate_whatever_else_there_is() {
        double plain = of("dense(64, tanh, he-normal) x 4; dense(1)").rate().orElseThrow().chi();
        for (String network : List.of(
                "dense(64, tanh, he-normal); dropout(0.1); dense(64, tanh, he-normal) x 4; dense(1)",
                "dense(64, tanh, he-normal) x 4; residual(dense(64, relu), dense(64, relu)); dense(1)",
                "residual(dense(256, relu), dense(256, relu)); dense(64, tanh, he-normal) x 4; layer-norm; dense(1)",
                "dense(64, linear, he-normal); activation(tanh); dense(64, linear, he-normal);"
                        + " activation(tanh); dense(64, linear, he-normal); activation(tanh);"
                        + " dense(64, linear, he-normal); activation(tanh); dense(1)")) {
            Rate rate = of(network).rate().orElseThrow();
            assertThat(rate.layers()).as(network).isEqualTo(4);
            assertThat(rate.chi()).as(network).isCloseTo(plain, within(1e-9));
        }
    }

    @Test
    void where_there_is_no_rate_the_reason_is_told() {
        noRate("dense(64, relu); dense(16, relu); dense(64, relu); dense(1)", "follow one another");
        noRate("dense(64, relu); batch-norm; dense(64, relu); dense(1)", "follow one another");
        noRate("dense(64, relu, he-normal, bias=ones) x 4; dense(1)", "biases are drawn by ones");
        noRate("dense(64, relu, rai) x 4; dense(1)", "rai");
        noRate("dense(64, softmax) x 4; dense(1)", "softmax");
        noRate("dense(64, exponential, he-normal) x 4; dense(1)",
                "the gradients of dense(64, exponential");
    }

    private static void noRate(String network, String why) {
        Forecast forecast = of(network);
        assertThat(forecast.rate()).as(network).isEmpty();
        assertThat(forecast.noRate()).contains(why);
    }

    @Test
    void without_a_rate_the_profile_says_where_a_format_ends() {
        Forecast forecast = of("dense(64, sigmoid); dropout(0.1); ".repeat(20) + "dense(1)");
        assertThat(forecast.rate()).isEmpty();
        var layers = forecast.propagation().layers();
        int lost = Integer.parseInt(forecast.lostIn(Precision.FLOAT16).orElseThrow());
        assertThat(layers.get(lost - 1).deltaRms()).isLessThan(Math.pow(2, -24));
        assertThat(layers.get(lost).deltaRms()).isGreaterThan(Math.pow(2, -24));
        assertThat(forecast.lostIn(Precision.FLOAT32)).isEmpty();
    }

    @Test
    void views_are_no_hidden_layers_and_a_closed_branch_loses_nothing() {
        var images = Forecast.of(
                Blueprint.of("flatten; dense(16, tanh, standard); dense(10, softmax)"),
                Shape.of(8, 8, 3), Signal.of(1), 32);
        assertThat(images.decades()).isNaN();
        Forecast closed = of("residual(dense(256, relu), gain=0) x 9; dense(1)");
        assertThat(closed.decades()).isNaN();
        assertThat(closed.warnings()).isEmpty();
    }

    @Test
    void the_formula_of_dying_relus_is_not_applied_where_it_does_not_hold() {
        assertThat(of("dense(2, relu, rai, bias=rai) x 10; dense(1)").bornDead()).isZero();
        assertThat(of("dense(2, relu, he-normal, bias=ones) x 10; dense(1)").bornDead()).isZero();
        assertThat(of("dense(2, relu, he-normal) x 10; dense(1)").bornDead())
                .isCloseTo(0.943686, within(1e-6));
    }

    @Test
    void a_branch_that_hardly_counts_hardly_spreads() {
        var layers = SignalPropagation.ofGradients(
                Blueprint.of("residual(dense(32, relu, he-normal), gain=0.1) x 50; dense(1)"),
                Shape.of(32), Signal.of(1), 32).layers();
        double output = layers.get(layers.size() - 2).spread();
        assertThat(layers.getFirst().spread() - output).isLessThan(0.1);
    }

    @Test
    void behind_what_theory_cannot_tell_gradients_are_absent() {
        var layers = SignalPropagation.of(
                Blueprint.of("dense(16, softmax); dense(64, sigmoid) x 3; dense(2, softmax)"),
                Shape.of(5), Signal.of(1), 32);
        assertThat(layers.layers().get(1).delta()).isNaN();
        assertThat(SignalPropagation.of(Blueprint.of("dense(8, softmax); dense(2, softmax)"),
                Shape.of(4), Signal.of(1), 32).limits()).singleElement().asString()
                .startsWith("1: ");
    }

    @Test
    void small_fixed_points_are_found() {
        var field = new MeanField(Oracle.activation("tanh"), 0.5, 1e-10);
        assertThat(field.reachedFrom(1).orElseThrow()).isCloseTo(2e-10, within(1e-14));
        assertThat(field.chi(2e-10)).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void without_variance_the_jacobian_is_the_limit() {
        var relu = Oracle.activation("relu");
        assertThat(JacobianSpectrum.of(relu, 1, 0, 10, false).largest())
                .isCloseTo(JacobianSpectrum.of(relu, 1, 1, 10, false).largest(), within(1e-9));
    }

    private static final String FIXUP = "dense(64, relu, he-normal); residual(dense(64, relu,"
            + " he-normal), dense(64, relu, zeros)) x 3; dense(10)";

    @Test
    void weights_that_are_zeros_by_design_are_no_underflow_and_no_collapse() {
        assertThat(warnings("dense(64, relu, he-normal) x 3; dense(10, softmax, zeros)")).isEmpty();
        assertThat(warnings(FIXUP)).isEmpty();
        assertThat(warnings("dense(64, relu, normal(1e-30)) x 3; dense(10, softmax, zeros)"))
                .contains("underflow");
    }

    @Test
    void a_format_ends_only_where_the_gradient_does_not_come_back() {
        Forecast back = of("dense(64, sigmoid); residual(dense(64, sigmoid, normal(2e-45)),"
                + " dense(64, sigmoid, normal(2e-45))); dense(1)");
        assertThat(back.propagation().layers().get(1).deltaRms()).isBetween(1e-300, 1e-45);
        assertThat(back.lostIn(Precision.FLOAT32)).isEmpty();
        assertThat(of(FIXUP).lostIn(Precision.FLOAT16)).isEmpty();
        assertThat(of("dense(64, relu); dropout(0.1); dense(10, softmax, zeros)")
                .lostIn(Precision.FLOAT16)).isEmpty();
    }

    @Test
    void a_critical_row_loses_nothing_at_any_depth() {
        Rate rate = of("dense(256, relu, normal(0.08838834)) x 9; dense(1)").rate().orElseThrow();
        assertThat(rate.phase()).isEqualTo(MeanField.Phase.CRITICAL);
        assertThat(rate.lostDepth(Precision.FLOAT16)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void without_the_rows_there_is_a_rate_of_dense_layers_activations_and_views_alone() {
        assertThat(Rate.of(Blueprint.of("flatten; dense(64, linear); activation(tanh);"
                + " dense(64, linear); activation(tanh); dense(1)"))).isPresent();
        for (String other : List.of("dropout(0.1)", "batch-norm", "residual(dense(64, relu))")) {
            assertThat(Rate.of(Blueprint.of("dense(64, tanh) x 4; " + other + "; dense(1)")))
                    .as(other).isEmpty();
        }
    }
}
