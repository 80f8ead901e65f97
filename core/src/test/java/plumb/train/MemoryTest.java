package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.data.Target;
import plumb.gauge.History;
import plumb.math.Kept;
import plumb.nn.Blueprint;
import plumb.nn.Shape;
import plumb.text.InputError;

class MemoryTest {
    private static final Dataset DATA = Generator.of("circles(100)").generate(0);

    /// 4 bytes for each of 100 training rows and 1 000 005 000 001 parameters, thrice for Adam; in 32 rows for 2 000 003
    /// inputs and outputs, 2 000 001 pre-activations, two gradients of the widest layer and two copies
    /// for its products; for
    /// that layer's width in four times 32 rows and in a slice of 32; and in the 4 rows of a score
    /// for 4 000 005 inputs, pre-activations, outputs and targets.
    @Test
    void a_network_that_cannot_fit_is_refused_with_the_bytes_it_needs() {
        refused("dense(1000000) x 2; dense(1, sigmoid)",
                "the network needs 11177.5 GiB (12001788001004 bytes) of memory",
                "to train (1000005000001 parameters), with 1000005000001 numbers in one array,",
                "which holds at most 2147483639: use smaller layers");
    }

    @Test
    void sizes_beyond_a_long_are_refused_too() {
        for (int layers = 2; layers < 9; layers++) {
            refused("dense(2147483639) x " + layers + "; dense(1, sigmoid)", "the network needs",
                    "to train");
        }
    }

    @Test
    void what_a_larger_heap_could_hold_is_told_so() {
        refused("dense(1000000); dense(2000, relu); dense(1, sigmoid)",
                "(2003004001 parameters), but ",
                " are free: use smaller layers or a larger heap");
    }

    @Test
    void a_batch_that_no_array_holds_is_refused() {
        Dataset many = Generator.of("circles(30000)").generate(0);
        var plan = Plan.of("dense(100000); dense(1, sigmoid)", "binary-cross-entropy", "sgd(0.1)")
                .batch(30000);
        assertThatThrownBy(() -> new Training(plan, many, Settings.seed(0).workers(1)))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("with 3000960000 numbers in one array, which holds at most"
                        + " 2147483639: use smaller layers or batches");
    }

    /// Metrics need the outputs for all rows that are scored at once.
    @Test
    void answers_that_metrics_keep_are_counted() {
        int classes = 20_000;
        int rows = Math.toIntExact(Runtime.getRuntime().maxMemory() / (4L * classes) + 1);
        List<String> names = IntStream.range(0, classes).mapToObj(c -> "c" + c).toList();
        Dataset data = Dataset.of(new float[rows], List.of("x"),
                new Target.Classes(new int[rows], names));
        var plan = Plan.of("dense(20000, softmax)", "categorical-cross-entropy", "sgd(0.1)");
        Memory.require(plan, data, 1, List.of());
        double bytes = Memory.bytes(plan, data, 1) + 4.0 * classes * rows;
        assertThatThrownBy(() -> Memory.require(plan, data, 1, List.of(Metric.of("f1"))))
                .isInstanceOf(InputError.class)
                .hasMessageContaining(String.format(Locale.ROOT, "(%.0f bytes) of memory", bytes))
                .hasMessageEndingWith("are free: use smaller layers, no metrics or a larger heap");
        try (var training = new Training(plan, data, Settings.seed(0).workers(1))) {
            Trained trained = Trained.of(training);
            double answers = Evaluation.bytes(plan.network(), data.shape(), 1)
                    + 4.0 * classes * rows;
            assertThatThrownBy(() -> trained.outputs(data)).isInstanceOf(InputError.class)
                    .hasMessageStartingWith(String.format(Locale.ROOT,
                            "the network needs %s of memory to answer %d rows, but ",
                            Memory.size(answers), rows))
                    .hasMessageEndingWith(" are free: use fewer rows or a larger heap");
        }
    }

    @Test
    void what_a_training_takes_beside_its_own_is_refused_alike() {
        var plan = Plan.of("dense(3); dense(1, sigmoid)", "binary-cross-entropy", "adam");
        try (var training = new Training(plan, DATA, Settings.seed(0).workers(2))) {
            Memory.requireBeside(training, 1e6, "to keep what is measured");
            double scores = Evaluation.bytes(plan.network(), DATA.shape(), 2);
            assertThatThrownBy(
                    () -> Memory.requireBeside(training, 0x1p60, "to keep what is measured"))
                    .isInstanceOf(InputError.class)
                    .hasMessageStartingWith("the network needs " + Memory.size(scores + 0x1p60)
                            + " of memory to keep what is measured, but ")
                    .hasMessageEndingWith(
                            " are free: use fewer or smaller layers or a larger heap");
        }
    }

