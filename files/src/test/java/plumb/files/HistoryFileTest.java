package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.gauge.History;
import plumb.gauge.Preactivations;
import plumb.gauge.Quantity;
import plumb.text.InputError;
import plumb.train.Plan;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

class HistoryFileTest {
    private static final Dataset DATA = Generator.of("circles(100, factor=0.5)").generate(1)
            .split(0.2, 1);
    private static final Plan PLAN = Plan.of(
            "dense(4, tanh); residual(dense(4, relu)); dense(1, sigmoid)",
            "binary-cross-entropy", "adam(0.01)").batch(8);

    @TempDir
    private Path parent;

    /// Its name has characters that mean something in a URL.
    private Path run() throws IOException {
        return Files.createDirectories(parent.resolve("a run? 100 %#é"));
    }

    private static void train(HistoryFile file, Training training, History history, long until) {
        while (training.hasNext() && training.steps() < until) {
            Step step = training.next();
            history.add(step);
            file.add(step, history.readings());
        }
        file.write();
    }

    private static List<Double> query(Path run, String sql) throws SQLException {
        try (Connection database = Sqlite.read(run.resolve("history.db"));
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            var values = new ArrayList<Double>();
            while (rows.next()) {
                double value = rows.getDouble(1);
                values.add(rows.wasNull() ? Double.NaN : value);
            }
            return values;
        }
    }

    private static long count(Path run, String table) throws SQLException {
        return query(run, "SELECT count(*) FROM " + table).getFirst().longValue();
    }

    @Test
    void everyStepIsThere() throws Exception {
        Path run = run();
        var training = new Training(PLAN.epochs(3), DATA, Settings.seed(1));
        var history = new History();
        try (var file = HistoryFile.open(run, training.network(), 0)) {
            train(file, training, history, Long.MAX_VALUE);
        }
        assertThat(query(run, "SELECT step FROM steps"))
                .isEqualTo(Stream.iterate(1.0, s -> s + 1).limit(30).toList());
        assertThat(query(run, "SELECT epoch FROM steps WHERE step IN (10, 11, 30)"))
                .containsExactly(1.0, 2.0, 3.0);
        assertThat(query(run, "SELECT loss FROM steps").getFirst())
                .isEqualTo(history.loss().start());
        assertThat(query(run, "SELECT learning_rate FROM steps")).containsOnly(0.01);
        assertThat(query(run, "SELECT step FROM epochs")).containsExactly(10.0, 20.0, 30.0);
        assertThat(query(run, "SELECT metric FROM epochs").getLast())
                .isEqualTo(history.validation().orElseThrow().metric());
        assertThat(query(run, "SELECT number FROM layers")).containsExactly(1.0, 2.1, 2.0, 3.0);
        for (int l = 0; l < history.depth(); l++) {
            for (Quantity q : Quantity.values()) {
                List<Double> course = query(run, "SELECT " + HistoryFile.column(q)
                        + " FROM readings WHERE layer = " + (l + 1) + " ORDER BY step");
                assertThat(course).hasSize(30);
                assertThat(course.getFirst()).as("%s of layer %d", q, l + 1)
                        .isEqualTo(Double.valueOf(history.series(l, q).start()));
            }
        }
        try (Stream<Path> files = Files.list(run)) {
            assertThat(files).containsExactly(run.resolve("history.db"));
        }
    }

    /// Of each layer with pre-activations, at the first step and at the last that counted them.
    @Test
    void preActivationsAreThere() throws Exception {
        Path run = run();
        var training = new Training(PLAN.epochs(3), DATA, Settings.seed(1));
        var history = new History();
        try (var file = HistoryFile.open(run, training.network(), 0)) {
            train(file, training, history, 3);
            assertThat(query(run, "SELECT layer FROM preactivations")).containsExactly(1.0, 2.0,
                    4.0);
            train(file, training, history, Long.MAX_VALUE);
        }
        assertThat(query(run, "SELECT step FROM preactivations WHERE layer = 2"))
                .containsExactly(1.0, 30.0);
        Preactivations z = history.lastPreactivations(1).orElseThrow();
        String row = " FROM preactivations WHERE step = 30 AND layer = 2";
        for (var e : Map.of("mean", z.mean(), "deviation", z.deviation(), "low", z.low(), "width",
                z.width(), "below", (double) z.below(), "above", (double) z.above()).entrySet()) {
            assertThat(query(run, "SELECT " + e.getKey() + row)).containsExactly(e.getValue());
        }
        assertThat(query(run, "SELECT value FROM json_each((SELECT counts" + row + "))"))
                .isEqualTo(z.counts().stream().map(n -> (double) n).toList());
        try (var _ = HistoryFile.open(run, training.network(), 17)) {
            assertThat(query(run, "SELECT DISTINCT step FROM preactivations"))
                    .containsExactly(1.0);
        }
    }

