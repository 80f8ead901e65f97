package plumb.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.gauge.Quantity;
import plumb.text.InputError;

/// What the `history.db` of a run holds, in memory, for readers of a run that may still be written.
///
/// [#refresh] takes in what was added since; it reads all again where the run began again or its
/// readings were thinned. Not safe for several threads.
public final class StoredHistory {
    private static final int Q = Quantity.values().length;
    private static final String COLUMNS = Stream.of(Quantity.values()).map(HistoryFile::column)
            .collect(Collectors.joining(", "));

    /// A layer: its number as in reports, and its text.
    public record Layer(String index, String text) {}

    /// The scores behind an epoch.
    public record Epoch(long epoch, long step, double loss, double metric) {}

    /// The spread of the pre-activations of a layer in one step.
    public record Spread(long step, int layer, double mean, double deviation, long below,
            long above,
            double low, double width, String counts) {}

    /// What was done behind a step.
    public record Note(long step, String text) {}

    /// How fast the run is; NaN and 0 where that is not known.
    public record Progress(long planned, double rowsASecond, double probeShare, long memory) {}

    private final Path path;
    private List<Layer> layers = List.of();
    private final List<Epoch> epochs = new ArrayList<>();
    private List<Spread> spreads = List.of();
    private List<Note> notes = List.of();
    private List<String> findings = List.of();
    private final Map<Integer, Double> expected = new TreeMap<>();
    private Progress progress = new Progress(0, Double.NaN, Double.NaN, 0);
    private final Course loss = new Course();
    /// One after another: the readings of each layer and quantity.
    private final List<Course> readings = new ArrayList<>();
    private final List<Course> dead = new ArrayList<>();
    private long stride;

    /// Of the run in a folder; empty until it is refreshed.
    public StoredHistory(Path run) {
        this.path = run.resolve(HistoryFile.NAME);
    }