    /// Courses grow with the steps until they are full; what is not measured has none.
    @Test
    void what_is_measured_takes_no_more_than_courses_have_room_for() {
        var plan = Plan.of("dense(3); dense(1, sigmoid)", "binary-cross-entropy", "adam");
        double before = 0;
        for (int steps : new int[] {10, 100, 1000, 10_000}) {
            double bytes = History.bytes(new Training(plan.length(new Length.Steps(steps)), DATA,
                    Settings.seed(0).workers(1)));
            assertThat(bytes).isGreaterThan(before);
            before = bytes;
        }
        for (int steps : new int[] {10_000, 1_000_000}) {
            Plan longer = plan.length(new Length.Steps(steps));
            Settings settings = Settings.seed(0).workers(1);
            assertThat(History.bytes(new Training(longer, DATA, settings))).isEqualTo(before);
            assertThat(History.bytes(new Training(longer, DATA, settings.probe(Probe.OFF))))
                    .isLessThan(before / 5);
        }
    }

    /// What it holds once it is full, in the numbers of its arrays, is no more than was said, and not much
    /// less.
    @Test
    void what_is_measured_is_known_before() {
        Dataset data = Generator.of("adding(40, 30)").generate(1).split(0.2, 1);
        for (String network : new String[] {"lstm(9); last; dense(1)",
                "dense(30, relu) x 8; dense(1)",
                "dense(6); residual(dense(6, tanh), layer-norm) x 3; dense(1)"}) {
            Plan plan = Plan.of(network, "mse", "sgd(0.001)");
            for (int steps : new int[] {1, 40, 2100}) {
                var training = new Training(plan.length(new Length.Steps(steps)), data,
                        Settings.seed(0).workers(1));
                var history = new History();
                for (Step step : training) history.add(step);
                var kept = new Kept();
                history.state(kept, training.network());
                assertThat(History.bytes(training)).as("%s, %d steps", network, steps)
                        .isBetween(kept.bytes(), 2 * kept.bytes());
                var most = new Kept();
                History.full(training).state(most, training.network());
                assertThat(most.bytes()).as("%s, %d steps", network, steps)
                        .isBetween(kept.bytes(), 1.3 * kept.bytes());
            }
        }
    }

    /// Scores that keep the answers to all rows need room for them.
    @Test
    void answers_that_metrics_keep_are_counted_beside_a_training() {
        var plan = Plan.of("dense(3); dense(1, sigmoid)", "binary-cross-entropy", "adam");
        Settings measured = Settings.seed(0).workers(2).metrics(List.of(Metric.of("f1")));
        try (var training = new Training(plan, DATA, measured)) {
            double scores = Evaluation.bytes(plan.network(), DATA.shape(), 2) + 4.0 * 100;
            assertThatThrownBy(() -> Memory.requireBeside(training, 0x1p60, "to keep"))
                    .hasMessageStartingWith("the network needs " + Memory.size(scores + 0x1p60));
        }
    }

    /// A chunk of a score has room for fewer rows of a very wide network.
    @Test
    void scores_of_wide_networks_take_fewer_rows_at_a_time() {
        double narrow = Evaluation.bytes(Blueprint.of("dense(1000); dense(1)"), Shape.of(2), 3);
        double wide = Evaluation.bytes(Blueprint.of("dense(9000000); dense(1)"), Shape.of(2), 3);
        assertThat(narrow).isEqualTo(3 * 4.0 * 256 * (2 + 2000 + 2 + 1));
        assertThat(wide).isEqualTo(3 * 4.0 * (2 + 18_000_000 + 2 + 1));
    }

    private static void refused(String network, String... parts) {
        var plan = Plan.of(network, "binary-cross-entropy", "adam(0.001)");
        assertThatThrownBy(() -> new Training(plan, DATA, Settings.seed(0).workers(1)))
                .isInstanceOf(InputError.class).hasMessageContainingAll(parts);
        assertThatThrownBy(() -> new Training(plan, DATA, Settings.seed(0)))
                .isInstanceOf(InputError.class);
    }
}
