package plumb.gauge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.data.Target;
import plumb.nn.Network;
import plumb.report.LayerLine;
import plumb.train.Divergence;
import plumb.train.Length;
import plumb.train.Plan;
import plumb.train.Probe;
import plumb.train.Score;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

class HistoryTest {
    private static final Dataset DATA = Generator.of("circles(200, factor=0.5)").generate(1)
            .split(0.2, 1);

    @Test
    void ledger_adds_up_to_the_measured_change_of_the_gradient() {
        for (String activation : new String[] {"sigmoid", "tanh", "relu", "gelu", "softsign"}) {
            History history = train("dense(16, " + activation + ") x 6; dense(1, sigmoid)", 50);
            for (boolean first : new boolean[] {true, false}) {
                Ledger ledger = first ? Ledger.first(history) : Ledger.last(history);
                for (int l = 0; l < 6; l++) {
                    double below = delta(history, l, first);
                    double above = delta(history, l + 1, first);
                    assertThat(ledger.entries().get(l).total())
                            .as("%s, layer %d", activation, l + 1)
                            .isCloseTo(Math.log10(below / above), within(1e-6));
                }
                assertThat(ledger.sum(0, 5).total())
                        .isCloseTo(Math.log10(delta(history, 0, first) / delta(history, 5, first)),
                                within(1e-6));
            }
        }
    }

    @Test
    void ledger_adds_up_through_blocks_and_normalization() {
        History history = train("dense(16, tanh); residual(batch-norm, dense(16, tanh),"
                + " residual(dense(16, relu), gain=0.5)); layer-norm; flatten; dropout(0.1);"
                + " residual(dense(16), activation(gelu)) x 2; dense(1, sigmoid)", 50);
        for (boolean first : new boolean[] {true, false}) {
            Ledger ledger = first ? Ledger.first(history) : Ledger.last(history);
            for (int l = 0; l < history.depth() - 1; l++) {
                assertThat(ledger.entries().get(l).total()).as("layer %d", l)
                        .isCloseTo(Math.log10(
                                delta(history, l, first) / delta(history, l + 1, first)),
                                within(1e-6));
            }
            assertThat(ledger.entries().get(0).skip()).isNotNaN();
            assertThat(ledger.entries().get(0).normalization()).isNotNaN();
            assertThat(ledger.entries().get(0).weights()).isNaN();
        }
    }

    @Test
    void a_branch_that_begins_at_0_takes_no_part_in_the_ledger() {
        History history = train("dense(8); residual(batch-norm, dense(8, sigmoid), gain=0) x 4;"
                + " dense(1, sigmoid)", 100);
        assertThat(history.series(1, Quantity.BRANCH_GRADIENT).start()).isZero();
        assertThat(history.series(1, Quantity.BRANCH_GRADIENT).count())
                .isEqualTo(history.steps());
        assertThat(Ledger.start(history).sum(0, history.depth() - 2).total())
                .isCloseTo(0, within(1e-6));
        assertThat(Ledger.last(history).entries().get(0).skip()).isPositive();
    }

    @Test
    void a_layer_without_parameters_has_no_readings_of_them() {
        History history = train("dense(8, tanh); dropout(0.1); dense(1, sigmoid)", 40);
        for (Quantity q : List.of(Quantity.WEIGHT, Quantity.GRADIENT, Quantity.UPDATE,
                Quantity.SIGNAL_TO_NOISE)) {
            assertThat(history.series(1, q).last()).as("%s", q).isNaN();
            assertThat(history.series(0, q).last()).as("%s", q).isNotNaN();
        }
    }

