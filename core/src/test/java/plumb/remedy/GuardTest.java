package plumb.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.diagnose.Diagnosis;
import plumb.diagnose.Verdict;
import plumb.gauge.History;
import plumb.math.Kept;
import plumb.optim.Schedule;
import plumb.train.Plan;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

class GuardTest {
    private static final Dataset CIRCLES = Generator.of("circles(600, factor=0.5)").generate(1)
            .split(0.2, 1);

    /// What a guarded training came to.
    private record Guarded(Training training, History history, List<Rescue> rescues, long taken) {
        double metric() {
            return history.validation().orElseThrow().metric();
        }

        Verdict verdict() {
            return Diagnosis.of(history, training.plan(), CIRCLES).verdict();
        }
    }

    private static Plan plan(String network, String optimizer) {
        return Plan.of(network, "binary-cross-entropy", optimizer).epochs(40);
    }

    private static Guarded train(Plan plan) {
        return train(plan, CIRCLES);
    }

    private static Guarded train(Plan plan, Dataset data) {
        var told = new ArrayList<Rescue>();
        try (var guard = new Guard(new Training(plan, data, Settings.seed(1)), new History())) {
            long taken = 0;
            while (guard.training().hasNext()) {
                Step step = guard.training().next();
                guard.history().add(step);
                guard.look(step).ifPresent(told::add);
                taken++;
            }
            assertThat(guard.rescues()).isEqualTo(told);
            return new Guarded(guard.training(), guard.history(), told, taken);
        }
    }

    @Test
    void a_training_that_diverges_at_once_goes_on_with_another_rate_and_learns() {
        Guarded trained = train(plan("dense(16, relu, he-normal) x 2; dense(1, sigmoid)",
                "sgd(1e20)"));
        assertThat(trained.rescues).singleElement().satisfies(rescue -> {
            assertThat(rescue.step()).isLessThan(5);
            assertThat(rescue.change()).singleElement().asString().startsWith("learning rate: ");
            assertThat(rescue.behind()).isZero();
            assertThat(rescue.cost()).isBetween(0.1, 5.0);
        });
        assertThat(trained.history.steps()).isEqualTo(trained.training.length());
        assertThat(trained.metric()).isGreaterThan(0.95);
        assertThat(trained.verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void a_deep_sigmoid_network_begins_again_with_another_activation() {
        Guarded trained = train(plan("dense(16, sigmoid) x 8; dense(1, sigmoid)", "adam(0.003)"));
        assertThat(trained.rescues).singleElement().satisfies(rescue -> {
            assertThat(rescue.finding()).isEqualTo("vanishing-gradient");
            assertThat(rescue.behind()).isZero();
            assertThat(rescue.toString()).startsWith("learning failed at step 300: "
                    + "vanishing-gradient; ").endsWith("; begins again with step 1");
        });
        assertThat(trained.taken).isEqualTo(trained.training.length() + 300);
        assertThat(trained.metric()).isGreaterThan(0.95);
    }

    @Test
    void a_training_that_fails_late_goes_on_from_the_last_good_state() {
        Dataset data = Generator.of("linear(500, 5)").generate(1).split(0.2, 1);
        Plan plan = Plan.of("dense(1)", "mse", "sgd(2)").batch(400).epochs(400)
                .schedule(Schedule.of("warmup(200, constant)"));
        Guarded trained = train(plan, data);
        Rescue rescue = trained.rescues.getFirst();
        assertThat(rescue.finding()).isEqualTo("learning-rate-too-high");
        assertThat(rescue.behind()).isPositive().isLessThan(rescue.step());
        assertThat(rescue.toString()).contains("; learning rate: 2 → ")
                .endsWith("; goes on behind step " + rescue.behind());
        assertThat(trained.rescues).hasSize(1);
        assertThat(trained.metric()).isGreaterThan(0.95);

        var before = new Training(plan, data, Settings.seed(1));
        while (before.steps() < rescue.behind()) before.next();
        var kept = new Kept();
        before.state(kept);
        var after = new Training(trained.training.plan(), data, Settings.seed(1));
        after.state(kept.back());
        while (after.hasNext()) after.next();
        assertThat(trained.training.network().parameters())
                .isEqualTo(after.network().parameters());
        assertThat(trained.history.loss().count()).isEqualTo(400);
    }

    @Test
    void a_healthy_training_is_the_same_with_and_without_a_guard() {
        Plan plan = plan("dense(16, relu, he-normal) x 2; dense(1, sigmoid)", "adam(0.003)");
        Guarded guarded = train(plan);
        var history = new History();
        var alone = new Training(plan, CIRCLES, Settings.seed(1));
        for (Step step : alone) history.add(step);
        assertThat(guarded.rescues).isEmpty();
        assertThat(guarded.training.network().parameters())
                .isEqualTo(alone.network().parameters());
        assertThat(guarded.history.validation()).isEqualTo(history.validation());
    }

    @Test
    void equal_trainings_are_rescued_alike() {
        Plan plan = plan("dense(16, sigmoid) x 8; dense(1, sigmoid)", "adam(0.003)");
        Guarded first = train(plan);
        Guarded second = train(plan);
        assertThat(second.rescues).isEqualTo(first.rescues);
        assertThat(second.training.network().parameters())
                .isEqualTo(first.training.network().parameters());
    }
}
