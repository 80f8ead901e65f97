package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumb.Cases;
import plumb.Members;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.data.Scale;
import plumb.gauge.History;
import plumb.math.Kept;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.optim.Schedule;

/// A training that is put back behind any step takes the steps that it would have taken.
class ResumeTest {
    private static final Dataset DATA = Generator.of("circles(150, factor=0.5)").generate(1)
            .split(0.2, 1);
    private static final Plan PLAN = Plan.of(
            "dense(9, relu, he-normal); batch-norm; dropout(0.3);"
                    + " residual(dense(9, tanh), layer-norm, gain=0); dense(1, sigmoid)",
            "binary-cross-entropy", "adam(0.01)").batch(16).epochs(12).scale(Scale.STANDARDIZE);
    /// 120 rows in batches of 16: the last batch of an epoch has 8.
    private static final int STEPS = 8 * 12;

    private record Run(Training training, History history) {
        static Run of(Plan plan, Dataset data, Settings settings) {
            return new Run(new Training(plan, data, settings), new History());
        }

        Run until(long step) {
            while (training.hasNext() && training.steps() < step) history.add(training.next());
            return this;
        }

        Kept kept() {
            var kept = new Kept();
            state(kept);
            return kept;
        }

        void state(Kept kept) {
            training.state(kept);
            history.state(kept.part("history"), training.network());
        }
    }

    private static void assertGoesOn(Plan plan, Dataset data, Settings settings, long... cuts) {
        Run whole = Run.of(plan, data, settings).until(Long.MAX_VALUE);
        for (long cut : cuts) {
            Kept kept = Run.of(plan, data, settings).until(cut).kept();
            Run resumed = Run.of(plan, data, settings);
            resumed.state(kept.back());
            assertThat(resumed.training.steps()).isEqualTo(cut);
            resumed.until(Long.MAX_VALUE);
            resumed.kept().assertEquals(whole.kept());
            assertThat(resumed.training.lowestEpoch()).isEqualTo(whole.training.lowestEpoch());
            assertThat(resumed.history.validation()).isEqualTo(whole.history.validation());
            assertThat(resumed.history.best()).isEqualTo(whole.history.best());
            assertThat(resumed.history.loss().count()).isEqualTo(whole.training.steps());
            assertThat(resumed.training.hasNext()).isFalse();
        }
    }

    @Test
    void behind_every_step_of_an_epoch_and_at_both_ends() {
        assertGoesOn(PLAN, DATA, new Settings(3, 1, Probe.FULL), 0, 1, 7, 8, 9, 33, 40, STEPS - 1,
                STEPS);
    }

    @Test
    void with_every_optimizer() {
        for (Optimizer rule : Members.of(Optimizer.class, 2)) {
            assertGoesOn(PLAN.optimizer(rule.withLearningRate(1e-3)).epochs(3), DATA,
                    new Settings(3, 1, Probe.LIGHT), 13);
        }
    }

    @Test
    void with_several_workers() {
        assertGoesOn(PLAN, DATA, new Settings(3, 3, Probe.AUTO), 21);
    }

    @Test
    void without_a_probe() {
        assertGoesOn(PLAN, DATA, new Settings(3, 1, Probe.OFF), 21);
    }

    @Test
    void on_a_schedule_and_with_patience() {
        Dataset noise = Generator.of("circles(120, noise=0.6)").generate(3).split(0.4, 3);
        Plan plan = Plan.of("dense(64, tanh) x 2; dense(1, sigmoid)", "binary-cross-entropy",
                "nadam(0.02)").epochs(60).stop(new Stop.Patience(4))
                .schedule(Schedule.of("warmup(2, cosine)"));
        var random = new SplittableRandom(5);
        assertGoesOn(plan, noise, Settings.seed(1).workers(1), 3, 9 + random.nextInt(9), 18);
    }

    @Test
    void of_recurrent_layers_and_convolutions() {
        Dataset sequences = Generator.of("adding(80, 6)").generate(1).split(0.25, 1);
        assertGoesOn(Plan.of("lstm(5); gru(4); last; dense(1)", "mse", "rmsprop(0.01)").epochs(4),
                sequences, Settings.seed(2).workers(1), 3);
        assertGoesOn(Plan.of("reshape(2, 1, 1); conv2d(3, 2, relu); max-pool(1); flatten;"
                + " dense(1, sigmoid)", "binary-cross-entropy", "sgd(0.1, momentum=0.9)")
                .epochs(4), DATA, Settings.seed(2).workers(2), 5);
    }

    @Test
    void with_every_limit_on_gradients() {
        for (String limit : List.of("norm(0.05)", "value(0.001)")) {
            assertGoesOn(PLAN.clip(Clip.of(limit)).epochs(4), DATA, new Settings(3, 2, Probe.FULL),
                    13, 16);
        }
    }

    /// Neither the weights that the data scale nor the slopes are drawn again.
    @Test
    void of_weights_that_were_scaled_on_data_and_of_trained_slopes() {
        Plan plan = Plan.of("dense(9, linear, lsuv); prelu(0.1); dense(7, linear, lsuv); prelu;"
                + " dense(1, sigmoid)", "binary-cross-entropy", "adam(0.05)").batch(16).epochs(4);
        assertGoesOn(plan, DATA, new Settings(4, 1, Probe.FULL), 0, 1, 13);
        assertGoesOn(plan.clip(Clip.of("norm(0.1)")), DATA, new Settings(4, 3, Probe.LIGHT), 13);
    }

    @Test
    void with_metrics_and_class_weights() {
        Dataset classes = Generator.of("blobs(150, centers=3, sd=3)").generate(2).split(0.2, 2);
        Plan plan = Plan.of("dense(9, relu); dense(3, softmax)", "categorical-cross-entropy",
                "adam(0.02)").batch(16).epochs(6);
        Settings settings = Settings.seed(1).workers(2)
                .metrics(List.of(Metric.of("auc"), Metric.of("f1"), Metric.of("top(2)")));
        for (ClassWeight weights : List.of(new ClassWeight.None(), new ClassWeight.Balanced(),
                new ClassWeight.Each(Map.of("1", 3.5)))) {
            assertGoesOn(plan.classWeight(weights), classes, settings, 5, 16, 17);
        }
    }

    /// Beyond 2048 steps neighbors merge, and beyond 512 the last values lie in a ring.
    @Test
    void of_a_history_that_is_full() {
        assertGoesOn(Plan.of("dense(2, tanh); dense(1, sigmoid)", "mse", "sgd(0.1)").batch(4)
                .epochs(150), DATA, Settings.seed(2).workers(1), 700, 2049, 4321);
    }

    @Test
    void what_is_kept_belongs_to_one_step() {
        Cases.forSeeds(3, seed -> {
            var settings = new Settings(seed, 1, Probe.LIGHT);
            Kept early = Run.of(PLAN, DATA, settings).until(5).kept();
            Kept late = Run.of(PLAN, DATA, settings).until(6).kept();
            Run resumed = Run.of(PLAN, DATA, settings);
            resumed.state(early.back());
            resumed.until(6);
            resumed.kept().assertEquals(late);
        });
    }
}