    /// Takes in what the file has by now.
    ///
    /// @return whether that is anything new
    /// @throws InputError if the file is damaged
    public boolean refresh() {
        if (!Files.exists(path)) {
            boolean had = loss.size() > 0;
            forget();
            return had;
        }
        try (Connection database = Sqlite.read(path)) {
            // One transaction sees one state of the file.
            database.setAutoCommit(false);
            return read(database);
        } catch (SQLException | LinkageError e) {
            throw new InputError(path + ": cannot be read: "
                    + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
    }

    private void forget() {
        layers = List.of();
        epochs.clear();
        loss.clear();
        readings.clear();
        dead.clear();
    }

    private boolean read(Connection database) throws SQLException {
        long last = number(database, "SELECT max(step) FROM steps");
        List<Layer> now = list(database, "SELECT number, text FROM layers ORDER BY layer",
                row -> new Layer(row.getString(1), row.getString(2)));
        long thinned = number(database, "SELECT stride FROM thinned WHERE name = 'readings'");
        if (last < loss.last() || !now.equals(layers) || thinned != stride) forget();
        boolean news = last > loss.last();
        stride = thinned;
        layers = now;
        while (readings.size() < Q * layers.size()) readings.add(new Course());
        while (dead.size() < layers.size()) dead.add(new Course());
        each(database, "SELECT step, loss FROM steps WHERE step > ? ORDER BY step", loss.last(),
                row -> loss.add(row.getLong(1), value(row, 2)));
        readReadings(database);
        each(database,
                "SELECT epoch, step, loss, metric FROM epochs WHERE epoch > ? ORDER BY epoch",
                epochs.isEmpty() ? 0 : epochs.getLast().epoch,
                row -> epochs.add(new Epoch(row.getLong(1), row.getLong(2), value(row, 3),
                        value(row, 4))));
        if (has(database, "dead")) readLater(database);
        spreads = list(database, "SELECT step, layer, mean, deviation, below, above, low, width,"
                + " counts FROM preactivations ORDER BY step",
                row -> new Spread(row.getLong(1), row.getInt(2), row.getDouble(3),
                        row.getDouble(4), row.getLong(5), row.getLong(6), row.getDouble(7),
                        row.getDouble(8), row.getString(9)));
        return news;
    }

    private void readReadings(Connection database) throws SQLException {
        if (layers.isEmpty()) return;
        each(database, "SELECT step, layer, " + COLUMNS
                + " FROM readings WHERE step > ? ORDER BY step, layer", readings.getFirst().last(),
                row -> {
                    int first = Q * (row.getInt(2) - 1);
                    long step = row.getLong(1);
                    for (int q = 0; q < Q; q++) {
                        readings.get(first + q).add(step, value(row, 3 + q));
                    }
                });
    }

    /// Tables that runs of earlier versions have not.
    private void readLater(Connection database) throws SQLException {
        long known = dead.stream().mapToLong(Course::last).max().orElse(0);
        each(database, "SELECT step, layer, share FROM dead WHERE step > ? ORDER BY step", known,
                row -> dead.get(row.getInt(2) - 1).add(row.getLong(1), row.getDouble(3)));
        notes = list(database, "SELECT step, text FROM notes ORDER BY step",
                row -> new Note(row.getLong(1), row.getString(2)));
        if (has(database, "expected")) {
            expected.clear();
            each(database, "SELECT layer, decades FROM expected WHERE layer > ?", 0,
                    row -> expected.put(row.getInt(1) - 1, row.getDouble(2)));
        }
        findings = list(database, "SELECT finding FROM findings ORDER BY rowid",
                row -> row.getString(1));
        progress = list(database,
                "SELECT planned, a_second, probe_share, memory FROM progress",
                row -> new Progress(row.getLong(1), value(row, 2), value(row, 3), row.getLong(4)))
                .stream().findFirst().orElse(progress);
    }

    /// What is taken from a row.
    @FunctionalInterface
    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /// What is done with a row.
    @FunctionalInterface
    private interface Each {
        void of(ResultSet row) throws SQLException;
    }

    private static <T> List<T> list(Connection database, String sql, Row<T> taken)
            throws SQLException {
        var found = new ArrayList<T>();
        try (Statement query = database.createStatement();
                ResultSet rows = query.executeQuery(sql)) {
            while (rows.next()) found.add(taken.of(rows));
        }
        return found;
    }

    private static void each(Connection database, String sql, long behind, Each done)
            throws SQLException {
        try (PreparedStatement query = database.prepareStatement(sql)) {
            query.setLong(1, behind);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) done.of(rows);
            }
        }
    }

    private static long number(Connection database, String sql) throws SQLException {
        return list(database, sql, row -> row.getLong(1)).stream().findFirst().orElse(0L);
    }

    private static boolean has(Connection database, String table) throws SQLException {
        return number(database, "SELECT count(*) FROM sqlite_master WHERE name = '" + table
                + "'") > 0;
    }

    private static double value(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }

    /// The layers, as they run.
    public List<Layer> layers() {
        return layers;
    }

    /// The epochs that ended from one step to another, or so many of them, evenly and with the last.
    public List<Epoch> epochs(long from, long to, int most) {
        List<Epoch> within = epochs.stream().filter(e -> e.step >= from && e.step <= to).toList();
        int every = Math.ceilDiv(within.size(), most);
        return IntStream.range(0, within.size())
                .filter(i -> (within.size() - 1 - i) % every == 0).mapToObj(within::get).toList();
    }

    /// Where pre-activations were, at the first step and at the last that counted them.
    public List<Spread> spreads() {
        return spreads;
    }

    public List<Note> notes() {
        return notes;
    }

    /// What theory expects of rms(δ) of a layer, counted from 0, given that of the output layer at the first
    /// step; NaN where it cannot tell.
    public double expectedDelta(int layer) {
        if (layers.isEmpty() || !expected.containsKey(layer)) return Double.NaN;
        double output = readings(layers.size() - 1, Quantity.DELTA).at(1);
        return Math.pow(10, expected.get(layer) + Math.log10(output));
    }

