package plumb.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static plumb.theory.MeanField.Phase.CHAOTIC;
import static plumb.theory.MeanField.Phase.CRITICAL;
import static plumb.theory.MeanField.Phase.ORDERED;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeanFieldTest {
    @Test
    void critical_points_agree_with_the_table_and_with_its_stability() {
        for (String[] row : Oracle.rows("critical.csv")) {
            var phi = Oracle.activation(row[0]);
            double fixed = Double.parseDouble(row[2]);
            double slope = Double.parseDouble(row[4]);
            var point = MeanField.critical(phi, Double.parseDouble(row[1])).stream()
                    .filter(c -> Math.abs(c.point().variance() / fixed - 1) < 1e-6).findFirst();
            assertThat(point).as("%s, biases %s", row[0], row[1]).hasValueSatisfying(c -> {
                assertThat(c.weightVariance() / Double.parseDouble(row[3]))
                        .isCloseTo(1, within(1e-6));
                if (Math.abs(slope - 1) > 0.002) {
                    assertThat(c.point().stable()).as("%s %s", row[0], row[1])
                            .isEqualTo(slope < 1);
                }
            });
        }
    }

    @Test
    void critical_points_without_biases() {
        assertThat(weights("linear")).singleElement().satisfies(
                w -> assertThat(w).isCloseTo(1, within(1e-12)));
        assertThat(weights("tanh").getFirst()).isCloseTo(1, within(1e-9));
        assertThat(weights("selu").getFirst()).isCloseTo(0.476771018, within(1e-8));
        assertThat(weights("relu")).singleElement().satisfies(
                w -> assertThat(w).isCloseTo(2, within(1e-12)));
        assertThat(weights("softplus")).isEmpty();
        var sigmoid = MeanField.critical(Oracle.activation("sigmoid"), 0);
        assertThat(sigmoid).singleElement().satisfies(c -> {
            assertThat(c.point().variance() / 45.6242778).isCloseTo(1, within(1e-8));
            assertThat(c.weightVariance() / 103.007554).isCloseTo(1, within(1e-8));
        });
        for (String name : List.of("gelu", "silu")) {
            var first = MeanField.critical(Oracle.activation(name), 0).getFirst();
            assertThat(first.weightVariance()).isCloseTo(4, within(1e-9));
            assertThat(first.point().stable()).as(name).isFalse();
        }
    }

    private static List<Double> weights(String name) {
        return MeanField.critical(Oracle.activation(name), 0).stream()
                .map(MeanField.Critical::weightVariance).toList();
    }

    @Test
    void a_fixed_point_has_the_oracles_chi() {
        var tanh = new MeanField(Oracle.activation("tanh"), 2, 0);
        double q = tanh.reachedFrom(1).orElseThrow();
        assertThat(q).isCloseTo(0.6179647698, within(1e-8));
        assertThat(tanh.chi(q)).isCloseTo(1.1055288204, within(1e-8));
        var sigmoid = new MeanField(Oracle.activation("sigmoid"), 1, 0);
        double s = sigmoid.reachedFrom(1).orElseThrow();
        assertThat(Math.sqrt(sigmoid.chi(s))).isCloseTo(0.2360523390, within(1e-8));
    }

    /// tanh with σb² = 0.05: σw², q*, χ, ξ, c*, χ at c*, its ξ.
    private static final double[][] TANH = {
            {1.0, 0.1935925202, 0.7590316472, 3.62698, 1, 0.75903165, 3.62698},
            {1.25, 0.2920543017, 0.8632395906, 6.79981, 1, 0.86323959, 6.79981},
            {1.5, 0.4180372005, 0.9386362682, 15.79099, 1, 0.93863627, 15.79099},
            {1.7, 0.5330756279, 0.9867408090, 74.91827, 1, 0.98674081, 74.91827},
            {1.8, 0.5941321720, 1.0082231444, -122.107, 0.9504105464, 0.99208139, 125.784},
            {2.0, 0.7217618727, 1.0476659996, -21.4754, 0.7440824195, 0.96111479, 25.2134},
            {2.5, 1.0639583774, 1.1335156987, -7.97932, 0.4468042323, 0.91871677, 11.7956},
            {3.0, 1.4280084622, 1.2089344241, -5.27039, 0.2993176418, 0.89540472, 9.05146},
            {4.0, 2.1954939280, 1.3424024144, -3.39604, 0.1650649617, 0.86652799, 6.98027}};

    @Test
    void both_phases_of_tanh_have_the_oracles_depth_scales() {
        for (double[] row : TANH) {
            var field = new MeanField(Oracle.activation("tanh"), row[0], 0.05);
            double q = field.reachedFrom(1).orElseThrow();
            double c = field.reachedCorrelation(q);
            assertThat(q).as("q* at %s", row[0]).isCloseTo(row[1], within(1e-9));
            assertThat(field.chi(q)).isCloseTo(row[2], within(1e-9));
            assertThat(MeanField.depthScale(field.chi(q)) / row[3]).isCloseTo(1, within(1e-5));
            assertThat(c).as("c* at %s", row[0]).isCloseTo(row[4], within(1e-7));
            assertThat(field.chi(q, c)).isCloseTo(row[5], within(1e-7));
            assertThat(MeanField.depthScale(field.chi(q, c)) / row[6])
                    .isCloseTo(1, within(1e-5));
            assertThat(field.phase(q)).isEqualTo(row[0] < 1.76 ? ORDERED : CHAOTIC);
        }
        var edge = MeanField.critical(Oracle.activation("tanh"), 0.05).getFirst();
        var field = new MeanField(Oracle.activation("tanh"), edge.weightVariance(), 0.05);
        assertThat(field.phase(edge.point().variance())).isEqualTo(CRITICAL);
    }

    /// ξ_q of tanh with σb² = 0.05.
    private static final double[][] SIGNAL = {{1.0, 1.74763}, {1.25, 1.80042}, {1.5, 1.68283},
            {1.7, 1.55825}, {1.8, 1.49788}, {2.0, 1.38798}, {2.5, 1.17987}, {3.0, 1.04146},
            {4.0, 0.87329}};

    @Test
    void the_signal_settles_at_the_oracles_depth_scales() {
        for (double[] row : SIGNAL) {
            var field = new MeanField(Oracle.activation("tanh"), row[0], 0.05);
            double slope = field.slope(field.reachedFrom(1).orElseThrow());
            assertThat(MeanField.depthScale(slope)).isCloseTo(row[1], within(1e-5));
        }
        assertThat(new MeanField(Oracle.activation("relu"), 2, 0).slope(3))
                .isCloseTo(1, within(1e-12));
        var elu = new MeanField(Oracle.activation("elu"), 1.5, 0.1);
        assertThat(elu.slope(2)).isCloseTo((elu.next(2.001) - elu.next(1.999)) / 0.002,
                within(1e-7));
        assertThat(new MeanField(Oracle.activation("tanh"), 0.5, 0).slope(0))
                .isCloseTo(0.5, within(1e-9));
    }

    @Test
    void fixed_points_of_very_large_weights_are_found() {
        var tanh = new MeanField(Oracle.activation("tanh"), 1e12, 0);
        assertThat(tanh.reachedFrom(1).orElseThrow() / 1e12).isCloseTo(1, within(1e-5));
        var erfLike = new MeanField(Oracle.activation("hard-tanh"), 1e20, 1e19);
        assertThat(erfLike.reachedFrom(1).orElseThrow() / 1.1e20).isCloseTo(1, within(1e-8));
    }

    @Test
    void relu_correlations_are_those_of_the_closed_form() {
        var relu = new MeanField(Oracle.activation("relu"), 2, 0);
        double c = 0;
        double exact = 0;
        for (int layer = 1; layer <= 10; layer++) {
            c = relu.nextCorrelation(1, c);
            exact = (Math.sqrt(1 - exact * exact) + exact * (Math.PI - Math.acos(exact)))
                    / Math.PI;
            assertThat(c).isCloseTo(exact, within(1e-9));
            if (layer == 1) assertThat(c).isCloseTo(0.3183098862, within(1e-9));
            if (layer == 2) assertThat(c).isCloseTo(0.4937310902, within(1e-9));
        }
        assertThat(c).isCloseTo(0.8715355160, within(1e-9));
        assertThat(relu.chi(1, 0.5)).isCloseTo(2 * (Math.PI - Math.acos(0.5)) / (2 * Math.PI),
                within(1e-9));
    }

    /// χ at the critical point is 1 but for rounding.
    @Test
    void depth_scales_are_infinite_where_the_phase_is_critical() {
        for (var field : List.of(new MeanField(Oracle.activation("tanh"), 1, 0),
                new MeanField(Oracle.activation("relu"), 2, 0))) {
            double q = field.reachedFrom(1).orElseThrow();
            assertThat(MeanField.depthScale(field.chi(q))).isInfinite().isPositive();
            assertThat(field.phase(q)).isEqualTo(CRITICAL);
        }
        assertThat(MeanField.depthScale(1 + 1e-5)).isCloseTo(-1e5, within(1.0));
    }

    @Test
    void inputs_that_keep_nothing_in_common_are_uncorrelated() {
        var selu = new MeanField(Oracle.activation("selu"), 1, 0);
        assertThat(selu.reachedCorrelation(1)).isZero();
    }

    @Test
    void what_has_no_fixed_point_reaches_none() {
        var linear = new MeanField(Oracle.activation("linear"), 2, 0);
        assertThat(linear.reachedFrom(1)).isEmpty();
        var relu = new MeanField(Oracle.activation("relu"), 2, 0);
        assertThat(relu.reachedFrom(3)).hasValue(3);
        var shrinking = new MeanField(Oracle.activation("relu"), 1, 0);
        assertThat(shrinking.reachedFrom(3)).hasValue(0);
        assertThat(shrinking.chi(0)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void selu_keeps_mean_0_and_variance_1_and_comes_back_to_them() {
        var selu = Oracle.activation("selu");
        double h = 1e-5;
        Moments up = Moments.of(selu, 0, 1 + h);
        Moments down = Moments.of(selu, 0, 1 - h);
        double variance = (up.meanSquare() - up.mean() * up.mean() - down.meanSquare()
                + down.mean() * down.mean()) / (2 * h);
        assertThat(variance).isCloseTo(0.7826479, within(1e-6));
        assertThat((up.mean() - down.mean()) / (2 * h)).isCloseTo(0.0888348, within(1e-6));
    }

    @Test
    void a_signal_beyond_all_numbers_comes_back_if_large_ones_do() {
        double endless = Double.POSITIVE_INFINITY;
        var tanh = new MeanField(Oracle.activation("tanh"), 2, 0);
        assertThat(tanh.reachedFrom(endless).orElseThrow()).isCloseTo(0.6179647698, within(1e-8));
        assertThat(new MeanField(Oracle.activation("relu"), 1, 0).reachedFrom(endless)).hasValue(0);
        assertThat(new MeanField(Oracle.activation("relu"), 3, 0).reachedFrom(endless)).isEmpty();
    }
}
