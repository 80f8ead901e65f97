package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.Members;
import plumb.math.Rng;
import plumb.math.Tensor;
import plumb.text.InputError;

/// What initializers draw against their documented formulas, with fans that differ, so that one
/// taken for the other shows.
class InitTest {
    private static final int IN = 300;
    private static final int OUT = 120;

    /// The documented distribution: its variance, and the largest magnitude it can draw.
    private record Law(double mean, double variance, double bound, double fourth) {
        /// With the fourth central moment of a normal distribution, which no other here exceeds.
        Law(double mean, double variance, double bound) {
            this(mean, variance, bound, 3 * variance * variance);
        }

        Law times(double factor) {
            double square = factor * factor;
            return new Law(factor * mean, square * variance, factor * bound,
                    square * square * fourth);
        }
    }

    private static final double UNBOUNDED = Double.POSITIVE_INFINITY;

    private static Law law(Init init, double in, double out) {
        return switch (init) {
            case Init.Zeros i -> new Law(0, 0, 0);
            case Init.Ones i -> new Law(1, 0, 1);
            case Init.Constant i -> new Law(i.value(), 0, Math.abs(i.value()));
            case Init.Normal i -> new Law(0, i.sd() * i.sd(), UNBOUNDED);
            case Init.Uniform i -> new Law(i.mean(), i.limit() * i.limit() / 3,
                    Math.abs(i.mean()) + i.limit());
            case Init.TruncatedNormal i -> new Law(0, 0.7737413 * i.sd() * i.sd(), 2 * i.sd());
            case Init.LecunNormal i -> new Law(0, 1 / in, UNBOUNDED);
            case Init.LecunUniform i -> new Law(0, 1 / in, Math.sqrt(3 / in));
            case Init.GlorotNormal i -> new Law(0, 2 / (in + out), UNBOUNDED);
            case Init.GlorotUniform i -> new Law(0, 2 / (in + out), Math.sqrt(6 / (in + out)));
            case Init.HeNormal i -> new Law(0, 2 / in, UNBOUNDED);
            case Init.HeUniform i -> new Law(0, 2 / in, Math.sqrt(6 / in));
            case Init.Standard i -> new Law(0, 1 / (3 * in), 1 / Math.sqrt(in));
            case Init.Orthogonal i ->
                new Law(0, i.gain() * i.gain() / Math.max(in, out), Math.abs(i.gain()));
            case Init.Identity i -> {
                double mean = i.gain() / Math.max(in, out);
                yield new Law(mean, i.gain() * mean - mean * mean, Math.abs(i.gain()));
            }
            case Init.Lsuv i -> new Law(0, 1 / Math.max(in, out), 1);
            case Init.Rai i -> asymmetric(in, in);
            case Init.Scaled i -> law(i.of(), in, out).times(i.factor());
        };
    }

    /// N(0, 0.6007²/in), and one of `among` from Beta(2, 1), whose moments are 2/3, 1/2 and, the fourth,
    /// 1/3.
    private static Law asymmetric(double in, double among) {
        double square = 0.6007 * 0.6007 / in;
        double mean = 2 / (3 * among);
        double all = (1 - 1 / among) * square + 1 / (2 * among);
        return new Law(mean, all - mean * mean, UNBOUNDED,
                3 * square * square + 1 / (3 * among));
    }

    private static boolean isMatrix(Init init) {
        return init instanceof Init.Orthogonal || init instanceof Init.Identity
                || init instanceof Init.Lsuv;
    }

    @Test
    void weights_follow_the_formula() {
        for (Init init : Members.of(Init.class, 5)) {
            checkWeights(init, IN, OUT);
            checkWeights(init, OUT, IN);
        }
    }

    @Test
    void the_mean_square_is_that_of_what_is_drawn() {
        for (Init init : Members.of(Init.class, 5)) {
            for (int[] size : new int[][] {{IN, OUT}, {OUT, IN}}) {
                var w = Tensor.of(new float[size[0] * size[1]], 0, size[0], size[1]);
                init.draw(w, new Init.Fans(size[0], size[1]), new Rng(7, Rng.Stream.INIT, 0));
                double sum = 0;
                for (int i = 0; i < w.size(); i++) sum += (double) w.data()[i] * w.data()[i];
                double expected = init.meanSquare(new Init.Fans(size[0], size[1]), size[0],
                        size[1]);
                assertThat(sum / w.size()).as("%s of %sx%s", init, size[0], size[1])
                        .isCloseTo(expected, within(0.05 * expected + 1e-300));
            }
        }
    }

    private static void checkWeights(Init init, int in, int out) {
        Network network = network("dense(%d, relu, %s, bias=none)".formatted(out, init), in, 42);
        check(init + " of " + in + "x" + out, network.parameters(), 0, in * out,
                law(init, in, out));
    }

    @Test
    void biases_are_drawn_with_the_fans_of_their_layer() {
        int in = 30;
        int out = 12_000;
        for (Init init : Members.of(Init.class, 5)) {
            if (isMatrix(init) || init instanceof Init.Lsuv) continue;
            boolean together = init instanceof Init.Rai;
            Network network = network("dense(%d, relu, %s, bias=%s)".formatted(out,
                    together ? init : "zeros", init), in, 42);
            check("bias " + init, network.parameters(), in * out, out,
                    together ? asymmetric(in, in + 1) : law(init, in, out));
        }
    }

    @Test
    void lsuv_draws_no_biases() {
        for (String layer : new String[] {"dense(4, bias=lsuv)", "conv2d(4, 3, bias=lsuv)"}) {
            assertThatThrownBy(() -> Layer.of(layer)).isInstanceOf(InputError.class)
                    .hasMessageContaining("bias cannot be lsuv, which scales weights and no biases:"
                            + " leave it out, or name another, such as zeros");
        }
    }

