package plumb.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.math.Quadrature;

class MomentsTest {
    @Test
    void moments_agree_with_the_table_to_its_last_digit() {
        for (String[] row : Oracle.rows("moments.csv")) {
            Moments moments = Moments.of(Oracle.activation(row[0]), Double.parseDouble(row[1]));
            assertThat(moments.meanSquare()).as("V of %s at %s", row[0], row[1])
                    .isCloseTo(Double.parseDouble(row[2]), within(6e-9));
            assertThat(moments.slopeMeanSquare()).as("D of %s at %s", row[0], row[1])
                    .isCloseTo(Double.parseDouble(row[3]), within(6e-9));
        }
    }

    @Test
    void moments_agree_with_oracles_of_ten_digits() {
        check("tanh", 1, 0, 0.3942944904, 0.4644029024);
        check("sigmoid", 1, 0.5, 0.2933790359, 0.0448362414);
        check("gelu", 1, 0.2820947918, 0.4252214826, 0.4558508656);
        check("softsign", 2, 0, 0.2487434198, 0.1704270894);
        check("selu", 1, 0, 1, 1.0715749925);
        check("relu", 1, 0.3989422804, 0.5, 0.5);
        check("silu", 1, 0.2066209641, 0.35577552, 0.37948235);
        check("mish", 1, 0.2404038884, 0.45234219, 0.47908376);
        check("softplus", 1, 0.8060591833, 0.92124591, 0.29337904);
        Moments elu = Moments.of(Oracle.activation("elu"), 4);
        assertThat(elu.meanSquare()).isCloseTo(2.2582066389, within(1e-8));
        assertThat(elu.slopeMeanSquare()).isCloseTo(0.5944106413, within(1e-8));
        assertThat(Moments.of(Oracle.activation("elu"), 1).mean())
                .isCloseTo(0.1605205723, within(1e-8));
    }

    /// Odd activations, and SELU at its fixed point: what is left of a sum that cancels is rounding.
    @Test
    void a_mean_that_cancels_is_0() {
        for (String name : List.of("tanh", "softsign", "hard-tanh", "linear", "selu")) {
            assertThat(Moments.of(Oracle.activation(name), 1).mean()).as(name).isZero();
        }
        for (double q : new double[] {1e-9, 0.3, 45, 1e6}) {
            assertThat(Moments.of(Oracle.activation("tanh"), q).mean()).as("%s", q).isZero();
        }
        assertThat(Moments.of(Oracle.activation("tanh"), 1e-9, 1).mean())
                .isCloseTo(1e-9 * Quadrature.FINE.expect(Oracle.activation("tanh")::slope, 0, 1),
                        within(1e-15));
    }

    private static void check(String name, double q, double mean, double meanSquare,
            double slopes) {
        Moments moments = Moments.of(Oracle.activation(name), q);
        assertThat(moments.mean()).as(name).isCloseTo(mean, within(1e-8));
        assertThat(moments.meanSquare()).as(name).isCloseTo(meanSquare, within(1e-8));
        assertThat(moments.slopeMeanSquare()).as(name).isCloseTo(slopes, within(1e-8));
    }

    /// E e²ᶻ = e^(2 mean + 2 q), of which beyond q = 36 most lies more than 12 deviations out.
    @Test
    void moments_of_the_exponential_are_those_of_the_log_normal() {
        for (double q : new double[] {0.3, 4, 16, 50, 300}) {
            Moments moments = Moments.of(Oracle.activation("exponential"), 0.5, q);
            assertThat(moments.meanSquare() / Math.exp(1 + 2 * q)).isCloseTo(1, within(1e-12));
            assertThat(moments.slopeMeanSquare()).isEqualTo(moments.meanSquare());
            assertThat(moments.mean() / Math.exp(0.5 + q / 2)).isCloseTo(1, within(1e-12));
            double product = new Pairs(Oracle.activation("exponential"), 0.5, q, 0.5).product();
            assertThat(product / Math.exp(1 + 1.5 * q)).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void the_coarse_rule_is_within_1e_10_of_the_fine_one() {
        for (String name : new String[] {"sigmoid", "tanh", "relu", "elu", "selu", "gelu", "silu",
                "mish", "softplus", "softsign", "hard-tanh", "hard-sigmoid", "relu6"}) {
            var phi = Oracle.activation(name);
            for (double mean : new double[] {0, 1, -3}) {
                for (double q = 1e-6; q < 1e7; q *= 2.3) {
                    Moments fine = Moments.of(phi, mean, q);
                    Moments coarse = Moments.of(phi, mean, q, Quadrature.COARSE);
                    String where = name + " at " + mean + ", " + q;
                    double size = Math.max(1, fine.meanSquare());
                    assertThat(coarse.meanSquare() / size).as(where)
                            .isCloseTo(fine.meanSquare() / size, within(1e-10));
                    assertThat(coarse.slopeMeanSquare()).as(where)
                            .isCloseTo(fine.slopeMeanSquare(), within(1e-10));
                }
            }
        }
    }

    @Test
    void sigmoid_and_softplus_follow_from_tanh_and_sigmoid() {
        for (double q : new double[] {0.01, 1, 50, 1e4}) {
            Moments sigmoid = Moments.of(Oracle.activation("sigmoid"), q);
            Moments tanh = Moments.of(Oracle.activation("tanh"), q / 4);
            Moments softplus = Moments.of(Oracle.activation("softplus"), q);
            assertThat(sigmoid.slopeMeanSquare())
                    .isCloseTo(tanh.slopeMeanSquare() / 16, within(1e-13));
            assertThat(sigmoid.meanSquare())
                    .isCloseTo(0.25 + tanh.meanSquare() / 4, within(1e-13));
            assertThat(softplus.slopeMeanSquare()).isCloseTo(sigmoid.meanSquare(), within(1e-13));
        }
    }

    @Test
    void at_no_variance_slopes_left_and_right_of_a_kink_count_alike() {
        assertThat(Moments.of(Oracle.activation("relu"), 0).slopeMeanSquare())
                .isCloseTo(0.5, within(1e-12));
        assertThat(Moments.of(Oracle.activation("selu"), 0).slopeMeanSquare())
                .isCloseTo(2.097442928558881, within(1e-10));
    }
}
