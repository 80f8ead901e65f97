package plumb.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumb.diagnose.Finding;
import plumb.gauge.Preactivations;
import plumb.gauge.Quantity;
import plumb.gauge.Reading;
import plumb.nn.Network;
import plumb.text.InputError;
import plumb.train.Score;
import plumb.train.Step;

/// The file `history.db` of a run: its steps in an SQLite database, which other processes can read
/// while it is written.
///
/// | table | a row for | columns |
/// |---|---|---|
/// | `layers` | each layer | `layer` from 1, `number` as in reports (`3.1` in a block), `text` |
/// | `steps` | each step | `step` from 1, `epoch`, `loss` on the batch, `learning_rate` |
/// | `epochs` | each epoch that ended | `epoch`, its last `step`, `loss` and `metric` on the validation rows |
/// | `readings` | each layer at some steps | `step`, `layer`, and a column for each [Quantity] |
/// | `preactivations` | each layer that has any, at the first and at the last step that counted them | `step`, `layer`, and the members of [Preactivations], `counts` as a JSON array |
/// | `dead` | each layer at the end of an epoch that changed it | `step`, `layer`, `share` of the units that passed no gradient for any row of the epoch |
/// | `expected` | each layer of which theory expects something before step 1 | `layer`, log10 of rms(δ) over that of the output layer in `decades` |
/// | `findings` | what was found by then, at the end of an epoch now and then | `step`, `finding` as in `result.json` |
/// | `notes` | what was done on the way | `step`, `text` |
/// | `progress` | the last write | `planned` steps, rows `a_second`, `probe_share` of the time, bytes of `memory` in use |
/// | `thinned` | each table that has only some steps | `name`, and `stride`: it has the steps 1, 1 + stride, … |
///
/// What is absent or NaN is NULL. Steps are added in order, and those added together become visible
/// together. The file does not grow without end: while a training is shorter than 2²⁰ steps each
/// has its row, else every second, fourth, …; readings are thinned alike to those of 2048 steps.
public final class HistoryFile implements AutoCloseable {
    /// The file's name in a run folder.
    public static final String NAME = "history.db";

    static final int MOST_STEPS = 1 << 20;
    static final int MOST_READINGS = 2048;
    private static final int VERSION = 1;
    private static final String STEPS = "steps";
    private static final String DISTRIBUTIONS = "preactivations";
    /// The tables whose rows belong to a step.
    private static final List<String> OF_STEPS = List.of(STEPS, "epochs", "readings", DISTRIBUTIONS,
            "dead", "findings", "notes");

    /// The most bytes of a row of numbers, and of one of readings.
    private static final int BYTES_OF_ROW = 32;
    private static final int BYTES_OF_READINGS = 12 * (2 + Quantity.values().length);
    private static final int BYTES_OF_DISTRIBUTION = 600;

    private final Path path;
    private final Connection database;
    private final Optional<String> missing;
    private final Rows steps;
    private final Rows epochs;
    private final Rows readings;
    /// What the file has not yet of the first and of the last step that counted pre-activations, by layer
    /// from 1.
    private final Map<Integer, Preactivations> first = new TreeMap<>();
    private final Map<Integer, Preactivations> last = new TreeMap<>();

    /// The last share of dead units of each layer that has any.
    private final Map<Integer, Double> dead = new HashMap<>();

    private HistoryFile(Path path, Connection database, Optional<String> missing)
            throws SQLException {
        this.path = path;
        this.database = database;
        this.missing = missing;
        this.steps = new Rows(database, STEPS, 4, MOST_STEPS);
        this.epochs = new Rows(database, "epochs", 4, Integer.MAX_VALUE);
        this.readings = new Rows(database, "readings", 2 + Quantity.values().length,
                MOST_READINGS);
    }

    /// Opens the file of a run that stands behind a step: rows of later ones are removed.
    ///
    /// @throws InputError if it cannot be written, is damaged, or is no such file
    public static HistoryFile open(Path run, Network network, long behind) {
        Path path = run.resolve(NAME);
        @Nullable
        Connection database = null;
        try {
            database = Sqlite.open(path);
            database.setAutoCommit(false);
            if (behind > 0) requireWhole(database);
            create(database);
            if (behind == 0) describe(database, network);
            for (String table : OF_STEPS) {
                delete(database, table, behind);
            }
            if (behind == 0) forgetStrides(database);
            database.commit();
            return new HistoryFile(path, database,
                    missing(database, behind, stride(database, STEPS))
                            .map(steps -> path + ": " + steps));
        } catch (SQLException e) {
            close(database);
            throw failure(path, e);
        } catch (LinkageError e) {
            throw new InputError(path + ": cannot be written: SQLite does not run here: "
                    + String.valueOf(e.getCause()).replaceAll("\\s+", " "));
        }
    }

