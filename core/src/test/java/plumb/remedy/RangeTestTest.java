package plumb.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.optim.Schedule;
import plumb.text.Grammar;
import plumb.train.Plan;

class RangeTestTest {
    private static final Dataset CIRCLES = Generator.of("circles(200, factor=0.5)").generate(1)
            .split(0.2, 1);

    /// Where a tenth of a training is enough to tell rates apart, no more is spent.
    @Test
    void a_rate_costs_a_tenth_of_a_training_and_is_of_one_digit() {
        for (String optimizer : new String[] {"sgd(1e-5)", "sgd(30)", "adam(1)"}) {
            Plan plan = Plan.of("dense(16, relu, he-normal) x 3; dense(1, sigmoid)",
                    "binary-cross-entropy", optimizer);
            for (int epochs : new int[] {10, 300}) {
                RangeTest.Result found = RangeTest.of(plan.epochs(epochs), CIRCLES, 1);
                long length = 5L * epochs;
                assertThat(found.steps()).as(optimizer)
                        .isLessThanOrEqualTo(Math.max(13 * 8, length / 10));
                assertThat(Grammar.number(found.rate())).matches("[1-9]0*|0\\.0*[1-9]|[1-9]e-\\d");
                boolean adam = optimizer.startsWith("adam");
                assertThat(found.rate()).as("%s, %s epochs", optimizer, epochs)
                        .isBetween(adam ? 0.001 : 0.03, adam ? 0.3 : 3);
            }
        }
    }

    @Test
    void a_rate_prints_with_one_digit() {
        for (int half = -14; half <= 2; half++) {
            String rate = Grammar.number(RangeTest.round(Math.pow(10, half / 2.0)));
            assertThat(rate).matches("[13]0*|0\\.0*[13]|[13]e-\\d");
        }
    }

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
