package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import plumb.diagnose.Verdict;
import plumb.files.Model;
import plumb.files.ResultJson;
import plumb.report.Report;

/// Runs of the built command that are cut short by a signal or by a full disk.
@DisabledOnOs(OS.WINDOWS)
class InterruptionIT {
    private static final Path JAR = Path.of(System.getProperty("plumb.dist"), "lib/plumb.jar");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin/java");

    @TempDir
    private Path folder;
    private Path file;
    private Path out;
    private Path said;

    @BeforeEach
    void write() throws IOException {
        file = Cli.write(folder, "sick.yaml", Cli.SICK.replace("epochs: 25", "epochs: 500000"));
        out = folder.resolve("out");
        said = folder.resolve("said.txt");
    }

    private ProcessBuilder command(String... arguments) {
        var command = new ArrayList<String>(List.of(JAVA.toString(), "-XX:+UseSerialGC",
                "-Xmx300m", "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder.toFile())
                .redirectOutput(folder.resolve("out.txt").toFile()).redirectError(said.toFile());
    }

    private Process train() throws Exception {
        Process process = command("train", file.toString(), "--out", out.toString(),
                "--progress=none").start();
        await(out.resolve("run.json"), process);
        TimeUnit.MILLISECONDS.sleep(500);
        return process;
    }

    private void await(Path sign, Process process) throws Exception {
        for (int i = 0; !Files.exists(sign); i++) {
            assertThat(process.isAlive()).as(() -> said()).isTrue();
            assertThat(i).as("no %s after a minute", sign).isLessThan(600);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void signal(String name, Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start()
                .waitFor()).isZero();
    }

    @Test
    void ctrl_c_writes_what_there_is_and_ends_with_130() throws Exception {
        Process process = train();
        signal("INT", process);
        assertThat(process.waitFor()).as(() -> said()).isEqualTo(130);
        assertComplete();
        assertThat(said()).contains("plumb: interrupted at step ");
    }

    @Test
    void termination_writes_what_there_is_and_ends_with_143() throws Exception {
        Process process = train();
        signal("TERM", process);
        assertThat(process.waitFor()).as(() -> said()).isEqualTo(143);
        assertComplete();
    }

    private void assertComplete() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder(
                    "experiment.yaml", "run.json", "result.json", "report.html",
                    "model.safetensors");
        }
        Report report = ResultJson.read(out.resolve("result.json"));
        assertThat(report.training().steps()).isPositive();
        assertThat(report.verdict()).isNotEqualTo(Verdict.HEALTHY);
        assertThat(Model.read(out.resolve("model.safetensors")).columns().names()).hasSize(2);
    }

    @Test
    void a_repair_that_is_interrupted_proves_nothing_and_writes_its_report() throws Exception {
        Files.writeString(file, Cli.SICK.replace("adam(0.003)", "sgd(0.01)")
                .replace("epochs: 25", "epochs: 400"));
        Process process = command("repair", file.toString(), "--out", out.toString(),
                "--progress=plain").start();
        for (int i = 0; !said().contains("trying "); i++) {
            assertThat(process.isAlive()).as(() -> said()).isTrue();
            assertThat(i).isLessThan(1200);
            TimeUnit.MILLISECONDS.sleep(50);
        }
        signal("INT", process);
        assertThat(process.waitFor()).as(() -> said()).isEqualTo(130);
        assertThat(out.resolve("repaired.yaml")).doesNotExist();
        assertThat(ResultJson.read(out.resolve("result.json")).repair().orElseThrow().proof())
                .isEmpty();
    }

    @Test
    void a_disk_that_fills_up_leaves_whole_files_only() throws Exception {
        Files.writeString(file, Cli.SICK);
        var limited = List.of("bash", "-c", "ulimit -f 4; exec \"$@\"", "bash");
        ProcessBuilder plumb = command("train", file.toString(), "--out", out.toString(),
                "--quiet", "--set=network=dense(200, sigmoid) x 2; dense(1, sigmoid)");
        var command = new ArrayList<String>(limited);
        command.addAll(plumb.command());
        Process process = plumb.command(command).start();
        assertThat(process.waitFor()).as(() -> said()).isEqualTo(4);
        assertThat(said()).isEqualTo("plumb: " + out.resolve("model.safetensors")
                + ": cannot be written: File too large\n");
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("experiment.yaml", "run.json");
        }
    }

    @Test
    void a_table_too_large_for_the_heap_is_told_in_one_line() throws Exception {
        Path table = folder.resolve("large.csv");
        try (var rows = Files.newBufferedWriter(table)) {
            rows.write("x,y,side\n");
            for (int i = 0; i < 3_000_000; i++) rows.write(i % 2 == 0 ? "1,2,a\n" : "2,1,b\n");
        }
        ProcessBuilder plumb = command("train", file.toString(), "--out", out.toString(),
                "--set=data.source=" + table);
        plumb.command().set(2, "-Xmx24m");
        Process process = plumb.start();
        assertThat(process.waitFor()).as(() -> said()).isEqualTo(4);
        assertThat(said()).startsWith("plumb: " + table + ": does not fit in the memory of ")
                .hasLineCount(1);
        assertThat(out).doesNotExist();
    }
}
