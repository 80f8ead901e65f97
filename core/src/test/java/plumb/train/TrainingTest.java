package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.data.InputValues;
import plumb.data.Scale;
import plumb.data.Target;
import plumb.nn.Blueprint;
import plumb.nn.Loss;
import plumb.nn.Network;
import plumb.nn.ReferenceNetwork;
import plumb.nn.Tally;
import plumb.optim.Optimizer;
import plumb.optim.Schedule;
import plumb.text.InputError;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TrainingTest {
    private static final Dataset BLOBS = Generator.of("blobs(210, centers=3)").generate(4)
            .split(0.2, 4);
    private static final Plan PLAN = Plan
            .of("dense(17, tanh); dense(9, sigmoid); dense(3, softmax)",
                    "categorical-cross-entropy", "adam(0.003)")
            .scale(Scale.STANDARDIZE);

    private record Run(List<Double> losses, float[] weights, String bits) {}

    private static Run run(Plan plan, Dataset data, Settings settings) {
        var training = new Training(plan, data, settings);
        var losses = new ArrayList<Double>();
        var bits = new Bits();
        for (Step step : training) {
            losses.add(step.loss());
            bits.add(step.tallies());
        }
        return new Run(losses, training.network().parameters(), bits.toString());
    }

    private static Plan steps(Plan plan, long number) {
        return plan.length(new Length.Steps(number));
    }

    @Test
    void equal_seeds_give_equal_bits_for_every_number_of_workers() {
        for (int workers = 1; workers <= 3; workers++) {
            Run a = run(steps(PLAN, 200), BLOBS, Settings.seed(5).workers(workers));
            Run b = run(steps(PLAN, 200), BLOBS, Settings.seed(5).workers(workers));
            assertThat(b.weights).as(workers + " workers").isEqualTo(a.weights);
            assertThat(b.losses).isEqualTo(a.losses);
            assertThat(b.bits).isEqualTo(a.bits);
            assertThat(run(steps(PLAN, 200), BLOBS, Settings.seed(6).workers(workers)).weights)
                    .isNotEqualTo(a.weights);
        }
    }

    /// Every gradient is one sum over the batch, whoever takes which rows through the network.
    @Test
    void every_number_of_workers_gives_the_same_weights() {
        Plan wide = steps(PLAN.network(Blueprint.of(
                "dense(70, relu, he-normal); dense(33, tanh, bias=none); dense(3, softmax)")), 60);
        for (Plan plan : List.of(steps(PLAN, 200), wide)) {
            Run one = run(plan, BLOBS, Settings.seed(5).workers(1));
            for (int workers = 2; workers <= 4; workers++) {
                Run more = run(plan, BLOBS, Settings.seed(5).workers(workers));
                assertThat(more.weights).as(workers + " workers").isEqualTo(one.weights);
                for (int i = 0; i < one.losses.size(); i++)
                    assertThat(more.losses.get(i)).isCloseTo(one.losses.get(i), within(1e-14));
            }
        }
    }

    /// Plain descent changes weights by the learning rate times the gradient, so the tallies show it.
    @Test
    void each_step_takes_the_share_of_the_rate_that_its_schedule_says() {
        Plan plan = PLAN.optimizer(Optimizer.of("sgd(0.2)"))
                .schedule(Schedule.of("warmup(1, step(1, 0.25))")).batch(42).epochs(3);
        double[] shares = {0.25, 0.5, 0.75, 1, 1, 1, 1, 1, 0.25, 0.25, 0.25, 0.25};
        for (Step step : new Training(plan, BLOBS, Settings.seed(1))) {
            double rate = 0.2 * shares[(int) step.number() - 1];
            assertThat(step.learningRate()).isCloseTo(rate, within(1e-15));
            for (Tally tally : step.tallies()) {
                assertThat(Math.sqrt(tally.updates.squares / tally.gradients.squares))
                        .isCloseTo(rate, within(1e-3 * rate));
            }
        }
    }

    /// The sum of two marked numbers of a sequence; its variance is 1/6.
    @Test
    void an_lstm_learns_to_add() {
        Dataset data = Generator.of("adding(2000, 10)").generate(1).split(0.2, 1);
        Plan plan = Plan.of("lstm(16); last; dense(1)", "mse", "adam(0.01)").batch(64);
        for (int workers = 1; workers <= 2; workers++) {
            var training = new Training(steps(plan, 400), data, Settings.seed(1).workers(workers));
            for (Step step : training) assertThat(step.loss()).isFinite();
            assertThat(training.score(data.validation()).loss()).isLessThan(0.02);
        }
    }

    /// The first nine epochs of `examples/adding-lstm.yaml`, in larger batches.
    @Test
    void an_lstm_solves_the_adding_problem_over_50_steps() {
        Dataset data = Generator.of("adding(5000, 50)").generate(1).split(0.2, 1);
        Plan plan = Plan.of("lstm(32); last; dense(1)", "mse", "adam(0.01)").batch(50).epochs(9);
        var training = new Training(plan, data, Settings.seed(1).workers(1));
        for (Step step : training) assertThat(step.loss()).isFinite();
        assertThat(training.score(data.validation()).loss()).isLessThan(0.01);
    }

    @Test
    void a_word_outside_the_vocabulary_is_named_with_its_row_and_column() {
        var data = Dataset.of(new float[] {0, 9, 3, 4, 5, 10}, List.of("p0", "p1"),
                new Target.Values(new float[] {1, 2, 3}, 1));
        var plan = Plan.of("embedding(10, 4); lstm(3); last; dense(1)", "mse", "sgd");
        assertThatThrownBy(() -> new Training(plan, data, Settings.seed(1)))
                .isInstanceOf(InputError.class).hasMessage("row 2, column \"p1\":"
                        + " embedding(10, size=4) takes whole numbers from 0 to 9, got 10");
    }

    @Test
    void several_networks_can_be_trained_at_once() throws InterruptedException {
        Plan plan = steps(PLAN.network(Blueprint.of(
                "dense(70, relu, he-normal); dense(33, tanh); dense(3, softmax)")), 150);
        var alone = new ArrayList<float[]>();
        for (long seed = 1; seed <= 3; seed++) {
            alone.add(run(plan, BLOBS, Settings.seed(seed).workers(2)).weights);
        }
        var together = new float[3][];
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            threads.add(Thread.ofPlatform().start(() -> together[number] = run(plan, BLOBS,
                    Settings.seed(number + 1).workers(2)).weights));
        }
        for (Thread thread : threads) thread.join();
        for (int i = 0; i < 3; i++) assertThat(together[i]).isEqualTo(alone.get(i));
    }

    @Test
    void measuring_changes_no_bit() {
        for (int workers = 1; workers <= 2; workers++) {
            Run on = run(steps(PLAN, 200), BLOBS, Settings.seed(5).workers(workers));
            for (Probe probe : Probe.values()) {
                Run other = run(steps(PLAN, 200), BLOBS,
                        Settings.seed(5).workers(workers).probe(probe));
                assertThat(other.weights).as(probe.toString()).isEqualTo(on.weights);
                assertThat(other.losses).isEqualTo(on.losses);
                if (probe == Probe.OFF) assertThat(other.bits).isNotEqualTo(on.bits);
                else assertThat(other.bits).isEqualTo(on.bits);
            }
        }
    }

    @Test
    void a_step_of_gradient_descent_follows_the_reference_for_every_number_of_workers() {
        Dataset data = Generator.of("circles(12, noise=0.1)").generate(1);
        var blueprint = Blueprint.of("dense(6, tanh); dense(5, softplus); dense(1, sigmoid)");
        var loss = new Loss.BinaryCrossEntropy();
        var initial = new Network(blueprint, 2).initialize(9).parameters();
        var p = new double[initial.length];
        Arrays.setAll(p, i -> initial[i]);
        float[] inputs = InputValues.of(data.inputs());
        var x = new double[12][2];
        var t = new double[12][1];
        for (int row = 0; row < 12; row++) {
            x[row] = new double[] {inputs[2 * row], inputs[2 * row + 1]};
            t[row][0] = ((Target.Classes) data.target()).of()[row];
        }
        ReferenceNetwork.Result expected = new ReferenceNetwork(blueprint, loss).run(p, x, t);
        for (int workers = 1; workers <= 5; workers++) {
            Plan plan = steps(Plan.of(blueprint.toString(), loss.toString(), "sgd(0.5)").batch(12),
                    1);
            Run run = run(plan, data, Settings.seed(9).workers(workers));
            assertThat(run.losses.getFirst()).isCloseTo(expected.loss(), within(1e-6));
            for (int i = 0; i < p.length; i++) {
                assertThat((double) run.weights[i]).isCloseTo(p[i] - 0.5 * expected.gradients()[i],
                        within(1e-6));
            }
        }
    }

    /// Every row has an input of its own, so that its weight tells how often it was seen and in a
    /// batch of which size.
    @Test
    void an_epoch_sees_every_training_row_once_and_its_last_batch_is_smaller() {
        int n = 10;
        var inputs = new float[n * n];
        for (int i = 0; i < n; i++) inputs[i * n + i] = 1;
        var ones = new float[n];
        Arrays.fill(ones, 1);
        var names = IntStream.range(0, n).mapToObj(j -> "x" + j).toList();
        Dataset data = Dataset.of(inputs, names, new Target.Values(ones));
        Plan plan = Plan.of("dense(1, linear, zeros, bias=none)", "mse", "sgd(0.5)").batch(4)
                .epochs(1);
        for (int workers = 1; workers <= 6; workers++) {
            float[] w = run(plan, data, Settings.seed(3).workers(workers)).weights;
            Arrays.sort(w);
            assertThat(w).containsExactly(0.25f, 0.25f, 0.25f, 0.25f, 0.25f, 0.25f, 0.25f, 0.25f,
                    0.5f, 0.5f);
        }
    }

    @Test
    void steps_say_where_they_are() {
        Dataset data = Generator.of("circles(10)").generate(1);
        Plan plan = Plan.of("dense(1, sigmoid)", "binary-cross-entropy", "sgd").batch(4).epochs(2);
        var training = new Training(plan, data, Settings.seed(0));
        assertThat(training.length()).isEqualTo(6);
        int[] rows = {4, 4, 2, 4, 4, 2};
        for (int i = 0; i < 6; i++) {
            assertThat(training.hasNext()).isTrue();
            Step step = training.next();
            assertThat(step.number()).isEqualTo(i + 1);
            assertThat(step.epoch()).isEqualTo(i / 3 + 1);
            assertThat(step.rows()).isEqualTo(rows[i]);
            assertThat(step.endsEpoch()).isEqualTo(i % 3 == 2);
            assertThat(step.validation().isPresent()).isEqualTo(i % 3 == 2);
            assertThat(step.tallies().getFirst().rows).isEqualTo(rows[i]);
            assertThat(step.divergence()).isEmpty();
        }
        assertThat(training.hasNext()).isFalse();
        assertThatThrownBy(training::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void a_training_that_ends_inside_an_epoch_is_scored_there() {
        Dataset data = Generator.of("circles(10)").generate(1);
        Plan plan = steps(Plan.of("dense(1, sigmoid)", "binary-cross-entropy", "sgd").batch(4), 2);
        var training = new Training(plan, data, Settings.seed(0));
        assertThat(training.next().endsEpoch()).isFalse();
        Step last = training.next();
        assertThat(last.endsEpoch()).isTrue();
        assertThat(last.validation()).contains(training.score(data.validation()));
    }

    @Test
    void every_size_of_batch_works_with_every_number_of_workers() {
        Dataset data = Generator.of("circles(10)").generate(1);
        for (int batch : new int[] {1, 2, 3, 7, 10, 1000}) {
            for (int workers = 1; workers <= 4; workers++) {
                Plan plan = Plan
                        .of("dense(3, relu); dense(1, sigmoid)", "binary-cross-entropy", "sgd")
                        .batch(batch)
                        .epochs(3);
                Run run = run(plan, data, Settings.seed(0).workers(workers));
                assertThat(run.losses).as("batch %d, %d workers", batch, workers)
                        .hasSize(3 * (int) Math.ceil(10.0 / batch)).allMatch(Double::isFinite);
            }
        }
    }

    @Test
    void a_batch_larger_than_the_data_is_all_of_it() {
        Dataset data = Generator.of("circles(10)").generate(1);
        Plan plan = Plan.of("dense(3, relu); dense(1, sigmoid)", "binary-cross-entropy", "adam")
                .epochs(20);
        assertThat(run(plan.batch(5000), data, Settings.seed(0)).weights)
                .isEqualTo(run(plan.batch(10), data, Settings.seed(0)).weights);
    }

    @Test
    void epochs_and_seeds_have_orders_of_their_own() {
        Dataset data = Generator.of("linear(64, inputs=1)").generate(1);
        Plan plan = Plan.of("dense(1, linear, zeros)", "mse", "sgd(1e-12)").batch(1).epochs(2);
        List<Double> losses = run(plan, data, Settings.seed(0)).losses;
        assertThat(losses.subList(0, 64)).isNotEqualTo(losses.subList(64, 128));
        assertThat(losses.subList(0, 64))
                .isNotEqualTo(run(plan, data, Settings.seed(1)).losses.subList(0, 64));
    }

    @Test
    void a_network_can_be_scored_after_its_training() {
        for (int workers = 1; workers <= 3; workers++) {
            var training = new Training(steps(PLAN, 5), BLOBS, Settings.seed(0).workers(workers));
            while (training.hasNext()) training.next();
            assertThat(training.score(BLOBS.train()).loss()).isFinite();
        }
    }

    @Test
    void scores_do_not_depend_on_the_number_of_workers() {
        Dataset data = Generator.of("blobs(1000, centers=3)").generate(4);
        Score one = new Training(PLAN, data, Settings.seed(0).workers(1)).score(data.train());
        for (int workers = 2; workers <= 4; workers++) {
            try (var training = new Training(PLAN, data, Settings.seed(0).workers(workers))) {
                assertThat(training.score(data.train())).isEqualTo(one);
            }
        }
    }

    @Test
    void scores_of_values_are_in_the_units_of_the_user() {
        var y = new float[] {100, 300, 500, 700};
        Dataset data = Dataset.of(new float[4], List.of("x"), new Target.Values(y));
        Plan plan = Plan.of("dense(1, linear, zeros)", "mse", "sgd").scaleTarget(Scale.STANDARDIZE);
        Score score = new Training(plan, data, Settings.seed(0)).score(data.train());
        assertThat(score.loss()).isCloseTo(50_000, within(0.1));
        assertThat(score.metric()).isCloseTo(0, within(1e-6));
        Score mae = new Training(plan.loss(new Loss.Mae()), data, Settings.seed(0))
                .score(data.train());
        assertThat(mae.loss()).isCloseTo(200, within(1e-3));
    }

    @Test
    void a_training_left_early_keeps_no_core_busy_and_closes() throws InterruptedException {
        List<Thread> others = workers();
        var training = new Training(PLAN, BLOBS, Settings.seed(0).workers(3));
        List<Thread> crew = workers().stream().filter(thread -> !others.contains(thread)).toList();
        assertThat(crew).hasSize(2);
        training.next();
        Thread.sleep(200);
        assertThat(crew).allMatch(thread -> thread.getState() == Thread.State.WAITING);
        training.close();
        for (Thread thread : crew) thread.join(5000);
        assertThat(crew).noneMatch(Thread::isAlive);
        assertThat(training.hasNext()).isFalse();
        assertThat(training.score(BLOBS.validation()).loss()).isFinite();
    }

    private static List<Thread> workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().startsWith("plumb-worker")).toList();
    }

    @Test
    void small_networks_have_one_worker_and_large_ones_one_for_each_core() {
        assertThat(new Training(PLAN, BLOBS, Settings.seed(0)).workers()).isEqualTo(1);
        Plan large = Plan.of("dense(1000, relu) x 2; dense(3, softmax)",
                "categorical-cross-entropy", "sgd");
        try (var training = new Training(large, BLOBS, Settings.seed(0))) {
            assertThat(training.workers())
                    .isEqualTo(Math.min(32, Runtime.getRuntime().availableProcessors()));
        }
    }

    @Test
    void a_batch_has_not_more_workers_than_rows() {
        try (var training = new Training(PLAN.batch(4), BLOBS, Settings.seed(0).workers(9999))) {
            assertThat(training.workers()).isEqualTo(4);
            training.next();
        }
    }
}
