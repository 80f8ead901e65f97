package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import plumb.data.Dataset;
import plumb.data.Generator;

/// Trainings that end before their length.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CloseTest {
    private static final Dataset DATA = Generator.of("circles(100)").generate(1).split(0.2, 1);
    private static final Plan PLAN = Plan
            .of("dense(8, tanh); dense(1, sigmoid)", "binary-cross-entropy", "adam(0.01)")
            .epochs(1_000_000);

    @Test
    void another_thread_may_close_a_training_at_any_time() throws InterruptedException {
        for (int round = 0; round < 300; round++) {
            var training = new Training(PLAN, DATA, Settings.seed(1).workers(3));
            Thread loop = Thread.ofPlatform().start(() -> {
                try {
                    while (training.hasNext()) training.next();
                } catch (NoSuchElementException e) {
                    assertThat(training.hasNext()).isFalse();
                }
            });
            Thread.sleep(0, 1000 * round);
            training.close();
            loop.join();
            assertThat(training.hasNext()).isFalse();
        }
    }
}
