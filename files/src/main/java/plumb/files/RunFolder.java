package plumb.files;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumb.text.InputError;

/// The folder that one run writes: `experiment.yaml`, `run.json`, on the way `checkpoints` and
/// `history.db`, later `result.json`, `report.html` and `model.safetensors`.
///
/// Each file is there whole or not at all. While the run writes, it holds a lock of the operating
/// system on the folder's file `.lock`, which stays.
public final class RunFolder implements AutoCloseable {
    private static final DateTimeFormatter STAMP = DateTimeFormatter
            .ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    static final String EXPERIMENT = "experiment.yaml";
    static final String RECORD = "run.json";
    static final String LOCK = ".lock";
    /// What a run can leave in its folder, beside `checkpoints`.
    static final List<String> FILES = List.of(EXPERIMENT, RECORD, ResultJson.NAME, "report.html",
            "model.safetensors", "repaired.yaml", SweepFolder.PLAN, SweepTable.NAME,
            HistoryFile.NAME, HistoryFile.NAME + "-wal",
            HistoryFile.NAME + "-shm", HistoryFile.NAME + "-journal", LOCK);

    private static final String BUSY = "another run is writing here";
    private static final long ROOM = 4 << 20;
    private static final int TRIES = 1000;
    /// How often the lock is asked for, and how many milliseconds apart: who only looks whether there is
    /// one has it for a moment.
    private static final int ASKS = 20;
    private static final int PAUSE = 10;

    private final Path path;
    private final List<Path> created;
    private final List<Path> written = new ArrayList<>();
    private @Nullable FileChannel lock;
    /// Whether this run made the file of the lock it holds.
    private boolean lockMade;

    private RunFolder(Path path, List<Path> created) {
        this.path = path;
        this.created = created;
    }

    /// Takes a folder that is absent or empty.
    ///
    /// @param bytes how much the run is about to write
    /// @throws InputError if the folder has files, cannot be written, or has no room
    public static RunFolder at(Path out, long bytes) {
        Path folder = out.toAbsolutePath().normalize();
        requireEmpty(out, folder);
        var created = new ArrayList<Path>();
        try {
            createFolders(folder, created);
        } catch (IOException e) {
            removeAll(created);
            throw failure(out, e);
        }
        RunFolder taken = new RunFolder(folder, created).begin(bytes);
        try {
            requireNothing(out, folder);
            return taken;
        } catch (IOException e) {
            taken.discard();
            throw failure(out, e);
        } catch (InputError e) {
            taken.discard();
            throw e;
        }
    }

    /// Takes a new folder `runs/<utc>-<name>` in the current one.
    public static RunFolder named(String name, long bytes) {
        return named(Path.of("runs"), name, Instant.now(), bytes);
    }

    static RunFolder named(Path parent, String name, Instant now, long bytes) {
        Path runs = parent.toAbsolutePath().normalize();
        String stem = STAMP.format(now) + "-" + fileName(name);
        var created = new ArrayList<Path>();
        try {
            createFolders(runs, created);
            for (int i = 1; i <= TRIES; i++) {
                Path folder = runs.resolve(i == 1 ? stem : stem + "-" + i);
                try {
                    Files.createDirectory(folder);
                    created.add(folder);
                    return new RunFolder(folder, created).begin(bytes);
                } catch (FileAlreadyExistsException e) {
                    // Another run of this second has it: try the next.
                }
            }
        } catch (IOException e) {
            removeAll(created);
            throw failure(runs, e);
        }
        throw new InputError(runs + ": holds " + TRIES + " runs named " + stem);
    }

    /// Takes the folder of a run that has ended before its end, to go on with it.
    ///
    /// @throws InputError if it is no run folder, or a run is writing there
    public static RunFolder resume(Path run, long bytes) {
        requireRun(run);
        RunFolder folder = new RunFolder(run.toAbsolutePath().normalize(), List.of()).begin(bytes);
        AtomicFile.removeParts(folder.path);
        AtomicFile.removeParts(folder.path.resolve(Checkpoints.NAME));
        return folder;
    }

