package plumb.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import plumb.report.Report;
import plumb.text.InputError;

/// A run as its folder tells of it.
///
/// @param verb which command began it, empty if that is not known
/// @param began when its `run.json` was written, or what there is of it
/// @param steps how many steps it is known to have trained
/// @param report its result, if it has one; a sweep has none of this kind
/// @param problem what is wrong with its files, if it is broken
public record StoredRun(Path folder, State state, String verb, Instant began, long steps,
        Optional<Report> report, Optional<String> problem) {
    /// What became of a run.
    public enum State {
        /// It came to its end.
        FINISHED,
        /// It was cut short.
        INTERRUPTED,
        /// A process holds its lock.
        RUNNING,
        /// A file that it needs is missing or cannot be read.
        BROKEN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The runs in a folder, in the order in which they began; other entries are passed over.
    ///
    /// @throws InputError if the folder cannot be read
    public static List<StoredRun> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputError(folder + ": there is no such folder of runs");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(StoredRun::isOne).map(StoredRun::read)
                    .sorted(Comparator.comparing(StoredRun::began)
                            .thenComparing(StoredRun::folder))
                    .toList();
        } catch (IOException e) {
            throw InputFiles.failure(folder, e);
        }
    }

    /// Whether a folder has what every run writes first.
    public static boolean isOne(Path folder) {
        return Files.isDirectory(folder) && Stream.of(RunFolder.EXPERIMENT, RunFolder.RECORD)
                .anyMatch(file -> Files.isRegularFile(folder.resolve(file)));
    }

    /// Reads what a run folder tells.
    ///
    /// @throws InputError if it is no run folder
    public static StoredRun read(Path run) {
        if (!isOne(run)) RunFolder.requireRun(run);
        boolean running = RunFolder.isRunning(run);
        Instant began = beginning(run);
        try {
            RunFolder.requireRun(run);
            String verb = RunFolder.record(run).text("verb");
            if (SweepFolder.isOne(run)) {
                State state = running
                        ? State.RUNNING
                        : SweepFolder.ended(run) ? State.FINISHED : State.INTERRUPTED;
                return new StoredRun(run, state, verb, began, 0, Optional.empty(),
                        Optional.empty());
            }
            Path result = run.resolve(ResultJson.NAME);
            Optional<Report> report = Files.exists(result)
                    ? Optional.of(ResultJson.read(result))
                    : Optional.empty();
            State state = running
                    ? State.RUNNING
                    : report.filter(Report::complete).isPresent()
                            ? State.FINISHED
                            : State.INTERRUPTED;
            long steps = state == State.FINISHED
                    ? report.orElseThrow().training().steps()
                    : HistoryFile.steps(run);
            return new StoredRun(run, state, verb, began, steps, report, Optional.empty());
        } catch (InputError e) {
            return new StoredRun(run, running ? State.RUNNING : State.BROKEN, "", began, 0,
                    Optional.empty(), Optional.of(e.message()));
        }
    }

    private static Instant beginning(Path run) {
        try {
            Path record = run.resolve(RunFolder.RECORD);
            return Files.getLastModifiedTime(Files.exists(record) ? record : run).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    /// The keys of its experiment with their texts: lists as `[auc, f1]`, layers as `network.1`,
    /// `network.2`, ….
    public Map<String, String> experiment() {
        return Document.parse(RunFolder.experiment(folder).toYaml(),
                folder.resolve(RunFolder.EXPERIMENT).toString()).texts();
    }

    /// Deletes a run folder, if it holds nothing but what a run writes. Links are never followed.
    ///
    /// @throws InputError if it is none, if a process writes there, or if there is anything else in it;
    ///     then nothing is deleted
    public static void delete(Path run) {
        // What "link/." names is no link, but the folder behind one.
        Path folder = run.toAbsolutePath().normalize();
        if (Files.isSymbolicLink(folder)) {
            throw new InputError(run + ": is a link: name the folder itself");
        }
        if (StreamSupport.stream(run.spliterator(), false).anyMatch(name -> name.endsWith(".."))) {
            throw new InputError(run + ": name the folder without \"..\"");
        }
        if (!isOne(folder)) {
            RunFolder.requireRun(run);
            throw new InputError(run + ": is no run folder");
        }
        RunFolder locked = RunFolder.locked(folder);
        boolean emptied = false;
        try {
            for (Path file : files(folder)) Files.delete(file);
            Files.deleteIfExists(folder.resolve(RunFolder.LOCK));
            emptied = true;
        } catch (IOException e) {
            throw new InputError(run + ": cannot be deleted: " + e.getMessage());
        } finally {
            // Once removed, the name may be that of another run's lock.
            if (emptied) locked.close();
            else locked.leave();
        }
        try {
            Files.delete(folder);
        } catch (IOException e) {
            throw new InputError(run + ": cannot be deleted: " + e.getMessage());
        }
    }

    /// All that a run has written, folders behind their files.
    private static List<Path> files(Path run) throws IOException {
        var found = new ArrayList<Path>();
        Files.walkFileTree(run, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a) {
                if (!folder.equals(run) && !folder.equals(run.resolve(Checkpoints.NAME))) {
                    throw foreign(run, folder);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = String.valueOf(file.getFileName());
                List<String> known = run.equals(file.getParent())
                        ? RunFolder.FILES
                        : Checkpoints.FILES;
                if (!known.contains(name) && !AtomicFile.isPart(name)) throw foreign(run, file);
                if (!name.equals(RunFolder.LOCK)) found.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException e) {
                if (!folder.equals(run)) found.add(folder);
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static InputError foreign(Path run, Path entry) {
        return new InputError(run + ": has " + run.relativize(entry)
                + ", which no run writes: remove it first");
    }
}
