package plumb.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.Fixture;
import plumb.text.Grammar;

/// Every optimizer beside that of Keras, step by step on the same gradients, both in floats.
class OptimizerFixtureTest {
    /// A step of either rounds by some parts in ten million, of the parameter and of what it moved.
    private static final double TOLERANCE = 1e-6;

    private static final List<Fixture> FIXTURES = Fixture.of("optimizers");

    @Test
    void every_optimizer_has_a_fixture() {
        var covered = new HashSet<Class<?>>();
        FIXTURES.forEach(f -> covered.add(Optimizer.of(f.text()).getClass()));
        assertThat(covered).containsAll(Grammar.members(Optimizer.class));
    }

    @Test
    void parameters_take_the_steps_of_keras() {
        FIXTURES.forEach(OptimizerFixtureTest::check);
    }

    private static void check(Fixture fixture) {
        Optimizer rule = Optimizer.of(fixture.text());
        float[] p = fixture.one("start").clone();
        int n = p.length;
        var state = new float[rule.buffers()][n];
        for (float[] buffer : state) Arrays.fill(buffer, rule.initialState());
        var moved = new double[n];
        List<float[]> gradients = fixture.all("gradient");
        assertThat(gradients).as(fixture.text()).hasSizeGreaterThan(4);
        for (int step = 1; step <= gradients.size(); step++) {
            float[] before = p.clone();
            rule.update(p, gradients.get(step - 1).clone(), state, n, step, rule.learningRate());
            float[] expected = fixture.all("parameters").get(step - 1);
            for (int i = 0; i < n; i++) {
                moved[i] += Math.abs(p[i] - before[i]);
                assertThat((double) p[i]).as("%s, step %d, element %d", rule, step, i).isCloseTo(
                        expected[i], within(TOLERANCE * (Math.abs(expected[i]) + moved[i])));
            }
        }
    }
}
