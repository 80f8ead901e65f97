package plumb.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.optim.Schedule;
import plumb.train.Plan;

class RangeTestTest {
    private static final Dataset CIRCLES = Generator.of("circles(200, factor=0.5)").generate(1)
            .split(0.2, 1);

    /// In sixty steps a long rise would reach a small part of each rate, and a fall would end early.
    @Test
    void a_schedule_does_not_change_which_rate_is_best() {
        Plan plan = Plan.of("dense(8, tanh); dense(1, sigmoid)", "binary-cross-entropy",
                "sgd(1e-5)");
        RangeTest.Result found = RangeTest.of(plan, CIRCLES, 1);
        assertThat(found.rate()).isBetween(0.1, 10.0);
        for (String schedule : new String[] {"warmup(100)", "exponential(0.001)"}) {
            assertThat(RangeTest.of(plan.schedule(Schedule.of(schedule)), CIRCLES, 1))
                    .as(schedule).isEqualTo(found);
        }
    }

    @Test
    void another_rate_keeps_the_schedule() {
        Plan plan = Plan.of("dense(1, sigmoid)", "binary-cross-entropy", "nadam(1)")
                .schedule(Schedule.of("warmup(2, cosine)"));
        Plan changed = new SetLearningRate(0.01).apply(plan);
        assertThat(changed.schedule()).isEqualTo(plan.schedule());
        assertThat(changed.optimizer()).hasToString("nadam(0.01)");
    }
}