    @Test
    void a_layer_that_only_changes_the_shape_reads_what_is_below_it() {
        History history = train("flatten; dense(8, relu); flatten;"
                + " residual(flatten, dense(8, tanh), gain=0.5); dense(1, sigmoid)", 40);
        assertThat(history.series(0, Quantity.DELTA).last()).isNaN();
        assertThat(history.series(2, Quantity.ACTIVATION).last())
                .isEqualTo(history.series(1, Quantity.ACTIVATION).last()).isPositive();
        assertThat(history.series(2, Quantity.DELTA).last())
                .isEqualTo(history.series(1, Quantity.OUTPUT_GRADIENT).last()).isPositive();
        assertThat(history.series(3, Quantity.DELTA).last())
                .isEqualTo(history.series(3, Quantity.BRANCH_GRADIENT).last()).isPositive();
        assertThat(Ledger.first(history).sum(1, 5).total())
                .isCloseTo(Math.log10(delta(history, 1, true) / delta(history, 5, true)),
                        within(1e-6));
        assertThat(LayerLine.decades(LayerLine.of(history)))
                .isCloseTo(Math.log10(delta(history, 1, true) / delta(history, 5, true)),
                        within(1e-6));
    }

    /// A long sequence is no long way down: what `last` does not read is not counted as faded.
    @Test
    void the_step_that_is_kept_takes_nothing_from_the_gradient() {
        History history = train(Plan.of("lstm(4); reshape(500, 4); last; dense(1)", "mse", "adam")
                .length(new Length.Steps(3)), Generator.of("adding(60, 500)").generate(1));
        assertThat(Ledger.first(history).sum(0, 2).total()).isCloseTo(0, within(1e-6));
        History plain = train(Plan.of("gru(4); last; dense(1)", "mse", "adam")
                .length(new Length.Steps(3)), Generator.of("adding(60, 500)").generate(1));
        assertThat(Ledger.first(plain).sum(0, 1).total()).isCloseTo(0, within(1e-6));
    }

    private static double delta(History history, int layer, boolean first) {
        Series series = history.series(layer, Quantity.DELTA);
        return first ? series.first() : series.last();
    }

    @Test
    void slope_of_relu_is_0_or_1_so_its_mean_square_is_the_share_of_active_units() {
        History history = train("dense(16, relu) x 2; dense(1, sigmoid)", 1);
        double zero = history.series(0, Quantity.ZERO).start();
        assertThat(Math.pow(history.series(0, Quantity.SLOPE).start(), 2)).isCloseTo(1 - zero,
                within(1e-6));
    }

    @Test
    void output_layer_on_a_fused_loss_has_no_slope_and_no_output_gradient() {
        History history = train("dense(4, tanh); dense(1, sigmoid)", 5);
        assertThat(history.series(1, Quantity.SLOPE).first()).isNaN();
        assertThat(history.series(1, Quantity.OUTPUT_GRADIENT).first()).isNaN();
        assertThat(history.series(1, Quantity.DELTA).first()).isPositive();
    }

    @Test
    void a_unit_is_dead_only_if_it_was_silent_on_every_row_of_an_epoch() {
        // Weights and biases of −1 on inputs in [0, 1] keep every pre-activation below 0.
        Dataset parity = Generator.of("parity(4, 64)").generate(1);
        Plan dead = Plan.of("dense(8, relu, constant(-1), bias=constant(-1)); dense(1, sigmoid)",
                "binary-cross-entropy",
                "sgd(0.1)").epochs(2);
        assertThat(train(dead, parity).dead(0).last()).isEqualTo(1);
        // The slope of gelu is negative there, and not 0.
        Plan falling = Plan.of("dense(8, gelu, constant(-1), bias=constant(-1)); dense(1, sigmoid)",
                "binary-cross-entropy",
                "sgd(0.1)").epochs(2);
        assertThat(train(falling, parity).dead(0).last()).isZero();
        History alive = train("dense(16, relu, he-normal); dense(1, sigmoid)", 50);
        assertThat(alive.series(0, Quantity.ZERO).last()).isGreaterThan(0.2);
        assertThat(alive.dead(0).last()).isLessThan(0.2);
    }

