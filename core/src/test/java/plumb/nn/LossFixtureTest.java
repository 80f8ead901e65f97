package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.Fixture;
import plumb.text.Grammar;

/// Every loss beside that of Keras: the mean over rows of three predictions, and its gradient.
class LossFixtureTest {
    private static final int WIDTH = 3;
    /// Of the largest value: sums of a few floats, and logarithms near 0.
    private static final double TOLERANCE = 1e-6;

    private static final List<Fixture> FIXTURES = Fixture.of("losses");

    @Test
    void every_loss_has_a_fixture() {
        var covered = new HashSet<Class<?>>();
        FIXTURES.forEach(f -> covered.add(Loss.of(f.text()).getClass()));
        assertThat(covered).containsAll(Grammar.members(Loss.class));
    }

    @Test
    void losses_and_gradients_are_those_of_keras() {
        FIXTURES.forEach(LossFixtureTest::check);
    }

    private static void check(Fixture fixture) {
        Loss loss = Loss.of(fixture.text());
        float[] y = fixture.one("outputs");
        float[] t = fixture.one("targets");
        int n = y.length;
        float expected = fixture.one("loss")[0];
        assertThat(loss.sum(y, t, 0, n, WIDTH) * WIDTH / n).as(fixture.text())
                .isCloseTo(expected, within(TOLERANCE * Math.abs(expected)));
        var dy = new float[n];
        loss.gradient(y, t, (float) WIDTH / n, dy, 0, n, WIDTH);
        assertThat(dy).as(fixture.text()).containsExactly(fixture.one("gradient"),
                within((float) TOLERANCE));
    }
}
