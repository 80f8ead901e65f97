package plumb.bench.contest;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import plumb.bench.contest.Field.Learned;

/// All entries for one number of cores on some networks: every process lives through the whole contest
/// and is measured once in every round, after the others and before them, so that a machine that
/// slows down slows down all.
public final class Contest {
    private static final int LEARN = 2;
    private static final int ATTEMPTS = 10;
    private static final double WARM = 1;
    private static final double MEASURE = 1;
    private static final double PEAK = 0.2;
    private static final double WARM_PEAK = 2;
    /// How long a process has to fall asleep, in nanoseconds, before the next one is measured.
    private static final long PAUSE = 100_000_000;

    private final int cores;
    private final int rounds;
    private final Consumer<String> progress;
    private final Map<Entry, Remote> remotes = new LinkedHashMap<>();
    private final Map<Entry, String> versions = new LinkedHashMap<>();
    private final Map<Entry, String> absent = new LinkedHashMap<>();
    private final Map<Cell, Learned> learned = new HashMap<>();
    private final Map<Cell, double[]> milliseconds = new HashMap<>();
    private final Map<Net, double[]> peaks = new HashMap<>();
    private final Map<Cell, Double> bytes = new LinkedHashMap<>();
    private double idle;

    private Contest(int cores, int rounds, Consumer<String> progress) {
        this.cores = cores;
        this.rounds = rounds;
        this.progress = progress;
    }

    /// Holds the contest.
    ///
    /// @param progress is told what happens
    public static Field hold(int cores, int rounds, List<Net> nets, Consumer<String> progress) {
        var contest = new Contest(cores, rounds, progress);
        try {
            contest.start(nets);
            contest.peak(WARM_PEAK);
            for (Net net : nets) contest.hold(net);
        } finally {
            contest.remotes.values().forEach(Remote::close);
        }
        return new Field(cores, nets, contest.versions, contest.absent, contest.learned,
                contest.milliseconds, contest.peaks, contest.bytes, contest.idle);
    }

    private void start(List<Net> nets) {
        for (Entry entry : Entry.all(cores)) {
            if (!nets.stream().allMatch(entry.library()::takes)) {
                absent.put(entry, "it takes part on dense networks only");
                continue;
            }
            try {
                Remote remote = Remote.start(entry);
                remotes.put(entry, remote);
                versions.put(entry, remote.version());
            } catch (Remote.Absent e) {
                drop(entry, e);
            }
        }
    }

    private void drop(Entry entry, Exception reason) {
        if (entry.plumb()) throw new IllegalStateException(reason);
        progress.accept(entry.title() + " is absent: " + reason.getMessage());
        absent.put(entry, String.valueOf(reason.getMessage()));
        versions.remove(entry);
        Remote remote = remotes.remove(entry);
        if (remote != null) remote.close();
    }

    private void hold(Net net) {
        progress.accept(net + " on " + cores + (cores == 1 ? " core" : " cores"));
        each(net, (cell, remote) -> {
            learned.put(cell, learn(cell, remote));
            remote.ask("run " + cell.words() + " " + WARM);
        });
        var peak = new double[rounds];
        peaks.put(net, peak);
        for (int round = 0; round < rounds; round++) {
            int now = round;
            peak[now] = peak(PEAK);
            each(net, (cell, remote) -> {
                LockSupport.parkNanos(PAUSE);
                Duration before = others(cell.entry());
                double ms = remote.number("run " + cell.words() + " " + MEASURE);
                idle = Math.max(idle, others(cell.entry()).minus(before).toNanos() / 1e9 / MEASURE);
                milliseconds.computeIfAbsent(cell, _ -> new double[rounds])[now] = ms;
            });
        }
        each(net, (cell, remote) -> {
            if (cell.entry().plumb()) bytes.put(cell, remote.number("bytes " + cell.words()));
        });
    }

    /// Trains until the loss has fallen: a deep network takes its time, and a slow peer more.
    private static Learned learn(Cell cell, Remote remote) throws Remote.Absent {
        double first = remote.number("begin " + cell.words());
        double last = first;
        long steps = 1;
        for (int attempt = 0; attempt < ATTEMPTS && !(last < first); attempt++) {
            String[] numbers = remote.ask("learn " + cell.words() + " " + LEARN).split(" ", -1);
            steps += Long.parseLong(numbers[0]);
            last = Double.parseDouble(numbers[1]);
        }
        if (!(last < first)) {
            throw new Remote.Absent(
                    "it did not learn " + cell.net().name() + ": the loss went from "
                            + first + " to " + last);
        }
        return new Learned(steps, first, last);
    }

    private double peak(double seconds) {
        try {
            Remote remote = remotes.get(new Entry(Library.PLUMB, cores, false));
            return Objects.requireNonNull(remote).number("peak " + seconds);
        } catch (Remote.Absent e) {
            throw new IllegalStateException(e);
        }
    }

    /// What is done with one cell after the other.
    private interface Action {
        void on(Cell cell, Remote remote) throws Remote.Absent;
    }

    /// Does something with every cell of a network; an entry that fails is out of the contest.
    private void each(Net net, Action action) {
        for (Entry entry : List.copyOf(remotes.keySet())) {
            try {
                for (boolean statistics : new boolean[] {false, true}) {
                    Remote remote = Objects.requireNonNull(remotes.get(entry));
                    action.on(new Cell(entry, net, statistics), remote);
                }
            } catch (Remote.Absent e) {
                drop(entry, e);
            }
        }
    }

    private Duration others(Entry entry) {
        return remotes.entrySet().stream().filter(other -> !other.getKey().equals(entry))
                .map(other -> other.getValue().used()).reduce(Duration.ZERO, Duration::plus);
    }
}