    /// The last step in the file of a run; 0 if there is none.
    static long steps(Path run) {
        Path path = run.resolve(NAME);
        if (!Files.exists(path)) return 0;
        try (Connection database = Sqlite.read(path)) {
            return last(database);
        } catch (SQLException | LinkageError e) {
            return 0;
        }
    }

    private static long last(Connection database) throws SQLException {
        try (Statement query = database.createStatement()) {
            return query.executeQuery("SELECT max(step) FROM steps").getLong(1);
        }
    }

    /// The most bytes that the file of so many layers, steps and epochs takes, and the log beside it,
    /// which can hold all of it once more.
    public static long bytes(int layers, long steps, long epochs) {
        return 2 * (BYTES_OF_ROW * (Math.min(steps, MOST_STEPS) + epochs)
                + (long) BYTES_OF_READINGS * layers * Math.min(steps, MOST_READINGS)
                + 2L * BYTES_OF_DISTRIBUTION * layers);
    }

    /// What is cut off a file shows only where it is read.
    private static void requireWhole(Connection database) throws SQLException {
        try (Statement query = database.createStatement()) {
            String found = query.executeQuery("PRAGMA quick_check(1)").getString(1);
            if (!found.equals("ok")) throw new SQLException("it is damaged: " + found);
        }
    }

    /// Which of the steps 1, 1 + stride, … up to `behind` have no row, for people.
    private static Optional<String> missing(Connection database, long behind, long stride)
            throws SQLException {
        long first = 0;
        long last = 0;
        long count = 0;
        long next = 1;
        try (Statement query = database.createStatement();
                ResultSet rows = query.executeQuery("SELECT step FROM steps WHERE (step - 1) % "
                        + stride + " = 0 ORDER BY step")) {
            while (next <= behind) {
                long found = rows.next() ? rows.getLong(1) : behind + 1;
                if (found > next) {
                    first = first == 0 ? next : first;
                    last = found - 1;
                    count += Math.ceilDiv(found - next, stride);
                }
                next = found + stride;
            }
        }
        if (count == 0) return Optional.empty();
        if (first == last) return Optional.of("step " + first + " is missing");
        return Optional.of(count == Math.ceilDiv(last - first + 1, stride)
                ? "steps " + first + " to " + last + " are missing"
                : count + " of the steps " + first + " to " + last + " are missing");
    }

    /// What the file lacks of the steps behind which the run goes on, `FILE: steps 31 to 57 are missing`;
    /// none if all are there.
    public Optional<String> missing() {
        return missing;
    }