    @Test
    void dead_units_are_counted_over_whole_epochs_alone() {
        Plan plan = Plan.of("dense(16, relu); dense(1, sigmoid)", "binary-cross-entropy",
                "sgd(0.1)").batch(1);
        assertThat(train(plan.length(new Length.Steps(321)), DATA).dead(0).count()).isEqualTo(2);
        assertThat(train(plan.length(new Length.Steps(3)), DATA).dead(0).count()).isEqualTo(1);
    }

    /// Against cosines of all pairs in double precision, of the pre-activations w·x + b that the network
    /// has before its first step.
    @Test
    void the_cosine_is_the_mean_over_all_pairs_of_rows_before_the_first_step() {
        Plan plan = Plan.of("dense(7, relu, he-normal, bias=normal(0.3)); flatten; dropout(0.5);"
                + " dense(1, sigmoid)", "binary-cross-entropy", "sgd(3)").batch(160).epochs(2);
        float[] p = new Network(plan.network(), DATA.shape()).initialize(1).parameters();
        var z = new double[160][7];
        var x = new float[2];
        for (int i = 0; i < z.length; i++) {
            DATA.inputs().read(DATA.train()[i], x, 0);
            for (int j = 0; j < 7; j++) z[i][j] = p[14 + j] + x[0] * p[j] + x[1] * p[7 + j];
        }
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            for (int k = 0; k < i; k++) {
                double product = 0;
                for (int j = 0; j < 7; j++) product += z[i][j] * z[k][j];
                sum += product / Math.sqrt(square(z[i]) * square(z[k]));
            }
        }
        for (int workers : new int[] {1, 3}) {
            var history = new History();
            for (Step step : new Training(plan, DATA, Settings.seed(1).workers(workers)))
                history.add(step);
            assertThat(history.cosine(0)).isCloseTo(sum / (160 * 159 / 2), within(1e-6));
            assertThat(history.cosine(1)).isNaN();
            assertThat(history.cosine(2)).isNaN();
        }
    }

    /// Against z = w·x + b in double precision, with the parameters before the first step and, as the last
    /// step counts them before it changes any, before the last.
    @Test
    void pre_activations_are_those_of_every_row_and_unit_whoever_counts_them() {
        Plan plan = Plan.of("dense(7, tanh, normal(3), bias=normal(2)); dense(1, sigmoid)",
                "binary-cross-entropy", "sgd(3)").batch(160).epochs(3);
        for (int workers : new int[] {1, 3}) {
            var training = new Training(plan, DATA, Settings.seed(1).workers(workers));
            var history = new History();
            float[] before = training.network().parameters().clone();
            assertThat(training.next().distributions()).isTrue();
            training = new Training(plan, DATA, Settings.seed(1).workers(workers));
            history.add(training.next());
            assertCounted(history.firstPreactivations(0).orElseThrow(), before, 1);
            assertThat(history.lastPreactivations(0)).isEqualTo(history.firstPreactivations(0));
            history.add(training.next());
            assertThat(history.lastPreactivations(0)).isEqualTo(history.firstPreactivations(0));
            before = training.network().parameters().clone();
            history.add(training.next());
            assertCounted(history.lastPreactivations(0).orElseThrow(), before, 3);
            assertThat(history.firstPreactivations(0).orElseThrow().step()).isEqualTo(1);
            assertThat(history.lastPreactivations(1).orElseThrow().total()).isEqualTo(160);
        }
    }

    private static void assertCounted(Preactivations z, float[] p, long step) {
        var all = new ArrayList<Double>();
        var x = new float[2];
        for (int row : DATA.train()) {
            DATA.inputs().read(row, x, 0);
            for (int j = 0; j < 7; j++) {
                all.add((double) p[14 + j] + (double) x[0] * p[j] + (double) x[1] * p[7 + j]);
            }
        }
        assertThat(z.step()).isEqualTo(step);
        assertThat(z.total()).isEqualTo(160 * 7);
        double mean = all.stream().mapToDouble(v -> v).average().orElseThrow();
        assertThat(z.mean()).isCloseTo(mean, within(1e-6));
        assertThat(z.deviation()).isCloseTo(Math.sqrt(all.stream()
                .mapToDouble(v -> (v - mean) * (v - mean)).average().orElseThrow()), within(1e-6));
        assertThat(z.below()).isEqualTo(all.stream().filter(v -> v < -8).count());
        assertThat(z.above()).isEqualTo(all.stream().filter(v -> v >= 8).count());
        for (int i = 0; i < z.counts().size(); i++) {
            double low = z.low() + i * z.width();
            assertThat(z.counts().get(i)).as("from %s", low).isEqualTo(
                    all.stream().filter(v -> v >= low && v < low + z.width()).count());
        }
        assertThat(z.counts().getFirst()).isPositive();
        assertThat(z.counts().getLast()).isPositive();
    }

    /// All weights 0, so z is the bias, 0.
    @Test
    void a_recurrent_layer_without_gates_has_the_pre_activations_of_all_time_steps() {
        History history = train(Plan.of("simple-rnn(4, init=zeros); lstm(3); batch-norm; last;"
                + " prelu; dense(1)", "mse", "adam").length(new Length.Steps(1)),
                Generator.of("adding(60, 9)").generate(1));
        Preactivations z = history.firstPreactivations(0).orElseThrow();
        assertThat(z).isEqualTo(new Preactivations(1, 0, 0, 0, 0, 0, 0.25, List.of(32L * 9 * 4)));
        for (int l = 1; l < 4; l++) assertThat(history.firstPreactivations(l)).isEmpty();
        assertThat(history.firstPreactivations(4).orElseThrow().total()).isEqualTo(32 * 3);
    }

    @Test
    void only_norms_are_taken_where_histograms_are_not_asked_for() {
        var history = new History();
        for (Step step : new Training(Plan.of("dense(4, tanh); dense(1, sigmoid)",
                "binary-cross-entropy", "sgd(1)").epochs(1), DATA,
                Settings.seed(1).probe(Probe.LIGHT)))
            history.add(step);
        assertThat(history.firstPreactivations(0)).isEmpty();
        assertThat(history.lastPreactivations(0)).isEmpty();
    }

    private static double square(double[] values) {
        return Arrays.stream(values).map(v -> v * v).sum();
    }

    @Test
    void pixels_time_steps_and_layers_of_zeros_have_no_cosine() {
        History zeros = train("dense(4, relu, zeros); dense(1, sigmoid)", 1);
        assertThat(zeros.cosine(0)).isNaN();
        History times = train(Plan.of("gru(4); dense(3, tanh); last; dense(5, tanh); dense(1)",
                "mse", "adam").length(new Length.Steps(1)),
                Generator.of("adding(60, 9)").generate(1));
        assertThat(times.cosine(1)).isNaN();
        assertThat(times.cosine(3)).isBetween(-1.0, 1.0);
    }
    @Test
    void first_value_that_is_not_finite_is_kept_and_ends_the_training() {
        History history = train(
                Plan.of("dense(4, exponential, constant(50)) x 3; dense(1, sigmoid)",
                        "binary-cross-entropy", "sgd(0.1)"),
                DATA);
        assertThat(history.divergence()).hasValueSatisfying(d -> {
            assertThat(d.pass()).isEqualTo(Divergence.Pass.FORWARD);
            assertThat(d.step()).isEqualTo(history.steps());
        });
    }

    /// One of the validation rows is so far out that its output overflows once the weight is above 1.12;
    /// by then the answers to the others are better than before.
    @Test
    void an_epoch_whose_loss_is_not_finite_is_never_the_best() {
        var x = new float[100];
        var side = new int[100];
        for (int i = 0; i < 100; i++) {
            x[i] = i % 10 - 4.5f;
            side[i] = x[i] > 2 ? 1 : 0;
        }
        x[99] = 3e38f;
        Dataset all = Dataset.of(x, List.of("x"),
                new Target.Classes(side, List.of("low", "high")));
        Dataset data = IntStream.range(0, 100).mapToObj(seed -> all.split(0.2, seed))
                .filter(split -> IntStream.of(split.validation()).anyMatch(row -> row == 99))
                .findFirst().orElseThrow();
        var history = new History();
        var scores = new ArrayList<Score>();
        for (Step step : new Training(Plan.of("dense(1, sigmoid, zeros)", "binary-cross-entropy",
                "sgd(0.5)").epochs(60), data, Settings.seed(1))) {
            history.add(step);
            step.validation().ifPresent(scores::add);
            if (history.improved()) assertThat(step.validation()).isEqualTo(history.best());
        }
        assertThat(history.divergence()).isEmpty();
        Score best = scores.stream().filter(score -> Double.isFinite(score.loss()))
                .reduce((a, b) -> b.metric() > a.metric() ? b : a).orElseThrow();
        assertThat(history.best()).hasValue(best);
        assertThat(scores).anyMatch(
                score -> !Double.isFinite(score.loss()) && score.metric() > best.metric());
    }

    @Test
    void gradients_and_signals_are_measured_over_the_whole_range_of_floats() {
        History small = train(
                "dense(64, sigmoid, normal(1e-4)) x 6; dense(1, sigmoid, normal(1e-4))", 1);
        assertThat(small.series(0, Quantity.DELTA).start()).isBetween(1e-38, 1e-18);
        History large = train("dense(64, relu, normal(1e5)) x 6; dense(1, linear, normal(1e-9))", 1,
                "mse");
        assertThat(large.series(5, Quantity.ACTIVATION).start()).isGreaterThan(1e30)
                .isLessThan(1e38);
    }

    @Test
    void history_of_100_layers_stays_under_40_megabytes_however_long() {
        long bytesPerSeries = 4L * Float.BYTES * Series.BUCKETS
                + (long) Float.BYTES * Series.RECENT;
        // The course of a branch is kept only where a block begins.
        int courses = Quantity.values().length - 1;
        assertThat(100L * courses * bytesPerSeries).isLessThan(40_000_000);
        History plain = train("dense(4, tanh); dense(4, tanh); dense(1, sigmoid)", 1);
        assertThat(plain.series(1, Quantity.BRANCH_GRADIENT).count()).isZero();
        History block = train("dense(4, tanh); residual(dense(4, tanh)); dense(1, sigmoid)", 1);
        assertThat(block.series(1, Quantity.BRANCH_GRADIENT).count()).isEqualTo(block.steps());
    }

    @Test
    void signal_to_noise_is_large_where_steps_agree_and_small_where_they_cancel() {
        var agreeing = new SignalToNoise(64);
        var cancelling = new SignalToNoise(64);
        double first = 0;
        double second = 0;
        for (int step = 0; step < 64; step++) {
            var gradient = new float[64];
            var noise = new float[64];
            for (int i = 0; i < 64; i++) {
                gradient[i] = 1 + 0.01f * ((step * 31 + i) % 7);
                noise[i] = step % 2 == 0 ? 1 : -1;
            }
            double before = first;
            first = agreeing.add(gradient);
            second = cancelling.add(noise);
            if (step < 31) assertThat(first).isNaN();
            else if (step % 32 != 31) assertThat(first).isEqualTo(before);
        }
        assertThat(first).isGreaterThan(10);
        assertThat(second).isZero();
    }

    private static History train(String network, int steps) {
        return train(network, steps, "binary-cross-entropy");
    }

    private static History train(String network, int steps, String loss) {
        return train(Plan.of(network, loss, "adam(0.001)").length(new Length.Steps(steps)), DATA);
    }

    private static History train(Plan plan, Dataset data) {
        var history = new History();
        for (Step step : new Training(plan, data, Settings.seed(1).workers(1))) history.add(step);
        return history;
    }
}
