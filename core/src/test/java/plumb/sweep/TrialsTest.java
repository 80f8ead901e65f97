package plumb.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.data.Target;
import plumb.text.InputError;
import plumb.train.Plan;

class TrialsTest {
    /// Decades per layer that sigmoid with Glorot weights loses, in wide layers (Schoenholz et al.,
    /// 2017; the difference of 10 and 5 layers in `MeanFieldTest`).
    private static final double SIGMOID = (-5.6926 + 2.5576) / 5;

    private static Basis circles() {
        return new Basis(() -> Generator.of("circles(300, noise=0.1, factor=0.5)").generate(1)
                .split(0.3, 1));
    }

    private static Plan plan(String layer, int depth) {
        return Plan.of("dense(32, " + layer + ") x " + depth + "; dense(1, sigmoid)",
                "binary-cross-entropy", "adam(0.003)").epochs(60);
    }

    private static List<Trial> run(List<Job> jobs, int atOnce) {
        var trials = new ArrayList<Trial>();
        try (var running = new Trials(jobs, new Trials.Room(atOnce, atOnce))) {
            for (Optional<Trial> t = running.next(); t.isPresent(); t = running.next()) {
                trials.add(t.get());
            }
            assertThat(running.done()).isCloseTo(jobs.size(), within(1e-6));
        }
        trials.sort(Comparator.comparingInt(Trial::point));
        return trials;
    }

    @Test
    void the_deep_sigmoid_corner_vanishes_and_relu_with_he_weights_trains() {
        Basis basis = circles();
        var plans = List.of(plan("sigmoid, glorot-uniform", 2),
                plan("sigmoid, glorot-uniform", 10), plan("relu, he-normal", 2),
                plan("relu, he-normal", 10));
        List<Job> jobs = IntStream.range(0, 4)
                .mapToObj(p -> new Job(p + 1, 1, plans.get(p), basis)).toList();
        List<Trial> trials = run(jobs, 4);
        assertThat(trials).extracting(Trial::diverged).containsOnly(false);
        assertThat(trials.get(1).trained()).isFalse();
        assertThat(trials.get(1).gradientDecades()).isCloseTo(9 * SIGMOID, within(0.6));
        assertThat(trials.get(3).trained()).isTrue();
        assertThat(trials.get(3).gradientDecades()).isCloseTo(0, within(0.6));
        assertThat(trials).extracting(Trial::yardstickMetric).allMatch(metric -> metric > 0.9);
    }

    @Test
    void results_do_not_depend_on_how_many_run_at_a_time() {
        Basis basis = circles();
        List<Job> jobs = IntStream.rangeClosed(1, 5)
                .mapToObj(p -> new Job(p, p, plan("tanh", p).epochs(2), basis)).toList();
        assertThat(run(jobs, 1)).isEqualTo(run(jobs, 3)).hasSize(5);
    }

    @Test
    void rows_and_yardsticks_are_made_once() {
        var loads = new AtomicInteger();
        var basis = new Basis(() -> {
            loads.incrementAndGet();
            return Generator.of("xor(100)").generate(1).split(0.2, 1);
        });
        run(IntStream.rangeClosed(1, 4)
                .mapToObj(p -> new Job(p, 1, plan("tanh", p).epochs(1), basis))
                .toList(), 2);
        assertThat(loads).hasValue(1);
    }

    @Test
    void a_training_that_diverges_is_a_result() {
        Plan wild = Plan.of("dense(8) x 3; dense(1)", "mse", "sgd(1000)").epochs(5);
        var basis = new Basis(() -> Generator.of("linear(100, 3)").generate(1).split(0.2, 1));
        Trial trial = run(List.of(new Job(1, 1, wild, basis)), 1).getFirst();
        assertThat(trial.diverged()).isTrue();
        assertThat(trial.trained()).isFalse();
        assertThat(trial.steps()).isLessThan(15);
    }

    @Test
    void a_training_that_diverges_has_no_score() {
        Plan wild = Plan.of("dense(8, relu) x 2; dense(1, sigmoid)", "binary-cross-entropy",
                "sgd(1e30)").epochs(5);
        Trial trial = run(List.of(new Job(1, 1, wild, circles())), 1).getFirst();
        assertThat(trial.diverged()).isTrue();
        assertThat(List.of(trial.loss(), trial.metric(), trial.bestLoss(), trial.bestMetric()))
                .containsOnly(Double.NaN);
        assertThat(trial.trivialMetric()).isBetween(0.4, 0.7);
    }