    private static void create(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS thinned (name TEXT PRIMARY KEY, stride INTEGER)");
            statement.execute("CREATE TABLE IF NOT EXISTS " + DISTRIBUTIONS + " (step INTEGER,"
                    + " layer INTEGER, mean REAL, deviation REAL, below INTEGER, above INTEGER,"
                    + " low REAL, width REAL, counts TEXT, PRIMARY KEY (step, layer)) WITHOUT ROWID");
            statement.execute("CREATE TABLE IF NOT EXISTS dead (step INTEGER, layer INTEGER,"
                    + " share REAL, PRIMARY KEY (step, layer)) WITHOUT ROWID");
            statement.execute("CREATE TABLE IF NOT EXISTS expected (layer INTEGER PRIMARY KEY,"
                    + " decades REAL)");
            statement.execute("CREATE TABLE IF NOT EXISTS findings (step INTEGER, finding TEXT)");
            statement.execute("CREATE TABLE IF NOT EXISTS notes (step INTEGER, text TEXT)");
            statement.execute("CREATE TABLE IF NOT EXISTS progress (planned INTEGER, a_second REAL,"
                    + " probe_share REAL, memory INTEGER)");
            int version = statement.executeQuery("PRAGMA user_version").getInt(1);
            if (version == VERSION) return;
            if (version != 0) throw new SQLException("it is of version " + version);
            statement.execute("PRAGMA user_version = " + VERSION);
            statement.execute("CREATE TABLE layers (layer INTEGER PRIMARY KEY, number TEXT,"
                    + " text TEXT)");
            statement.execute("CREATE TABLE steps (step INTEGER PRIMARY KEY, epoch INTEGER,"
                    + " loss REAL, learning_rate REAL)");
            statement.execute("CREATE TABLE epochs (epoch INTEGER PRIMARY KEY, step INTEGER,"
                    + " loss REAL, metric REAL)");
            statement.execute("CREATE TABLE readings (step INTEGER, layer INTEGER, "
                    + Stream.of(Quantity.values()).map(q -> column(q) + " REAL, ")
                            .collect(Collectors.joining())
                    + "PRIMARY KEY (step, layer)) WITHOUT ROWID");
        }
    }

    /// Writes the layers, which may be others where a run begins again.
    private static void describe(Connection database, Network network) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("DELETE FROM layers");
        }
        List<String> numbers = network.blueprint().numbers();
        try (PreparedStatement insert = database
                .prepareStatement("INSERT INTO layers VALUES (?, ?, ?)")) {
            for (int l = 0; l < network.depth(); l++) {
                insert.setInt(1, l + 1);
                insert.setString(2, numbers.get(l));
                insert.setString(3, network.blueprint().flat().get(l).toString());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /// `UPDATE` is a word of SQL.
    static String column(Quantity quantity) {
        return quantity == Quantity.UPDATE
                ? "updates"
                : quantity.name().toLowerCase(Locale.ROOT);
    }

    private static void delete(Connection database, String table, long behind)
            throws SQLException {
        try (PreparedStatement delete = database
                .prepareStatement("DELETE FROM " + table + " WHERE step > ?")) {
            delete.setLong(1, behind);
            delete.executeUpdate();
        }
    }

    private static void forgetStrides(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("DELETE FROM thinned");
        }
    }

    /// Every how many steps a table has one.
    private static long stride(Connection database, String table) throws SQLException {
        try (PreparedStatement query = database
                .prepareStatement("SELECT stride FROM thinned WHERE name = ?")) {
            query.setString(1, table);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Math.max(1, row.getLong(1)) : 1;
            }
        }
    }

    /// Adds a step, which [#write] makes visible.
    ///
    /// @param read of every layer at this step; none if nothing was measured
    public void add(Step step, List<Reading> read) {
        long number = step.number();
        if (steps.wants(number)) {
            steps.add((double) number);
            steps.add(step.epoch());
            steps.add(step.loss());
            steps.add(step.learningRate());
        }
        if (step.validation().isPresent()) {
            Score score = step.validation().get();
            epochs.add(step.epoch());
            epochs.add((double) number);
            epochs.add(score.loss());
            epochs.add(score.metric());
        }
        if (step.distributions()) keepDistributions(step);
        if (read.isEmpty() || !readings.wants(number)) return;
        for (int l = 0; l < read.size(); l++) {
            readings.add((double) number);
            readings.add(l + 1);
            for (double value : read.get(l).values()) readings.add(value);
        }
    }

    /// Puts down what theory expects of the gradient of each layer, NaN where it cannot tell.
    public void expect(double... decades) {
        write("INSERT OR REPLACE INTO expected VALUES (?, ?)", insert -> {
            for (int l = 0; l < decades.length; l++) {
                if (!Double.isFinite(decades[l])) continue;
                insert.setInt(1, l + 1);
                insert.setDouble(2, decades[l]);
                insert.executeUpdate();
            }
        });
    }

    /// Adds the shares of dead units of the layers, if they are others than before.
    public void dead(long step, double... shares) {
        write("INSERT OR REPLACE INTO dead VALUES (?, ?, ?)", insert -> {
            for (int l = 0; l < shares.length; l++) {
                if (Double.isNaN(shares[l]) || shares[l] == dead.getOrDefault(l, 0.0)) continue;
                dead.put(l, shares[l]);
                insert.setLong(1, step);
                insert.setInt(2, l + 1);
                insert.setDouble(3, shares[l]);
                insert.executeUpdate();
            }
        });
    }

    /// Puts what is found by a step in the place of what was found before.
    public void findings(long step, List<Finding> findings) {
        write("DELETE FROM findings", PreparedStatement::executeUpdate);
        write("INSERT INTO findings VALUES (?, ?)", insert -> {
            for (Finding finding : findings) {
                insert.setLong(1, step);
                insert.setString(2, Json.line(json -> ResultJson.finding(json, finding)));
                insert.executeUpdate();
            }
        });
    }

    /// Notes what was done behind a step.
    public void note(long step, String text) {
        write("INSERT INTO notes VALUES (?, ?)", insert -> {
            insert.setLong(1, step);
            insert.setString(2, text);
            insert.executeUpdate();
        });
    }

    /// Tells how fast the training is; what is not known is NaN.
    public void progress(long planned, double rowsASecond, double probeShare, long memory) {
        write("DELETE FROM progress", PreparedStatement::executeUpdate);
        write("INSERT INTO progress VALUES (?, ?, ?, ?)", insert -> {
            insert.setLong(1, planned);
            insert.setDouble(2, rowsASecond);
            insert.setDouble(3, probeShare);
            insert.setLong(4, memory);
            insert.executeUpdate();
        });
    }

    /// What a statement of SQL is asked to do.
    @FunctionalInterface
    private interface Rowing {
        void of(PreparedStatement statement) throws SQLException;
    }

    private void write(String sql, Rowing rows) {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            rows.of(statement);
        } catch (SQLException e) {
            throw failure(path, e);
        }
    }

    private void keepDistributions(Step step) {
        Map<Integer, Preactivations> kept = step.number() == 1 ? first : last;
        kept.clear();
        for (int l = 0; l < step.tallies().size(); l++) {
            int layer = l + 1;
            Preactivations.of(step.number(), step.tallies().get(l).distribution)
                    .ifPresent(z -> kept.put(layer, z));
        }
    }

    /// Makes all steps visible that were added.
    ///
    /// @throws InputError if they cannot be written
    public void write() {
        try {
            steps.write();
            epochs.write();
            readings.write();
            writeDistributions();
            database.commit();
        } catch (SQLException e) {
            throw failure(path, e);
        }
    }

    private void writeDistributions() throws SQLException {
        if (!last.isEmpty()) {
            try (Statement statement = database.createStatement()) {
                statement.execute("DELETE FROM " + DISTRIBUTIONS + " WHERE step > 1");
            }
        }
        insert(first);
        insert(last);
    }

    private void insert(Map<Integer, Preactivations> distributions) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement("INSERT OR REPLACE INTO "
                + DISTRIBUTIONS + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (var entry : distributions.entrySet()) {
                Preactivations z = entry.getValue();
                insert.setLong(1, z.step());
                insert.setInt(2, entry.getKey());
                insert.setDouble(3, z.mean());
                insert.setDouble(4, z.deviation());
                insert.setLong(5, z.below());
                insert.setLong(6, z.above());
                insert.setDouble(7, z.low());
                insert.setDouble(8, z.width());
                insert.setString(9, z.counts().toString());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        distributions.clear();
    }

    /// Ends the writing, of what is visible. Who reads it from now on needs no other file beside it.
    @Override
    public void close() {
        try (Statement statement = database.createStatement()) {
            database.rollback();
            database.setAutoCommit(true);
            statement.execute("PRAGMA journal_mode = DELETE");
        } catch (SQLException e) {
            // Another process is reading, or the disk is full: it stays as it is.
        }
        close(database);
    }

    private static void close(@Nullable Connection database) {
        try {
            if (database != null) database.close();
        } catch (SQLException e) {
            // What was committed is in the file.
        }
    }

    private static InputError failure(Path path, SQLException e) {
        return new InputError(path + ": cannot be written: "
                + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
    }

    /// Rows of numbers that wait for a table whose first column is a step, thinned to those of so many
    /// steps.
    private static final class Rows {
        private final String table;
        private final int width;
        private final int most;
        private final Connection database;
        private double[] waiting = new double[1024];
        private int size;
        /// The table has the steps 1, 1 + stride, 1 + 2·stride, ….
        private long stride;
        private long thinned;

        Rows(Connection database, String table, int width, int most) throws SQLException {
            this.database = database;
            this.table = table;
            this.width = width;
            this.most = most;
            this.thinned = HistoryFile.stride(database, table);
            this.stride = thinned;
        }

        boolean wants(long step) {
            while ((step - 1) / stride >= most) stride *= 2;
            return (step - 1) % stride == 0;
        }

        void add(double value) {
            if (size == waiting.length) waiting = Arrays.copyOf(waiting, 2 * size);
            waiting[size++] = value;
        }

        void write() throws SQLException {
            if (size > 0) insert();
            size = 0;
            if (stride > thinned) thin();
            thinned = stride;
        }

        private void insert() throws SQLException {
            String values = "?, ".repeat(width - 1) + "?";
            try (PreparedStatement insert = database
                    .prepareStatement("INSERT INTO " + table + " VALUES (" + values + ")")) {
                for (int row = 0; row < size; row += width) {
                    for (int i = 0; i < width; i++) {
                        double value = waiting[row + i];
                        if (Double.isNaN(value)) insert.setNull(i + 1, 0);
                        else insert.setDouble(i + 1, value);
                    }
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }

        private void thin() throws SQLException {
            try (PreparedStatement delete = database
                    .prepareStatement("DELETE FROM " + table + " WHERE (step - 1) % ? <> 0")) {
                delete.setLong(1, stride);
                delete.executeUpdate();
            }
            try (PreparedStatement insert = database
                    .prepareStatement("INSERT OR REPLACE INTO thinned VALUES (?, ?)")) {
                insert.setString(1, table);
                insert.setLong(2, stride);
                insert.executeUpdate();
            }
        }
    }
}
