package plumb.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumb.Cases;
import plumb.Members;
import plumb.text.Grammar;

class OptimizerTest {
    /// Several floats of rounding error 6e-8 meet in a step, and the steps add up.
    private static final double TOLERANCE = 2e-6;

    /// The update rules of Keras 3 in doubles, one parameter at a time.
    private static double step(Optimizer rule, double p, double g, double[] state, int step) {
        return switch (rule) {
            case Sgd r -> {
                if (r.momentum() == 0) yield p - r.learningRate() * g;
                state[0] = r.momentum() * state[0] - r.learningRate() * g;
                yield r.nesterov()
                        ? p + r.momentum() * state[0] - r.learningRate() * g
                        : p + state[0];
            }
            case Rmsprop r -> {
                state[0] = r.rho() * state[0] + (1 - r.rho()) * g * g;
                yield p - r.learningRate() * g / Math.sqrt(state[0] + r.eps());
            }
            case Adam r -> {
                state[0] += (g - state[0]) * (1 - r.beta1());
                state[1] += (g * g - state[1]) * (1 - r.beta2());
                double alpha = r.learningRate() * Math.sqrt(1 - Math.pow(r.beta2(), step))
                        / (1 - Math.pow(r.beta1(), step));
                yield p - state[0] * alpha / (Math.sqrt(state[1]) + r.eps());
            }
            case Adamw r -> {
                double decayed = p - p * r.decay() * r.learningRate();
                var adam = new Adam(r.learningRate(), r.beta1(), r.beta2(), r.eps());
                yield step(adam, decayed, g, state, step);
            }
            case Adagrad r -> {
                state[0] += g * g;
                yield p - r.learningRate() * g / Math.sqrt(state[0] + r.eps());
            }
            case Adadelta r -> {
                state[0] = r.rho() * state[0] + (1 - r.rho()) * g * g;
                double change = -Math.sqrt(state[1] + r.eps()) * g / Math.sqrt(state[0] + r.eps());
                state[1] = r.rho() * state[1] + (1 - r.rho()) * change * change;
                yield p + r.learningRate() * change;
            }
            case Adamax r -> {
                state[0] += (g - state[0]) * (1 - r.beta1());
                state[1] = Math.max(r.beta2() * state[1], Math.abs(g));
                yield p - r.learningRate() * state[0]
                        / ((1 - Math.pow(r.beta1(), step)) * (state[1] + r.eps()));
            }
            case Nadam r -> {
                double now = momentum(r, step);
                double next = momentum(r, step + 1);
                double product = 1;
                for (int i = 1; i <= step; i++) product *= momentum(r, i);
                state[0] += (g - state[0]) * (1 - r.beta1());
                state[1] += (g * g - state[1]) * (1 - r.beta2());
                double mean = next * state[0] / (1 - product * next)
                        + (1 - now) * g / (1 - product);
                double square = state[1] / (1 - Math.pow(r.beta2(), step));
                yield p - mean * r.learningRate() / (Math.sqrt(square) + r.eps());
            }
        };
    }

    private static double momentum(Nadam rule, int step) {
        return rule.beta1() * (1 - 0.5 * Math.pow(0.96, step));
    }