    @Test
    void whoReadsWhileItIsWrittenSeesAGrowingSequenceOfSteps() throws Exception {
        Path run = run();
        var training = new Training(PLAN.epochs(60), DATA, Settings.seed(1));
        var ended = new AtomicBoolean();
        var seen = new ArrayList<Long>();
        var file = HistoryFile.open(run, training.network(), 0);
        Thread writer = Thread.ofPlatform().start(() -> {
            var history = new History();
            for (long until = 20; training.hasNext(); until += 20) {
                train(file, training, history, until);
            }
            ended.set(true);
        });
        while (!ended.get()) {
            List<Double> steps = query(run, "SELECT step FROM steps ORDER BY step");
            for (int i = 0; i < steps.size(); i++) {
                assertThat(steps.get(i)).isEqualTo(i + 1.0);
            }
            assertThat(steps.size() % 20).isZero();
            if (!seen.isEmpty())
                assertThat((long) steps.size()).isGreaterThanOrEqualTo(seen.getLast());
            seen.add((long) steps.size());
        }
        writer.join();
        assertThat(count(run, "steps")).isEqualTo(600);
        assertThat(seen.stream().distinct().count()).isGreaterThan(3);
        file.close();
    }

    @Test
    void rowsBehindTheCheckpointAreRemovedFirst() throws Exception {
        Path run = run();
        var training = new Training(PLAN.epochs(3), DATA, Settings.seed(1));
        try (var file = HistoryFile.open(run, training.network(), 0)) {
            train(file, training, new History(), 25);
        }
        try (var _ = HistoryFile.open(run, training.network(), 17)) {
            assertThat(query(run, "SELECT max(step) FROM steps")).containsExactly(17.0);
            assertThat(query(run, "SELECT max(step) FROM readings")).containsExactly(17.0);
            assertThat(query(run, "SELECT max(step) FROM epochs")).containsExactly(10.0);
            assertThat(count(run, "layers")).isEqualTo(4);
            assertThat(HistoryFile.steps(run)).isEqualTo(17);
        }
        assertThat(HistoryFile.steps(parent)).isZero();
    }

    @Test
    void stepsThatAreMissingAreNamed() throws Exception {
        Path run = run();
        Path path = run.resolve("history.db");
        var training = new Training(PLAN.epochs(3), DATA, Settings.seed(1));
        assertThat(missing(run, training, 0)).isEmpty();
        Files.delete(path);
        assertThat(missing(run, training, 1)).hasValue(path + ": step 1 is missing");
        try (var file = HistoryFile.open(run, training.network(), 0)) {
            train(file, training, new History(), 25);
        }
        assertThat(missing(run, training, 25)).isEmpty();
        assertThat(missing(run, training, 30)).hasValue(path + ": steps 26 to 30 are missing");
        change(path, "DELETE FROM steps WHERE step IN (3, 4, 9)");
        assertThat(missing(run, training, 25)).hasValue(
                path + ": 3 of the steps 3 to 9 are missing");
        assertThat(missing(run, training, 2)).isEmpty();
        Files.delete(path);
        assertThat(missing(run, training, 25)).hasValue(path + ": steps 1 to 25 are missing");
    }

