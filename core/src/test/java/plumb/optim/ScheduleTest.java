package plumb.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import plumb.Cases;
import plumb.Members;
import plumb.text.InputError;

class ScheduleTest {
    /// The shares of steps in trainings of 40 steps, four to an epoch.
    private static void assertShares(String text, int[] steps, double... shares) {
        for (int i = 0; i < steps.length; i++) {
            assertThat(Schedule.of(text).share(steps[i], 4, 40))
                    .as("%s after %d steps", text, steps[i]).isCloseTo(shares[i], within(1e-12));
        }
    }

    @Test
    void shares_follow_their_formulas() {
        assertShares("constant", new int[] {0, 17, 39}, 1, 1, 1);
        assertShares("step(3, 0.1)", new int[] {0, 11, 12, 23, 24}, 1, 1, 0.1, 0.1, 0.01);
        assertShares("step(0.25, 0.5)", new int[] {0, 1, 2, 3}, 1, 0.5, 0.25, 0.125);
        assertShares("exponential(0.81)", new int[] {0, 2, 4, 8}, 1, 0.9, 0.81, 0.6561);
        assertShares("cosine", new int[] {0, 10, 20, 30, 40},
                1, (2 + Math.sqrt(2)) / 4, 0.5, (2 - Math.sqrt(2)) / 4, 0);
        assertShares("cosine(5, to=0.2)", new int[] {0, 10, 20, 21, 39}, 1, 0.6, 0.2, 0.2, 0.2);
    }

    @Test
    void a_rise_ends_at_the_whole_rate_and_hands_on() {
        assertShares("warmup(2)", new int[] {0, 3, 6, 7, 8, 39}, 0.125, 0.5, 0.875, 1, 1, 1);
        assertShares("warmup(2, step(1, 0.5))", new int[] {7, 8, 11, 12}, 1, 1, 1, 0.5);
        assertShares("warmup(2, cosine)", new int[] {3, 8, 24, 40}, 0.5, 1, 0.5, 0);
        assertShares("warmup(1, warmup(1, exponential(0.5)))", new int[] {3, 4, 7, 12},
                1, 0.25, 1, 0.5);
        assertShares("warmup(0.6, exponential(0.1))", new int[] {0, 1, 2}, 1 / 2.4, 2 / 2.4, 1);
        assertShares("warmup(100)", new int[] {39}, 0.1);
    }

    /// Epochs of ten steps, a tenth of an epoch each: 3/10 is three tenths, although 0.3/0.1 is below
    /// 3 in doubles.
    @Test
    void steps_at_decimal_distances_come_when_they_are_due() {
        Schedule schedule = Schedule.of("step(0.1, 0.5)");
        for (int before = 0; before < 100; before++) {
            assertThat(schedule.share(before, 10, 100)).isEqualTo(Math.pow(0.5, before));
        }
    }

    @Test
    void shares_are_numbers_for_every_schedule() {
        Cases.forSeeds(50, seed -> {
            for (Schedule schedule : Members.of(Schedule.class, seed)) {
                for (int before = 0; before < 7; before++) {
                    assertThat(schedule.share(before, 3, 7)).as(schedule.toString())
                            .isNotNaN().isNotNegative();
                }
            }
        });
    }

    @Test
    void texts_are_read_and_printed() {
        assertThat(Schedule.of("cosine")).hasToString("cosine(all)");
        assertThat(Schedule.of("cosine(3.5, to=0)")).hasToString("cosine(3.5)");
        assertThat(Schedule.of("warmup(5, cosine(all, to=0.1))"))
                .hasToString("warmup(5, cosine(all, to=0.1))");
        assertThat(Schedule.of("warmup(5, constant)")).hasToString("warmup(5)");
        assertThat(Schedule.of("step(30, 0.1)")).hasToString("step(30, factor=0.1)");
        refuses("cosin", "did you mean \"cosine\"?");
        refuses("cosine(half)", "column 8: \"epochs\" must be a number or all");
        refuses("cosine(0)", "epochs must be positive, got 0");
        refuses("cosine(to=-1)", "the last share must be at least 0, got -1");
        refuses("step(3)", "step needs \"factor\"");
        refuses("exponential(0)", "the factor must be positive, got 0");
        refuses("warmup(-1)", "epochs must be positive, got -1");
    }

    private static void refuses(String text, String part) {
        assertThatThrownBy(() -> Schedule.of(text)).isInstanceOf(InputError.class)
                .hasMessageContaining(part);
    }
}