    /// What was found while the run went on, as JSON.
    public List<String> findings() {
        return findings;
    }

    public Progress progress() {
        return progress;
    }

    /// The loss on the batches.
    public Course loss() {
        return loss;
    }

    /// Whether anything was measured of the layers.
    public boolean measured() {
        return !readings.isEmpty() && readings.getFirst().size() > 0;
    }

    /// The last step that is known.
    public long last() {
        return loss.last();
    }

    /// The course of what is measured of a layer, counted from 0.
    @SuppressWarnings("EnumOrdinal")
    public Course readings(int layer, Quantity quantity) {
        return readings.get(Q * layer + quantity.ordinal());
    }

    /// The course of one of these of a layer over the steps: `delta` and the other quantities by their names,
    /// `update-ratio`, `dead`, or what the ledger says, `slope-decades` and `above-decades`.
    ///
    /// @param most how many spans there are at most
    /// @throws InputError if there is none of that name
    public Course.Spans spans(int layer, String name, long from, long to, int most) {
        if (name.equals("dead")) {
            long[] begins = readings(layer, Quantity.DELTA).spans(from, to, most).begins();
            double[] shares = new double[begins.length];
            for (int s = 0; s < begins.length; s++) {
                shares[s] = dead(layer, s + 1 < begins.length ? begins[s + 1] - 1 : to);
            }
            return new Course.Spans(begins, shares, shares, shares);
        }
        Course course = switch (name) {
            case "update-ratio" ->
                readings(layer, Quantity.UPDATE).over(readings(layer, Quantity.WEIGHT));
            case "slope-decades" -> readings(layer, Quantity.DELTA)
                    .over(readings(layer, Quantity.OUTPUT_GRADIENT)).decades();
            case "above-decades" -> layer + 1 == layers.size()
                    ? new Course()
                    : readings(layer, Quantity.OUTPUT_GRADIENT)
                            .over(readings(layer + 1, Quantity.DELTA)).decades();
            default -> readings(layer, quantity(name));
        };
        return course.spans(from, to, most);
    }

    /// The share of the dead units of a layer by a step: 0 where none was seen dead, NaN before the first
    /// epoch has ended.
    public double dead(int layer, long step) {
        if (epochs.isEmpty() || epochs.getFirst().step > step) return Double.NaN;
        double share = dead.get(layer).at(step);
        return Double.isNaN(share) ? 0 : share;
    }

    /// RMS of the updates over that of the parameters of a layer at a step.
    public double updateRatio(int layer, long step) {
        return readings(layer, Quantity.UPDATE).at(step)
                / readings(layer, Quantity.WEIGHT).at(step);
    }

    /// By how many decades the slopes of a layer changed the gradient at a step; NaN where it has none.
    public double slopeDecades(int layer, long step) {
        return decades(readings(layer, Quantity.DELTA).at(step)
                / readings(layer, Quantity.OUTPUT_GRADIENT).at(step));
    }

    /// By how many decades what lies above a layer changed the gradient at a step: weights, normalization
    /// and skips.
    public double aboveDecades(int layer, long step) {
        if (layer + 1 == layers.size()) return Double.NaN;
        return decades(readings(layer, Quantity.OUTPUT_GRADIENT).at(step)
                / readings(layer + 1, Quantity.DELTA).at(step));
    }

    private static double decades(double ratio) {
        double decades = Math.log10(ratio);
        return Double.isFinite(decades) ? decades : Double.NaN;
    }

    private static Quantity quantity(String name) {
        return Optional.of(name.toUpperCase(Locale.ROOT).replace('-', '_'))
                .flatMap(n -> Stream.of(Quantity.values()).filter(q -> q.name().equals(n))
                        .findFirst())
                .orElseThrow(() -> new InputError("there is no quantity " + name));
    }
}
