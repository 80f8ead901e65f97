package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.text.InputError;
import plumb.train.Plan;

final class RunFolderTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:30:59Z");

    @TempDir
    private Path folder;

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void namesFollowTimeAndExperiment() throws IOException {
        Path runs = folder.resolve("runs");
        try (var first = RunFolder.named(runs, "deep sigmoid", NOW, 0);
                var second = RunFolder.named(runs, "deep sigmoid", NOW, 0);
                var third = RunFolder.named(runs, "deep sigmoid", NOW, 0)) {
            assertThat(first.path()).isEqualTo(runs.resolve("20260301-123059-deep-sigmoid"));
            assertThat(second.path()).isEqualTo(runs.resolve("20260301-123059-deep-sigmoid-2"));
            assertThat(third.path()).isEqualTo(runs.resolve("20260301-123059-deep-sigmoid-3"));
            assertThat(files(first.path())).containsExactly(".lock");
        }
        assertThat(files(runs.resolve("20260301-123059-deep-sigmoid"))).containsExactly(".lock");
    }

    @ParameterizedTest
    @CsvSource({"deep, deep", "a/b\\c:d, a-b-c-d", "../up, up", "' ', run", "é漢, run",
            "v1.2_x, v1.2_x"})
    void namesAreSafe(String name, String safe) {
        assertThat(RunFolder.fileName(name)).isEqualTo(safe);
        assertThat(RunFolder.fileName("x".repeat(300))).hasSize(80);
    }

    @Test
    void filesAreWritten() throws IOException {
        Path out = folder.resolve("a/b");
        Experiment experiment = Experiment.of("demo", "xor(8)",
                Plan.of("dense(2, tanh); dense(1, sigmoid)", "mse", "adam"), 3);
        try (RunFolder run = RunFolder.at(out, 1000)) {
            run.write(experiment);
            run.writeJson("run.json", json -> json.member("verb", "train").member("seed", 3));
            run.write("report.html", "<p>é</p>");
            assertThat(files(out)).containsExactly(".lock", "experiment.yaml", "report.html",
                    "run.json");
        }
        assertThat(files(out)).containsExactly(".lock", "experiment.yaml", "report.html",
                "run.json");
        assertThat(Experiment.read(out.resolve("experiment.yaml"), List.of()))
                .isEqualTo(experiment);
        assertThat(Files.readString(out.resolve("report.html"))).isEqualTo("<p>é</p>");
        var info = JsonReader.parse(Files.readString(out.resolve("run.json")), "run.json");
        assertThat(info).containsEntry("verb", "train").containsEntry("seed", 3L);
    }

    @Test
    void anEmptyFolderIsTaken() throws IOException {
        RunFolder.at(folder, 0).close();
        assertThat(files(folder)).containsExactly(".lock");
    }

    @Test
    void aFolderWithFilesIsNot() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "all of it");
        rejects(folder, folder
                + ": is not empty, it has thesis.txt; expected a folder that is absent or empty");
        Path file = folder.resolve("thesis.txt");
        rejects(file, file + ": is a file, expected a folder that is absent or empty");
        Path below = file.resolve("run/1");
        rejects(below, below + ": cannot be written: " + file + " is a file");
        assertThat(files(folder)).containsExactly("thesis.txt");
    }

    private static void rejects(Path out, String message) {
        assertThatThrownBy(() -> RunFolder.at(out, 0)).isInstanceOf(InputError.class)
                .hasMessage(message);
    }

    @Test
    void aReadOnlyParentIsNamed() throws IOException {
        Path parent = Files.createDirectory(folder.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        assumeFalse(Files.isWritable(parent), "this user may write everywhere");
        rejects(parent.resolve("run"),
                parent.resolve("run") + ": cannot be written: permission denied");
        rejects(parent, parent + ": cannot be written: permission denied");
        assertThat(files(parent)).isEmpty();
    }

    @Test
    void aFullDiskLeavesNothing() throws IOException {
        Path out = folder.resolve("a/b");
        assertThatThrownBy(() -> RunFolder.at(out, Long.MAX_VALUE / 2))
                .isInstanceOf(InputError.class)
                .hasMessageMatching(
                        ".*/a/b: the disk is full: the run needs [0-9.]+ MiB, [0-9.]+ MiB are free");
        assertThat(files(folder)).isEmpty();
    }

    @Test
    void aRunThatDidNotBeginIsRemoved() throws IOException {
        RunFolder run = RunFolder.at(folder.resolve("a/b"), 0);
        run.write("experiment.yaml", "x");
        run.discard();
        assertThat(files(folder)).isEmpty();
    }

    @Test
    void aFolderIsWrittenByOneRun() {
        Path out = folder.resolve("run");
        try (RunFolder _ = RunFolder.at(out, 0)) {
            rejects(out, out + ": another run is writing here");
        }
    }

    @Test
    void aLockThatNobodyHoldsIsNoRun() throws IOException {
        Files.createFile(folder.resolve(".lock"));
        RunFolder.at(folder, 0).close();
        assertThat(files(folder)).containsExactly(".lock");
        RunFolder.at(folder, 0).discard();
        assertThat(files(folder)).containsExactly(".lock");
        Files.writeString(folder.resolve("run.json"), "{}");
        rejects(folder, folder
                + ": is not empty, it has run.json; expected a folder that is absent or empty");
    }

    @Test
    void aRunThatDoesNotGoOnLeavesTheFolderAsItWas() throws IOException {
        Files.writeString(folder.resolve("run.json"), "{}");
        RunFolder.locked(folder).leave();
        assertThat(files(folder)).containsExactly("run.json");
        Files.createFile(folder.resolve(".lock"));
        RunFolder.locked(folder).leave();
        assertThat(files(folder)).containsExactly(".lock", "run.json");
    }

    /// Who waits for a lock, whose file is then removed, would hold that of no file: a third could take
    /// another beside it.
    @Test
    void theLockThatIsHeldIsThatOfTheFileThatIsThere() throws Exception {
        RunFolder first = RunFolder.locked(folder);
        var second = new AtomicReference<RunFolder>();
        Thread waiting = Thread.ofPlatform().start(() -> second.set(RunFolder.locked(folder)));
        while (waiting.getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait();
        first.leave();
        waiting.join();
        try (RunFolder held = second.get()) {
            assumeTrue(held != null, "this thread got no processor for long");
            assertThat(files(folder)).containsExactly(".lock");
            assertThatThrownBy(() -> RunFolder.locked(folder)).isInstanceOf(InputError.class);
        }
    }

    @Test
    void aFileIsWholeOrAsBefore() throws IOException {
        Path file = Files.writeString(folder.resolve("result.json"), "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
            out.write("half".getBytes(StandardCharsets.UTF_8));
            out.flush();
            throw new IOException("No space left on device");
        })).isInstanceOf(InputError.class)
                .hasMessage(file + ": cannot be written: No space left on device");
        assertThat(Files.readString(file)).isEqualTo("old");
        assertThat(files(folder)).containsExactly("result.json");
        AtomicFile.write(file, out -> out.write('n'));
        assertThat(Files.readString(file)).isEqualTo("n");
        assertThat(files(folder)).containsExactly("result.json");
        Path away = folder.resolve("away/x");
        assertThatThrownBy(() -> AtomicFile.write(away, out -> out.write('n')))
                .isInstanceOf(InputError.class)
                .hasMessage(away + ": cannot be written: its folder is missing");
    }
}
