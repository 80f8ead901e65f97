package plumb.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumb.Cases;
import plumb.Members;

class OptimizerTest {
    /// Several floats of rounding error 6e-8 meet in a step, and the steps add up.
    private static final double TOLERANCE = 2e-6;

    /// The update rules of Keras 3 in doubles, one parameter at a time.
    private static double step(Optimizer rule, double p, double g, double[] state, int step) {
        return switch (rule) {
            case Optimizer.Sgd r -> {
                if (r.momentum() == 0) yield p - r.learningRate() * g;
                state[0] = r.momentum() * state[0] - r.learningRate() * g;
                yield r.nesterov()
                        ? p + r.momentum() * state[0] - r.learningRate() * g
                        : p + state[0];
            }
            case Optimizer.Rmsprop r -> {
                state[0] = r.rho() * state[0] + (1 - r.rho()) * g * g;
                yield p - r.learningRate() * g / Math.sqrt(state[0] + r.eps());
            }
            case Optimizer.Adam r -> {
                state[0] += (g - state[0]) * (1 - r.beta1());
                state[1] += (g * g - state[1]) * (1 - r.beta2());
                double alpha = r.learningRate() * Math.sqrt(1 - Math.pow(r.beta2(), step))
                        / (1 - Math.pow(r.beta1(), step));
                yield p - state[0] * alpha / (Math.sqrt(state[1]) + r.eps());
            }
        };
    }

    @Test
    void steps_follow_the_formula() {
        for (String text : new String[] {"sgd(0.1)", "sgd(0.1, momentum=0.9)",
                "sgd(0.1, momentum=0.9, nesterov=true)",
                "rmsprop", "rmsprop(0.01, rho=0.5, eps=0.001)", "adam",
                "adam(0.01, beta1=0.5, beta2=0.9, eps=0.001)"}) {
            Cases.forSeeds(5, seed -> check(Optimizer.of(text), seed, 12));
        }
    }

    @Test
    void every_member_follows_the_formula() {
        Cases.forSeeds(10, seed -> {
            for (Optimizer rule : Members.of(Optimizer.class, seed))
                check(rule.withLearningRate(0.01), seed, 3);
        });
    }

    private static void check(Optimizer rule, long seed, int steps) {
        var random = new SplittableRandom(seed);
        int n = 50;
        var p = new float[n];
        fill(p, random);
        var expected = new double[n];
        Arrays.setAll(expected, i -> p[i]);
        var state = new float[rule.buffers()][n];
        var expectedState = new double[n][2];
        var moved = new double[n];
        for (int step = 1; step <= steps; step++) {
            var g = new float[n];
            fill(g, random);
            for (int i = 0; i < n; i++) g[i] *= (float) Math.pow(10, -i % 5);
            rule.update(p, g, state, n, step);
            for (int i = 0; i < n; i++) {
                double before = expected[i];
                expected[i] = step(rule, before, g[i], expectedState[i], step);
                moved[i] += Math.abs(expected[i] - before);
                assertThat((double) p[i]).as("%s, step %d, element %d", rule, step, i)
                        .isCloseTo(expected[i],
                                within(TOLERANCE * (Math.abs(expected[i]) + moved[i])));
            }
        }
    }

    private static void fill(float[] values, SplittableRandom random) {
        for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    }

    /// Worked by hand: with one gradient of 0.5, m = 0.05 and v = 0.00025, and both corrections undo
    /// their factors, so that the step is the rate.
    @Test
    void the_first_step_of_adam_is_the_learning_rate() {
        for (float g : new float[] {0.5f, -3e-4f, 1000}) {
            float[] p = {1};
            new Optimizer.Adam(0.001, 0.9, 0.999, 1e-7).update(p, new float[] {g}, new float[2][1],
                    1, 1);
            double size = 0.001 * Math.abs(g) / (Math.abs(g) + 1e-7 / Math.sqrt(0.001));
            assertThat((double) p[0]).isCloseTo(1 - Math.signum(g) * size, within(1.2e-7));
        }
    }

    @Test
    void only_the_first_elements_change() {
        for (Optimizer rule : Members.of(Optimizer.class, 2)) {
            var random = new SplittableRandom(9);
            var whole = new float[37];
            fill(whole, random);
            float[] part = whole.clone();
            var g = new float[37];
            fill(g, random);
            var state = new float[rule.buffers()][37];
            rule.update(whole, g, new float[rule.buffers()][37], 37, 1);
            float[] before = part.clone();
            rule.update(part, g, state, 18, 1);
            assertThat(Arrays.copyOf(part, 18)).isEqualTo(Arrays.copyOf(whole, 18));
            assertThat(Arrays.copyOfRange(part, 18, 37))
                    .isEqualTo(Arrays.copyOfRange(before, 18, 37));
            for (float[] buffer : state) {
                assertThat(Arrays.copyOfRange(buffer, 18, 37)).containsOnly(0);
            }
        }
    }

    @Test
    void another_learning_rate_changes_nothing_else() {
        for (Optimizer rule : Members.of(Optimizer.class, 3)) {
            Optimizer changed = rule.withLearningRate(0.125);
            assertThat(changed.learningRate()).isEqualTo(0.125);
            assertThat(changed.withLearningRate(rule.learningRate())).isEqualTo(rule);
            assertThat(changed.adaptive()).isEqualTo(rule.adaptive());
        }
    }

    /// An adaptive rule moves a parameter with a small gradient as far as one with a large one.
    @Test
    void adaptive_rules_move_small_gradients_too() {
        for (Optimizer rule : new Optimizer[] {Optimizer.of("sgd"),
                Optimizer.of("sgd(0.01, momentum=0.9)"),
                Optimizer.of("rmsprop"), Optimizer.of("adam")}) {
            float[] p = {0, 0};
            var state = new float[rule.buffers()][2];
            for (int step = 1; step <= 5; step++)
                rule.update(p, new float[] {1, 0.01f}, state, 2, step);
            assertThat(p[1] / p[0] > 0.5).as(rule.toString()).isEqualTo(rule.adaptive());
        }
    }
}
