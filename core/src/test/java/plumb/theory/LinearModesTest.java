package plumb.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Target;
import plumb.train.Length;
import plumb.train.Plan;
import plumb.train.Settings;
import plumb.train.Training;

/// How a linear network of two layers learns (Saxe, McClelland & Ganguli, 2013): each mode of the data
/// by itself, its strength u along τ du/dt = 2u(s − u), if both layers begin alike.
class LinearModesTest {
    /// τ/(2s) · ln[u_to (s − u_from) / (u_from (s − u_to))].
    private static double time(double tau, double s, double from, double to) {
        return tau / (2 * s) * Math.log(to * (s - from) / (from * (s - to)));
    }

    @Test
    void half_of_a_mode_is_learned_at_the_published_time() {
        assertThat(time(1, 1, 0.01, 0.5)).isCloseTo(2.297559925, within(1e-8));
    }

    /// One input ±1 and the output s times it, full batches: the mean squared error (u − s)² makes τ one
    /// over twice the learning rate.
    @Test
    void a_training_learns_a_mode_in_that_time() {
        double s = 1.5;
        double rate = 0.002;
        var x = new float[] {1, -1, 1, -1};
        var y = new float[] {1.5f, -1.5f, 1.5f, -1.5f};
        Dataset data = Dataset.of(x, List.of("x"), new Target.Values(y));
        Plan plan = Plan.of("dense(1, linear, constant(0.1), bias=none) x 2", "mse",
                "sgd(" + rate + ")").batch(4).length(new Length.Steps(2000));
        int steps = 0;
        try (var training = new Training(plan, data, Settings.seed(1).workers(1))) {
            float[] w = training.network().parameters();
            while (w[0] * w[1] < 0.75) {
                training.next();
                steps++;
            }
        }
        assertThat(steps / time(1 / (2 * rate), s, 0.01, 0.75)).isCloseTo(1, within(0.01));
    }
}