    @Test
    void steps_follow_the_formula() {
        for (String text : new String[] {"sgd(0.1)", "sgd(0.1, momentum=0.9)",
                "sgd(0.1, momentum=0.9, nesterov=true)",
                "rmsprop", "rmsprop(0.01, rho=0.5, eps=0.001)", "adam",
                "adam(0.01, beta1=0.5, beta2=0.9, eps=0.001)", "adamw(0.01, decay=0.5)",
                "adagrad(0.1)", "adagrad(0.1, initial=0, eps=0.001)", "adadelta(1)",
                "adadelta(0.1, rho=0.5, eps=0.001)", "nadam",
                "nadam(0.01, beta1=0.5, beta2=0.9, eps=0.001)", "adamax",
                "adamax(0.01, beta1=0.5, beta2=0.9, eps=0.001)"}) {
            Cases.forSeeds(5, seed -> check(Optimizer.of(text), seed, 50));
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
        float[][] state = state(rule, n);
        var expectedState = new double[n][2];
        for (double[] one : expectedState) Arrays.fill(one, rule.initialState());
        var moved = new double[n];
        for (int step = 1; step <= steps; step++) {
            var g = new float[n];
            fill(g, random);
            for (int i = 0; i < n; i++) g[i] *= (float) Math.pow(10, -i % 5);
            rule.update(p, g, state, n, step, rule.learningRate());
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

    private static float[][] state(Optimizer rule, int n) {
        var state = new float[rule.buffers()][n];
        for (float[] buffer : state) Arrays.fill(buffer, rule.initialState());
        return state;
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
            new Adam(0.001, 0.9, 0.999, 1e-7).update(p, new float[] {g}, new float[2][1],
                    1, 1, 0.001);
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
            float[][] state = state(rule, 37);
            rule.update(whole, g, state(rule, 37), 37, 1, 0.1);
            float[] before = part.clone();
            rule.update(part, g, state, 18, 1, 0.1);
            assertThat(Arrays.copyOf(part, 18)).isEqualTo(Arrays.copyOf(whole, 18));
            assertThat(Arrays.copyOfRange(part, 18, 37))
                    .isEqualTo(Arrays.copyOfRange(before, 18, 37));
            for (float[] buffer : state) {
                assertThat(Arrays.copyOfRange(buffer, 18, 37)).containsOnly(rule.initialState());
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
        var rules = new ArrayList<Optimizer>();
        for (Class<?> rule : Grammar.members(Optimizer.class)) {
            rules.add(Optimizer.of(Grammar.name(rule)));
        }
        rules.add(Optimizer.of("sgd(0.01, momentum=0.9)"));
        for (Optimizer rule : rules) {
            float[] p = {0, 0};
            float[][] state = state(rule, 2);
            for (int step = 1; step <= 5; step++)
                rule.update(p, new float[] {1, 0.01f}, state, 2, step, 0.01);
            assertThat(p[1] / p[0] > 0.5).as(rule.toString()).isEqualTo(rule.adaptive());
        }
    }

    /// Five steps from 1 with the gradients 0.5, −0.25, 1, 0.125 and −2, worked out with 40 digits from
    /// the sums and products that the rules unroll to, of which none here is recursive.
    @Test
    void five_steps_end_where_the_unrolled_formulas_say() {
        assertSteps("sgd(0.1, momentum=0.9)", 0.95, 0.93, 0.812, 0.6933, 0.78647);
        assertSteps("sgd(0.1, momentum=0.9, nesterov=true)",
                0.905, 0.912, 0.7058, 0.58647, 0.870323);
        assertSteps("rmsprop(0.1)",
                0.683772866437, 0.831214566172, 0.549356748048, 0.512472212075, 0.794367908074);
        assertSteps("adagrad(0.1)",
                0.915484586601, 0.954409529091, 0.870268899687, 0.859809015237, 0.945652051776);
        assertSteps("adadelta(1)",
                0.998585792094, 0.999498658155, 0.997579412624, 0.997255928045, 0.999753690692);
        assertSteps("adam(0.1)",
                0.900000632452, 0.873367079208, 0.807556100877, 0.747658591134, 0.769683035809);
        assertSteps("adamw(0.1, decay=0.004)",
                0.899600632452, 0.872607238955, 0.806447217728, 0.746227129098, 0.767953082922);
        assertSteps("nadam(0.1)",
                0.893721240925, 0.932980757020, 0.838192615646, 0.815738954258, 0.914101574332);
        assertSteps("adamax(0.1)",
                0.900000020000, 0.878926318935, 0.835383887865, 0.800833493295, 0.812209283305);
    }

    private static void assertSteps(String text, double... expected) {
        Optimizer rule = Optimizer.of(text);
        float[] gradients = {0.5f, -0.25f, 1, 0.125f, -2};
        float[] p = {1};
        float[][] state = state(rule, 1);
        for (int i = 0; i < gradients.length; i++) {
            rule.update(p, new float[] {gradients[i]}, state, 1, i + 1, rule.learningRate());
            assertThat((double) p[0]).as("%s, step %d", rule, i + 1)
                    .isCloseTo(expected[i], within(4e-7));
        }
    }

    /// After thousands of steps all corrections are 1, also that of Nadam's momentum.
    @Test
    void late_steps_need_no_correction() {
        for (long step : new long[] {998, 999, 1000, 1001, 1_000_000, Long.MAX_VALUE - 1}) {
            float[] p = {0};
            float[][] state = {{0.5f}, {4}};
            new Nadam(1, 0.9, 0.5, 1e-7).update(p, new float[] {1}, state, 1, step, 0.1);
            assertThat((double) p[0]).as("step %d", step)
                    .isCloseTo(-0.1 * (0.9 * 0.55 + 0.1) / Math.sqrt(2.5), within(1e-8));
        }
    }

    @Test
    void the_rate_of_a_step_replaces_the_rate_of_the_rule() {
        for (Optimizer rule : Members.of(Optimizer.class, 4)) {
            float[] one = {0.3f};
            float[] other = {0.3f};
            rule.withLearningRate(0.5).update(one, new float[] {0.2f}, state(rule, 1), 1, 1, 0.02);
            rule.update(other, new float[] {0.2f}, state(rule, 1), 1, 1, 0.02);
            assertThat(one).isEqualTo(other);
        }
    }
}