    /// Takes the lock of a run folder, however little there is in it.
    ///
    /// @throws InputError if a run is writing there
    static RunFolder locked(Path run) {
        return new RunFolder(run.toAbsolutePath().normalize(), List.of()).begin(-ROOM);
    }

    /// Whether a run is writing in a folder.
    static boolean isRunning(Path run) {
        try {
            return isLocked(run);
        } catch (IOException e) {
            return false;
        }
    }

    /// Requires a folder that a run has begun to write.
    ///
    /// @throws InputError saying what it is instead
    public static void requireRun(Path run) {
        file(run, EXPERIMENT);
        file(run, RECORD);
    }

    /// A file that a run has written.
    ///
    /// @throws InputError saying that there is no such run folder, or no such file in it
    public static Path file(Path run, String name) {
        if (!Files.exists(run)) throw new InputError(run + ": there is no such run folder");
        if (!Files.isDirectory(run)) {
            throw new InputError(run + ": is a file, expected a run folder");
        }
        Path file = run.resolve(name);
        // What it is instead of a file is told by who reads it.
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) return file;
        throw new InputError(run + ": has no " + name + ": it is no run folder, or its run did not"
                + " get that far");
    }

    /// A name as part of a file name: ASCII letters, digits, `.`, `_`, `-`.
    static String fileName(String name) {
        String safe = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+|[.-]+$", "");
        String cut = safe.substring(0, Math.min(safe.length(), 80));
        return cut.isEmpty() ? "run" : cut;
    }

    private static void requireEmpty(Path out, Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new InputError(out + ": is a file, expected a folder that is absent or empty");
        }
        if (!Files.isDirectory(folder)) return;
        try {
            if (isLocked(folder)) throw new InputError(out + ": " + BUSY);
            requireNothing(out, folder);
        } catch (IOException e) {
            throw InputFiles.failure(out, e);
        }
    }

    /// Requires a folder without files but that of the lock.
    private static void requireNothing(Path out, Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            Optional<Path> first = entries.filter(file -> !file.endsWith(LOCK)).sorted()
                    .findFirst();
            if (first.isEmpty()) return;
            throw new InputError(out + ": is not empty, it has " + first.get().getFileName()
                    + "; expected a folder that is absent or empty");
        }
    }

    /// Whether a run holds the lock; one that was killed has left the file, but not the lock.
    private static boolean isLocked(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            return !lock(channel, true);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /// Takes the lock until the channel is closed, if nobody has it, or nobody but those who share it.
    private static boolean lock(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared) != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void createFolders(Path folder, List<Path> created) throws IOException {
        if (Files.isDirectory(folder)) return;
        Path parent = folder.getParent();
        if (parent != null) createFolders(parent, created);
        Files.createDirectory(folder);
        created.add(folder);
    }

    private RunFolder begin(long bytes) {
        try {
            takeLock();
            requireRoomBeside(bytes);
            return this;
        } catch (IOException e) {
            discard();
            throw failure(path, e);
        } catch (InputError e) {
            discard();
            throw e;
        }
    }

    /// Requires a disk that has room for what the run is about to write; what it has written makes room.
    ///
    /// @throws InputError if it has not
    public void requireRoom(long bytes) {
        long there = 0;
        for (Path folder : List.of(path, path.resolve(Checkpoints.NAME))) {
            if (!Files.isDirectory(folder)) continue;
            try (Stream<Path> files = Files.list(folder)) {
                there += files.mapToLong(file -> file.toFile().length()).sum();
            } catch (IOException e) {
                throw InputFiles.failure(folder, e);
            }
        }
        try {
            requireRoomBeside(bytes - there);
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    private void requireRoomBeside(long bytes) throws IOException {
        long room = Files.getFileStore(path).getUsableSpace();
        if (room >= bytes + ROOM) return;
        throw new InputError(path + ": the disk is full: the run needs " + mebibytes(bytes + ROOM)
                + ", " + mebibytes(room) + " are free");
    }

    private void takeLock() throws IOException {
        Path file = path.resolve(LOCK);
        for (int ask = 0; ask < ASKS; ask++) {
            if (ask > 0) LockSupport.parkNanos(PAUSE * 1_000_000L);
            lockMade |= make(file);
            try {
                lock = lock(file);
            } catch (IOException e) {
                if (lockMade) AtomicFile.remove(file);
                throw e;
            }
            if (lock != null) return;
        }
        throw new InputError(path + ": " + BUSY);
    }

    private static boolean make(Path file) throws IOException {
        try {
            Files.createFile(file);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /// Takes the lock of a file, unless another has it, or had it and has removed the file.
    private static @Nullable FileChannel lock(Path file) throws IOException {
        try {
            Optional<Object> opened = identity(file);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            boolean taken = false;
            try {
                taken = lock(channel, false) && identity(file).equals(opened);
                return taken ? channel : null;
            } finally {
                if (!taken) channel.close();
            }
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /// What tells a file from another of the same name, where the system has it.
    private static Optional<Object> identity(Path file) throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    }

    public Path path() {
        return path;
    }

    /// Writes a file of text, whole or not at all.
    public void write(String file, String text) {
        write(file, (OutputStream out) -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Adds a line to a file of text that is there. A line that a kill or a full disk has cut short has
    /// no end of line.
    public void append(String file, String line) {
        Path target = path.resolve(file);
        try (var out = new FileOutputStream(target.toFile(), true)) {
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    /// Writes a file of JSON, whole or not at all.
    public void writeJson(String file, Consumer<Json> members) {
        write(file, (OutputStream out) -> Json.pretty(out, members));
    }

    /// Writes the model of the run, `model.safetensors`.
    public void write(Model model) {
        Path file = path.resolve("model.safetensors");
        written.add(file);
        model.write(file);
    }

    /// Writes the experiment of the run, `experiment.yaml`.
    public void write(Experiment experiment) {
        write(EXPERIMENT, experiment.toYaml(path));
    }

    /// Writes what the run is made by and where, `run.json`.
    public void writeRecord(Consumer<Json> members) {
        writeJson(RECORD, members);
    }

    /// The experiment of a run.
    public static Experiment experiment(Path run) {
        return Experiment.read(run.resolve(EXPERIMENT), List.of());
    }

    /// What a run was made by and where.
    public static JsonObject record(Path run) {
        return JsonObject.read(run.resolve(RECORD));
    }

    /// Requires the experiment of a run to be the one that it began with, but for comments.
    ///
    /// @param began the text of that one
    /// @throws InputError naming the keys that have changed
    public static void requireSameExperiment(Path run, String began) {
        Path file = run.resolve(EXPERIMENT);
        String changes = ExperimentChange.of(InputFiles.text(file),
                Document.parse(began, RECORD + ": experiment").texts());
        if (!changes.isEmpty()) throw ExperimentChange.refused(file, run + " began", changes);
    }

    /// The checkpoints of the run, whose experiment is written.
    public Checkpoints checkpoints() {
        return new Checkpoints(path, InputFiles.text(path.resolve(EXPERIMENT)));
    }

    private void write(String file, AtomicFile.Content content) {
        Path target = path.resolve(file);
        written.add(target);
        AtomicFile.write(target, content);
    }

    /// Ends the writing; the files stay, also that of the lock.
    @Override
    public void close() {
        if (lock == null) return;
        try {
            lock.close();
        } catch (IOException e) {
            throw failure(path, e);
        } finally {
            lock = null;
        }
    }

    /// Ends the writing and removes all that this run has created: for a run that did not begin.
    public void discard() {
        written.forEach(AtomicFile::remove);
        leave();
        removeAll(created);
    }

    /// Ends the writing and removes the file of the lock, if it was not there before: for a run that did
    /// not go on.
    public void leave() {
        if (lock != null && lockMade) AtomicFile.remove(path.resolve(LOCK));
        close();
    }

    private static void removeAll(List<Path> folders) {
        for (Path folder : folders.reversed()) {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                return;
            }
        }
    }

    private static InputError failure(Path path, IOException e) {
        return AtomicFile.failure(path, e);
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
    }
}
