package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Generator;

/// Scores of a network while it trains and afterwards.
class ScoreTest {
    private static final Dataset DATA = Generator.of("circles(1000, factor=0.5)").generate(1)
            .split(0.2, 1);
    private static final Plan PLAN = Plan
            .of("dense(8, tanh); dense(1, sigmoid)", "binary-cross-entropy", "adam(0.01)")
            .epochs(2);

    @Test
    void a_score_after_the_last_step_equals_the_one_measured_at_it() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            var training = new Training(PLAN, DATA, Settings.seed(1).workers(2));
            Score last = null;
            for (Step step : training) last = step.validation().orElse(last);
            assertThat(training.score(DATA.validation())).isEqualTo(last);
        });
    }

    @Test
    void a_score_does_not_depend_on_the_number_of_workers() {
        var one = new Training(PLAN, DATA, Settings.seed(1).workers(1));
        var three = new Training(PLAN, DATA, Settings.seed(1).workers(3));
        assertThat(three.score(DATA.train())).isEqualTo(one.score(DATA.train()));
        one.close();
        three.close();
    }

    @Test
    void no_rows_have_no_score() {
        try (var training = new Training(PLAN, DATA, Settings.seed(1).workers(1))) {
            assertThatThrownBy(() -> training.score(new int[0]))
                    .isInstanceOf(IllegalArgumentException.class).hasMessage("a score of no rows");
            assertThatThrownBy(() -> Trained.of(training).score(DATA, new int[0]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