    /// A row of the validation overflows from the start.
    @Test
    void a_training_without_a_finite_score_has_no_best_epoch() {
        var x = new float[100];
        var side = new int[100];
        for (int i = 0; i < 100; i++) side[i] = i % 2;
        for (int i = 0; i < 100; i++) x[i] = side[i] - 0.5f;
        x[99] = -3e38f;
        Dataset all = Dataset.of(x, List.of("x"),
                new Target.Classes(side, List.of("low", "high")));
        var basis = new Basis(() -> IntStream.range(0, 100).mapToObj(seed -> all.split(0.2, seed))
                .filter(split -> IntStream.of(split.validation()).anyMatch(row -> row == 99))
                .findFirst().orElseThrow());
        Plan plan = Plan.of("dense(1, sigmoid, constant(2))", "binary-cross-entropy", "sgd(0.01)");
        Trial trial = run(List.of(new Job(1, 1, plan.epochs(3), basis)), 1).getFirst();
        assertThat(trial.diverged()).isFalse();
        assertThat(List.of(trial.loss(), trial.metric(), trial.bestLoss(), trial.bestMetric()))
                .containsOnly(Double.NaN);
    }

    @Test
    void a_number_that_is_not_finite_is_none() {
        double endless = Double.NEGATIVE_INFINITY;
        assertThat(new Trial(1, 1, 9, false, false, endless, endless, 0.5, 0.4, endless, endless,
                endless))
                .isEqualTo(new Trial(1, 1, 9, false, false, Double.NaN, Double.NaN, Double.NaN,
                        0.4, Double.NaN, Double.NaN, Double.NaN));
    }

    @Test
    void a_plan_that_does_not_fit_is_refused_before_it_trains() {
        var job = new Job(1, 1, Plan.of("dense(5, softmax)", "categorical-cross-entropy", "adam"),
                circles());
        assertThatThrownBy(job::requireFit).isInstanceOf(InputError.class)
                .hasMessageContaining("the last layer has 5 units");
        assertThat(new Job(1, 1, plan("relu", 2), circles()).requireFit().bytes())
                .isGreaterThan(32 * 32 * 4);
    }

    @Test
    void an_interrupt_ends_all_trials_at_their_next_step() {
        Plan endless = plan("tanh", 2).epochs(1_000_000);
        try (var trials = new Trials(List.of(new Job(1, 1, endless, circles())),
                new Trials.Room(1, 1))) {
            Thread.currentThread().interrupt();
            assertThat(trials.next()).isEmpty();
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void no_more_run_at_a_time_than_the_memory_holds() {
        double heap = Runtime.getRuntime().maxMemory();
        assertThat(room(1, 1)).isEqualTo(new Trials.Room(8, 16));
        assertThat(room(1e15, 1)).isEqualTo(new Trials.Room(1, 1));
        assertThat(room(heap / 4, 1).trials()).isBetween(1, 3);
        assertThat(room(1, heap / 4).bases()).isBetween(2, 4);
        assertThat(room(1, heap)).isEqualTo(new Trials.Room(8, 1));
    }

    private static Trials.Room room(double bytes, double rowBytes) {
        return Trials.room(8, new Job.Fit(bytes, rowBytes, "accuracy"));
    }

    @Test
    void rows_come_one_after_another_where_the_memory_is_that_of_one() {
        var told = new AtomicInteger();
        var loads = new AtomicInteger();
        List<Basis> bases = IntStream.range(0, 4).mapToObj(i -> new Basis(() -> {
            // The last trial on the rows before has ended, and is about to be told.
            assertThat(told.get()).isGreaterThanOrEqualTo(2 * i - 1);
            loads.incrementAndGet();
            return Generator.of("xor(100)").generate(i).split(0.2, i);
        })).toList();
        // In turns, as the values of a grid can be.
        List<Job> jobs = IntStream.range(0, 8).mapToObj(
                j -> new Job(j + 1, 1, plan("tanh", 1).epochs(2), bases.get(j % 4))).toList();
        try (var trials = new Trials(jobs, new Trials.Room(3, 1))) {
            while (trials.next().isPresent()) told.incrementAndGet();
        }
        assertThat(told).hasValue(8);
        assertThat(loads).hasValue(4);
        bases.forEach(Basis::data);
        assertThat(loads).as("rows are given up behind the last trial").hasValue(8);
    }
}
