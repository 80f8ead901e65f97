package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.gauge.History;
import plumb.gauge.Ledger;
import plumb.gauge.Quantity;
import plumb.text.InputError;
import plumb.train.Plan;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

class StoredHistoryTest {
    private static final Dataset DATA = Generator.of("circles(100)").generate(1).split(0.2, 1);
    private static final Plan PLAN = Plan.of("dense(6, tanh) x 3; dense(1, sigmoid)",
            "binary-cross-entropy", "adam(0.01)").batch(8);

    @TempDir
    private Path run;

    private final History history = new History();
    private final Training training = new Training(PLAN.epochs(20), DATA, Settings.seed(1));

    private void train(HistoryFile file, int steps) {
        for (int i = 0; i < steps; i++) {
            Step step = training.next();
            history.add(step);
            file.add(step, history.readings());
        }
        file.write();
    }

    @Test
    void a_run_that_is_written_is_followed() {
        var stored = new StoredHistory(run);
        assertThat(stored.refresh()).isFalse();
        try (var file = HistoryFile.open(run, training.network(), 0)) {
            train(file, 7);
            assertThat(stored.refresh()).isTrue();
            assertThat(stored.refresh()).isFalse();
            assertThat(stored.last()).isEqualTo(7);
            train(file, 20);
            assertThat(stored.refresh()).isTrue();
        }
        var whole = new StoredHistory(run);
        whole.refresh();
        for (StoredHistory read : new StoredHistory[] {stored, whole}) {
            assertThat(read.last()).isEqualTo(27);
            assertThat(read.layers()).hasSize(4).last()
                    .isEqualTo(new StoredHistory.Layer("4", "dense(1, sigmoid, glorot-uniform)"));
            assertThat(read.loss().at(27)).isCloseTo(history.loss().recentMean(1), within(1e-7));
            for (Quantity quantity : Quantity.values()) {
                assertThat(read.readings(1, quantity).at(27)).as(quantity.name()).isEqualTo(
                        Double.valueOf((float) history.readings().get(1).get(quantity)));
            }
        }
    }

    @Test
    void the_ledger_of_a_step_is_that_of_the_history() {
        try (var file = HistoryFile.open(run, training.network(), 0)) {
            train(file, 5);
        }
        var stored = new StoredHistory(run);
        stored.refresh();
        Ledger now = Ledger.now(history);
        for (int l = 0; l < 3; l++) {
            assertThat(stored.slopeDecades(l, 5)).isCloseTo(now.entries().get(l).slope(),
                    within(1e-5));
            assertThat(stored.aboveDecades(l, 5)).isCloseTo(now.entries().get(l).weights(),
                    within(1e-5));
        }
        assertThat(stored.aboveDecades(3, 5)).isNaN();
        assertThat(stored.spans(1, "slope-decades", 5, 5, 1).mean())
                .containsExactly(new double[] {stored.slopeDecades(1, 5)}, within(1e-6));
        assertThat(stored.spans(1, "above-decades", 5, 5, 1).mean())
                .containsExactly(new double[] {stored.aboveDecades(1, 5)}, within(1e-6));
        assertThat(stored.spans(3, "above-decades", 1, 5, 9).mean()).isEmpty();
    }

    @Test
    void a_run_that_began_again_is_read_anew() {
        try (var file = HistoryFile.open(run, training.network(), 0)) {
            train(file, 12);
        }
        var stored = new StoredHistory(run);
        stored.refresh();
        try (var file = HistoryFile.open(run, training.network(), 0)) {
            file.expect(-1, Double.NaN, -0.5, 0);
            file.dead(4, 0, 0.5, 0, Double.NaN);
            file.note(3, "something was done");
            file.progress(320, 1000, Double.NaN, 5);
            file.write();
        }
        assertThat(stored.refresh()).isFalse();
        assertThat(stored.last()).isZero();
        assertThat(stored.notes()).containsExactly(new StoredHistory.Note(3, "something was done"));
        assertThat(stored.progress())
                .isEqualTo(new StoredHistory.Progress(320, 1000, Double.NaN, 5));
    }

    @Test
    void dead_units_are_known_from_the_first_epoch_on() {
        try (var file = HistoryFile.open(run, training.network(), 0)) {
            train(file, 20);
            file.dead(10, 0, 0.5, 0, Double.NaN);
            file.dead(20, 0, 0.5, 0.25, Double.NaN);
            file.write();
        }
        var stored = new StoredHistory(run);
        stored.refresh();
        assertThat(stored.dead(1, 9)).isNaN();
        assertThat(stored.dead(1, 10)).isEqualTo(0.5);
        assertThat(stored.dead(1, 20)).isEqualTo(0.5);
        assertThat(stored.dead(2, 19)).isZero();
        assertThat(stored.dead(2, 20)).isEqualTo(0.25);
        assertThat(stored.spans(2, "dead", 1, 20, 2).most()).containsExactly(0, 0.25);
    }

    @Test
    void no_extreme_is_lost_between_columns() {
        var random = new Random(1);
        var course = new Course();
        double[] values = DoubleStream.generate(random::nextGaussian).limit(1000)
                .map(v -> (float) v).toArray();
        values[333] = 1e6;
        for (int i = 0; i < values.length; i++) course.add(2 * i + 1, values[i]);
        for (int columns : new int[] {1, 7, 300, 1000, 5000}) {
            Course.Spans spans = course.spans(1, 2000, columns);
            assertThat(spans.begins()).hasSize(Math.min(columns, 1000)).startsWith(1);
            assertThat(DoubleStream.of(spans.most()).max().orElseThrow()).isEqualTo(1e6);
            assertThat(DoubleStream.of(spans.least()).min().orElseThrow())
                    .isEqualTo(DoubleStream.of(values).min().orElseThrow());
        }
        Course.Spans part = course.spans(101, 104, 50);
        assertThat(part.begins()).containsExactly(101, 103);
        assertThat(part.mean()).containsExactly(values[50], values[51]);
        assertThat(IntStream.of(part.begins().length, course.spans(3000, 4000, 5).begins().length)
                .toArray()).containsExactly(2, 0);
    }

    @Test
    void what_is_no_database_is_named() throws IOException {
        Files.writeString(run.resolve(HistoryFile.NAME), "no database at all, but a text");
        assertThatThrownBy(() -> new StoredHistory(run).refresh()).isInstanceOf(InputError.class)
                .hasMessageContaining("history.db: cannot be read: ");
    }
}