    /// Of more than 2²⁰ steps every second is there; the file may have got further than the checkpoint,
    /// and a run that goes on behind it may be cut short once more.
    @Test
    void stepsThatWereThinnedOutAreNotMissing() throws Exception {
        Path run = run();
        var training = new Training(PLAN.epochs(3), DATA, Settings.seed(1));
        HistoryFile.open(run, training.network(), 0).close();
        change(run.resolve("history.db"),
                "INSERT INTO steps SELECT column1, 1, 1, 1 FROM (VALUES (1), (3), (5), (1048601))");
        change(run.resolve("history.db"), "INSERT INTO thinned VALUES ('steps', 2)");
        var history = new History();
        while (training.steps() < 6) history.add(training.next());
        try (var file = HistoryFile.open(run, training.network(), 6)) {
            assertThat(file.missing()).isEmpty();
            train(file, training, history, 9);
        }
        assertThat(missing(run, training, 10)).isEmpty();
        assertThat(query(run, "SELECT step FROM steps")).containsExactly(1.0, 3.0, 5.0, 7.0, 9.0);
        // A run that begins again begins with each step.
        try (var file = HistoryFile.open(run, training.network(), 0)) {
            train(file, new Training(PLAN.epochs(3), DATA, Settings.seed(1)), new History(), 4);
        }
        assertThat(query(run, "SELECT step FROM steps")).containsExactly(1.0, 2.0, 3.0, 4.0);
    }

    @Test
    void aFileThatWasCutOffIsNamed() throws Exception {
        Path run = run();
        Path path = run.resolve("history.db");
        var training = new Training(PLAN.epochs(30), DATA, Settings.seed(1));
        try (var file = HistoryFile.open(run, training.network(), 0)) {
            train(file, training, new History(), Long.MAX_VALUE);
        }
        byte[] whole = Files.readAllBytes(path);
        for (int share : new int[] {2, 3, 10}) {
            Files.write(path, Arrays.copyOf(whole, whole.length / share));
            assertThatThrownBy(() -> HistoryFile.open(run, training.network(), 300))
                    .isInstanceOf(InputError.class)
                    .hasMessageStartingWith(path + ": cannot be written: ");
        }
    }

    /// The room that a run asks for is at least what the file takes, and not very much more.
    @Test
    void itsSizeIsKnownBefore() throws Exception {
        Path run = run();
        var training = new Training(PLAN.epochs(100), DATA, Settings.seed(1));
        try (var file = HistoryFile.open(run, training.network(), 0)) {
            train(file, training, new History(), Long.MAX_VALUE);
            long size = 0;
            for (String name : List.of("history.db", "history.db-wal")) {
                size += Files.size(run.resolve(name));
            }
            assertThat(HistoryFile.bytes(4, 1000, 100)).isBetween(size, 4 * size);
        }
    }

    private static Optional<String> missing(Path run, Training training, long behind) {
        try (var file = HistoryFile.open(run, training.network(), behind)) {
            return file.missing();
        }
    }

    private static void change(Path path, String sql) throws SQLException {
        try (Connection database = Sqlite.open(path);
                Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void readingsAreThinnedToAPowerOfTwo() throws Exception {
        Path run = run();
        var training = new Training(PLAN.batch(4).epochs(250), DATA, Settings.seed(1));
        var history = new History();
        try (var file = HistoryFile.open(run, training.network(), 0)) {
            train(file, training, history, 2048);
            assertThat(count(run, "readings")).isEqualTo(4 * 2048);
            train(file, training, history, 2049);
            assertThat(query(run, "SELECT DISTINCT step FROM readings"))
                    .isEqualTo(Stream.iterate(1.0, s -> s + 2).limit(1025).toList());
            assertThat(query(run, "SELECT stride FROM thinned WHERE name = 'readings'"))
                    .containsExactly(2.0);
        }
        try (var file = HistoryFile.open(run, training.network(), 2049)) {
            train(file, training, history, 4100);
            assertThat(query(run, "SELECT DISTINCT step FROM readings"))
                    .isEqualTo(Stream.iterate(1.0, s -> s + 4).limit(1025).toList());
            assertThat(count(run, "steps")).isEqualTo(4100);
        }
    }

    @Test
    void whatIsNoSuchFileIsNamed() throws IOException {
        Path run = run();
        Path path = Files.writeString(run.resolve("history.db"), "steps, steps, steps");
        var training = new Training(PLAN, DATA, Settings.seed(1));
        assertThatThrownBy(() -> HistoryFile.open(run, training.network(), 0))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith(path + ": cannot be written: ")
                .hasMessageContaining("not a database");
        assertThat(HistoryFile.steps(run)).isZero();
    }
}