    @Test
    void a_rule_is_scaled_that_draws_each_weight_by_itself() {
        assertThat(Init.of("scaled(he-normal, 0.5)"))
                .isEqualTo(new Init.Scaled(new Init.HeNormal(), 0.5))
                .hasToString("scaled(he-normal, 0.5)");
        for (String of : new String[] {"orthogonal(2)", "lsuv", "zeros", "constant(1)", "rai",
                "scaled(he-normal, 2)", "uniform(1, mean=1)"}) {
            assertThatThrownBy(() -> Init.of("scaled(" + of + ", 2)"))
                    .isInstanceOf(InputError.class).hasMessageContaining(
                            "such as glorot-uniform, got " + Init.of(of));
        }
        assertThatThrownBy(() -> Init.of("scaled(he-normal, 0)"))
                .hasMessageContaining("factor must be positive, got 0");
    }

    @Test
    void one_of_a_units_weights_and_bias_is_asymmetric() {
        int in = 10_000;
        int out = 40;
        float[] p = network("dense(%d, relu, rai, bias=rai)".formatted(out), in, 1).parameters();
        for (int j = 0; j < out; j++) {
            int large = 0;
            for (int i = 0; i <= in; i++) large += Math.abs(p[i * out + j]) > 0.05 ? 1 : 0;
            assertThat(large).as("unit %d", j).isLessThanOrEqualTo(1);
        }
    }

    /// Mean and variance must lie within five standard errors.
    private static void check(String name, float[] w, int from, int n, Law law) {
        double mean = 0;
        for (int i = from; i < from + n; i++) mean += w[i] / (double) n;
        double variance = 0;
        for (int i = from; i < from + n; i++) variance += (w[i] - mean) * (w[i] - mean) / n;
        assertThat(mean).as("mean of " + name)
                .isCloseTo(law.mean,
                        within(5 * Math.sqrt(law.variance / n) + 1e-6 * Math.abs(law.mean)));
        assertThat(variance).as("variance of " + name)
                .isCloseTo(law.variance, within(5
                        * Math.sqrt((law.fourth - law.variance * law.variance) / n) + 1e-12));
        for (int i = from; i < from + n; i++) {
            assertThat((double) Math.abs(w[i])).as("bound of " + name)
                    .isLessThanOrEqualTo(law.bound * (1 + 1e-6));
        }
    }

    @Test
    void normal_draws_are_not_cut_and_uniform_ones_fill_their_range() {
        for (Init init : Members.of(Init.class, 5)) {
            Law law = law(init, IN, OUT);
            if (law.variance == 0 || isMatrix(init)) continue;
            float[] w = network("dense(%d, relu, %s, bias=none)".formatted(OUT, init), IN, 1)
                    .parameters();
            double largest = 0;
            for (float v : w) largest = Math.max(largest, Math.abs(v));
            double reach = law.bound == UNBOUNDED
                    ? 3.5 * Math.sqrt(law.variance)
                    : 0.999 * law.bound;
            assertThat(largest).as(init.toString()).isGreaterThan(reach);
        }
    }

    @Test
    void orthogonal_matrices_have_orthonormal_columns_or_rows_times_gain() {
        for (int[] size : List.of(new int[] {60, 24}, new int[] {24, 60}, new int[] {40, 40},
                new int[] {1, 7})) {
            var w = Tensor.zeros(size[0], size[1]);
            new Init.Orthogonal(1.5).draw(w, new Init.Fans(size[0], size[1]),
                    new Rng(3, Rng.Stream.INIT, 0));
            Tensor rows = size[0] <= size[1] ? w : w.transposed();
            for (int i = 0; i < rows.rows(); i++) {
                for (int j = 0; j <= i; j++) {
                    double inner = 0;
                    for (int k = 0; k < rows.columns(); k++)
                        inner += (double) rows.get(i, k) * rows.get(j, k);
                    assertThat(inner).isCloseTo(i == j ? 2.25 : 0, within(1e-6));
                }
            }
        }
    }

    @Test
    void the_identity_is_on_the_diagonal() {
        float[] w = network("dense(3, relu, identity(2), bias=none)", 4, 0).parameters();
        assertThat(w).containsExactly(2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0);
    }

    @Test
    void equal_seeds_draw_equal_bits_and_other_seeds_others() {
        for (Init init : Members.of(Init.class, 5)) {
            String text = "dense(9, relu, %s, bias=%s)".formatted(init,
                    init instanceof Init.Lsuv ? "zeros" : init);
            assertThat(network(text, 7, 1).parameters())
                    .isEqualTo(network(text, 7, 1).parameters());
            if (law(init, 7, 9).variance > 0 && !(init instanceof Init.Identity)) {
                assertThat(network(text, 7, 1).parameters())
                        .isNotEqualTo(network(text, 7, 2).parameters());
            }
        }
    }

    @Test
    void each_layer_has_draws_of_its_own_whatever_the_layers_before_it() {
        float[] a = network("dense(8, relu, normal(1), bias=none) x 2", 8, 1).parameters();
        float[] b = network("dense(8, relu, zeros); dense(8, relu, normal(1), bias=none)", 8, 1)
                .parameters();
        for (int i = 0; i < 64; i++) {
            assertThat(a[64 + i]).isNotEqualTo(a[i]);
            assertThat(b[72 + i]).isEqualTo(a[64 + i]);
        }
    }

    private static Network network(String blueprint, int inputs, long seed) {
        return new Network(Blueprint.of(blueprint), inputs).initialize(seed);
    }
}
