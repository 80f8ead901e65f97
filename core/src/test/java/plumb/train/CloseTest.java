package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.data.Target;
import plumb.nn.Blueprint;
import plumb.nn.Loss;

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

    @Test
    void a_training_whose_step_fails_has_ended() throws InterruptedException {
        int[] classes = {0, 1, 0, 1};
        var data = Dataset.of(new float[4], List.of("x"),
                new Target.Classes(classes, List.of("a", "b")));
        List<Thread> others = threads();
        var training = new Training(PLAN.network(Blueprint.of("dense(2, softmax)"))
                .loss(new Loss.CategoricalCrossEntropy()), data, Settings.seed(1).workers(2));
        List<Thread> crew = crew(others);
        classes[0] = 7;
        assertThatThrownBy(training::next).hasStackTraceContaining("Index 7");
        assertThat(training.hasNext()).isFalse();
        for (Thread thread : crew) thread.join(5000);
        assertThat(crew).hasSize(1).noneMatch(Thread::isAlive);
    }

    @Test
    void a_training_that_is_left_and_collected_has_no_threads() throws InterruptedException {
        List<Thread> crew = leave();
        assertThat(crew).hasSize(2);
        for (int i = 0; i < 100 && crew.stream().anyMatch(Thread::isAlive); i++) {
            System.gc();
            Thread.sleep(50);
        }
        assertThat(crew).noneMatch(Thread::isAlive);
    }

    private static List<Thread> leave() {
        List<Thread> others = threads();
        var training = new Training(PLAN, DATA, Settings.seed(1).workers(3));
        for (int i = 0; i < 10; i++) training.next();
        return crew(others);
    }

    private static List<Thread> crew(List<Thread> others) {
        return threads().stream().filter(thread -> !others.contains(thread)).toList();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("plumb-worker-")).toList();
    }
}
