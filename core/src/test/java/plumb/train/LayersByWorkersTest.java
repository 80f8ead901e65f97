package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Target;
import plumb.text.InputError;

/// Layers of all kinds on any number of workers, with a last batch of a single row.
class LayersByWorkersTest {
    private static final int COLUMNS = 8;
    private static final Dataset DATA = data(33);

    private static final List<String> NETWORKS = List.of(
            "dense(6, tanh); batch-norm; dense(1, sigmoid)",
            "dense(6); layer-norm; activation(relu); dropout(0.2); dense(1, sigmoid)",
            "dense(6); residual(batch-norm, dense(6, relu), gain=0.5); dense(1, sigmoid)",
            "reshape(4, 2); lstm(4); last; batch-norm; dense(1, sigmoid)",
            "reshape(4, 2); gru(3); simple-rnn(3); batch-norm; last; dense(1, sigmoid)",
            "reshape(4, 2, 1); conv2d(3, 2, relu); batch-norm; max-pool(2); dense(1, sigmoid)");

    private static Dataset data(int rows) {
        var random = new SplittableRandom(3);
        var inputs = new float[rows * COLUMNS];
        var classes = new int[rows];
        for (int i = 0; i < inputs.length; i++) inputs[i] = (float) random.nextGaussian();
        for (int row = 0; row < rows; row++) classes[row] = inputs[row * COLUMNS] > 0 ? 1 : 0;
        var columns = IntStream.range(0, COLUMNS).mapToObj(c -> "x" + c).toList();
        return Dataset.of(inputs, columns, new Target.Classes(classes, List.of("a", "b")));
    }

    private static float[] weights(String network, int workers) {
        Plan plan = Plan.of(network, "binary-cross-entropy", "adam(0.01)").epochs(3);
        try (var training = new Training(plan, DATA, Settings.seed(1).workers(workers))) {
            while (training.hasNext()) training.next();
            return training.network().parameters();
        }
    }

    @Test
    void any_number_of_workers_gives_the_same_weights_but_for_rounding() {
        for (String network : NETWORKS) {
            float[] one = weights(network, 1);
            for (int workers = 2; workers <= 4; workers++) {
                float[] more = weights(network, workers);
                for (int i = 0; i < one.length; i++) {
                    assertThat(more[i]).as("%s, %d workers, weight %d", network, workers, i)
                            .isCloseTo(one[i], within(2e-5f));
                }
            }
        }
    }

    @Test
    void a_recurrent_output_learns_under_the_loss_of_its_activation() {
        Plan plan = Plan.of("reshape(1, 8); simple-rnn(1, sigmoid)", "binary-cross-entropy",
                "adam(0.05)").epochs(30);
        try (var training = new Training(plan, data(200), Settings.seed(1))) {
            while (training.hasNext()) training.next();
            assertThat(training.score(DATA.train()).loss()).isLessThan(0.4);
        }
    }

    @Test
    void outputs_at_several_places_are_refused() {
        for (String network : List.of("reshape(4, 2, 1); conv2d(1, 1, softmax)",
                "reshape(2, 4); simple-rnn(4); dense(1, sigmoid)")) {
            Plan plan = Plan.of(network, "binary-cross-entropy", "adam");
            assertThatThrownBy(() -> new Training(plan, DATA, Settings.seed(1)))
                    .isInstanceOf(InputError.class).hasMessageContaining("values for each row");
        }
    }

    @Test
    void of_blocks_that_begin_together_only_the_innermost_layer_is_the_branch() {
        Plan plan = Plan.of("dense(4); residual(residual(dense(4)), dense(4)); dense(1, sigmoid)",
                "binary-cross-entropy", "adam");
        try (var training = new Training(plan, DATA, Settings.seed(1).workers(1))) {
            Step step = training.next();
            assertThat(step.tallies().get(1).branchValues).isEqualTo(step.rows() * 4L);
        }
    }

    @Test
    void no_step_begins_after_a_training_was_closed() throws InterruptedException {
        Plan plan = Plan.of("dense(64, relu) x 4; dense(1, sigmoid)", "binary-cross-entropy",
                "adam").epochs(1_000_000);
        for (int i = 0; i < 5; i++) {
            var training = new Training(plan, DATA, Settings.seed(1).workers(1));
            var loop = Thread.ofPlatform().start(() -> {
                try {
                    while (training.hasNext()) training.next();
                } catch (NoSuchElementException e) {
                    // Closed between the two.
                }
            });
            Thread.sleep(20);
            training.close();
            float[] after = training.network().parameters().clone();
            loop.join();
            assertThat(training.network().parameters()).isEqualTo(after);
        }
    }
}
