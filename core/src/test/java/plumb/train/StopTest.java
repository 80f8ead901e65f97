package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.gauge.History;
import plumb.text.InputError;

class StopTest {
    private static final Dataset NOISE = Generator.of("circles(120, noise=0.6)").generate(3)
            .split(0.4, 3);
    /// Large enough to learn the noise by heart.
    private static final Plan PLAN = Plan.of("dense(64, tanh) x 2; dense(1, sigmoid)",
            "binary-cross-entropy", "adam(0.02)").epochs(60);

    /// Losses and weights of the epochs, the score that a training leaves, and what was measured.
    private record Course(List<Double> losses, List<float[]> weights, Score last,
            Training training, History history) {}

    private static Course run(Plan plan) {
        var training = new Training(plan, NOISE, Settings.seed(1).workers(1));
        var losses = new ArrayList<Double>();
        var weights = new ArrayList<float[]>();
        var last = new Score(Double.NaN, Double.NaN, Double.NaN);
        var history = new History();
        for (Step step : training) {
            history.add(step);
            if (!step.endsEpoch()) continue;
            Score own = step.validation().orElseThrow();
            last = step.restored().orElse(own);
            losses.add(own.loss());
            weights.add(step.scored().parameters().clone());
            assertThat(step.scored() == step.network()).isEqualTo(step.restored().isEmpty());
            if (training.hasNext()) assertThat(step.restored()).isEmpty();
        }
        return new Course(losses, weights, last, training, history);
    }

    private static int lowest(List<Double> losses) {
        int best = 0;
        for (int i = 0; i < losses.size(); i++) best = losses.get(i) < losses.get(best) ? i : best;
        return best;
    }

    @Test
    void patience_ends_the_training_and_puts_the_best_weights_back() {
        Course whole = run(PLAN);
        assertThat(whole.training.lowestEpoch()).isEmpty();
        for (int patience : new int[] {1, 4, 10}) {
            Course stopped = run(PLAN.stop(new Stop.Patience(patience)));
            int end = stopped.losses.size();
            int best = lowest(whole.losses.subList(0, end));
            assertThat(end).isEqualTo(best + 1 + patience).isLessThan(60);
            assertThat(stopped.training.hasNext()).isFalse();
            assertThat(stopped.training.lowestEpoch()).hasValue(best + 1);
            assertThat(stopped.training.network().parameters()).isEqualTo(whole.weights.get(best));
            assertThat(stopped.last.loss()).isEqualTo(whole.losses.get(best));
            assertThat(stopped.training.score(NOISE.validation())).isEqualTo(stopped.last);
        }
    }

    /// The last epoch has its own score and its own weights, and may be the best.
    @Test
    void the_last_epoch_counts_like_every_other() {
        int lastIsBest = 0;
        for (int patience = 1; patience < 30; patience++) {
            Course stopped = run(PLAN.stop(new Stop.Patience(patience)));
            int end = stopped.losses.size();
            Course cut = run(PLAN.epochs(end));
            assertThat(stopped.losses).isEqualTo(cut.losses);
            assertThat(stopped.weights.getLast()).isEqualTo(cut.weights.getLast());
            assertThat(stopped.history.best()).isEqualTo(cut.history.best());
            assertThat(stopped.history.improved()).isEqualTo(cut.history.improved());
            assertThat(stopped.history.validation()).hasValue(stopped.last);
            assertThat(stopped.training.network().parameters())
                    .isNotEqualTo(stopped.weights.getLast());
            lastIsBest += stopped.history.improved() ? 1 : 0;
        }
        assertThat(lastIsBest).isPositive();
    }

    @Test
    void at_its_length_a_training_keeps_the_best_weights_too() {
        Course whole = run(PLAN);
        Course patient = run(PLAN.stop(new Stop.Patience(100)));
        int best = lowest(whole.losses);
        assertThat(patient.losses).hasSize(60);
        assertThat(patient.training.lowestEpoch()).hasValue(best + 1);
        assertThat(patient.training.network().parameters()).isEqualTo(whole.weights.get(best));
    }

    @Test
    void the_statistics_of_the_best_epoch_come_back_with_its_weights() {
        Course stopped = run(Plan.of("dense(16, relu); batch-norm; dense(2, softmax)",
                "categorical-cross-entropy", "adam(0.01)").epochs(60).stop(new Stop.Patience(3)));
        assertThat(stopped.losses.size()).isLessThan(60);
        assertThat(stopped.training.score(NOISE.validation())).isEqualTo(stopped.last);
    }

    @Test
    void a_training_that_diverges_at_once_has_no_best_epoch() {
        Course course = run(Plan.of("dense(4, relu); dense(1)", "mse", "sgd(1e30)")
                .stop(new Stop.Patience(2)));
        assertThat(course.training.lowestEpoch()).isEmpty();
        assertThat(course.training.hasNext()).isFalse();
        assertThat(course.last.loss()).isNotFinite();
    }

    @Test
    void patience_is_at_least_one_epoch() {
        assertThatThrownBy(() -> Stop.of("patience(0)")).isInstanceOf(InputError.class)
                .hasMessageContaining("patience must be at least 1, got 0");
        assertThatThrownBy(() -> Stop.of("patience")).isInstanceOf(InputError.class)
                .hasMessageContaining("patience needs \"epochs\"");
        assertThat(Stop.of("none")).isEqualTo(new Stop.None());
    }
}
