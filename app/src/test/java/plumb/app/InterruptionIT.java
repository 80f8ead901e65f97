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
import plumb.app.Built.Signal;
import plumb.diagnose.Verdict;
import plumb.files.Model;
import plumb.files.ResultJson;
import plumb.report.Report;

/// Runs of the built command that are cut short by a signal or by a full disk.
@DisabledOnOs(OS.WINDOWS)
class InterruptionIT {
    @TempDir
    private Path folder;
    private Path file;
    private Path out;
    private Built plumb;

    @BeforeEach
    void write() throws IOException {
        file = Cli.write(folder, "sick.yaml", Cli.SICK.replace("epochs: 25", "epochs: 500000"));
        out = folder.resolve("out");
        plumb = new Built(folder);
    }

    private Process train() throws Exception {
        Process process = plumb.command("train", file, "--out", out, "--progress=none").start();
        plumb.await(() -> Files.exists(out.resolve("history.db")), process);
        TimeUnit.MILLISECONDS.sleep(500);
        return process;
    }

    @Test
    void ctrl_c_writes_what_there_is_and_ends_with_130() throws Exception {
        Process process = train();
        assertThat(Cli.run("train", "--resume", out))
                .isEqualTo(new Cli.Outcome(4, "", "plumb: " + out
                        + ": another run is writing here\n"));
        assertThat(Cli.run("runs", "delete", out).code()).isEqualTo(4);
        assertThat(Cli.run("runs", "--in", folder).out()).contains(" running ");
        Built.signal(Signal.INT, process);
        assertThat(process.waitFor()).as(plumb::said).isEqualTo(130);
        assertComplete();
        assertThat(plumb.said()).contains("plumb: interrupted at step ");
        assertThat(Cli.run("runs", "--in", folder).out()).contains(" interrupted ");
    }

    @Test
    void what_was_interrupted_goes_on_as_if_it_had_not_been() throws Exception {
        Files.writeString(file, Cli.SICK.replace("epochs: 25", "epochs: 1000"));
        Process process = train();
        Built.signal(Signal.INT, process);
        assertThat(process.waitFor()).as(plumb::said).isEqualTo(130);
        assertThat(plumb.said()).contains(", and plumb train --resume out goes on\n");
        long steps = ResultJson.read(out.resolve("result.json")).training().steps();
        int resumed = plumb.command("train", "--resume", out).start().waitFor();
        assertThat(plumb.said()).contains("goes on behind step " + steps + " of 15000");
        Path whole = folder.resolve("whole");
        assertThat(plumb.command("train", file, "--out", whole).start().waitFor())
                .isEqualTo(resumed);
        assertThat(Built.result(out)).isEqualTo(Built.result(whole));
        assertThat(out.resolve("model.safetensors"))
                .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    }

    /// A step of many seconds.
    @Test
    void a_second_ctrl_c_ends_at_once() throws Exception {
        Files.writeString(file, """
                data: {source: "blobs(8000, centers=2)"}
                network: ["dense(2000, relu) x 3", "dense(1, sigmoid)"]
                optimizer: sgd(0.001)
                batch: 4000
                """);
        ProcessBuilder train = plumb.command("train", file, "--out", out, "--workers=1",
                "--progress=none");
        train.command().set(2, "-Xmx900m");
        Process process = train.start();
        plumb.await(() -> Files.exists(out.resolve("history.db")), process);
        TimeUnit.MILLISECONDS.sleep(500);
        Built.signal(Signal.INT, process);
        TimeUnit.MILLISECONDS.sleep(200);
        Built.signal(Signal.INT, process);
        assertThat(process.waitFor()).as(plumb::said).isEqualTo(130);
        assertThat(plumb.said()).endsWith("plumb: ended in the midst of a step: out has no result;"
                + " plumb train --resume out goes on\n");
        assertThat(out.resolve("result.json")).doesNotExist();
    }

    @Test
    void termination_writes_what_there_is_and_ends_with_143() throws Exception {
        Process process = train();
        Built.signal(Signal.TERM, process);
        assertThat(process.waitFor()).as(plumb::said).isEqualTo(143);
        assertComplete();
    }

    private void assertComplete() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder(
                    ".lock", "experiment.yaml", "run.json", "result.json", "report.html",
                    "model.safetensors", "history.db", "checkpoints");
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
        Process process = plumb.command("repair", file, "--out", out, "--progress=plain").start();
        plumb.await(() -> plumb.said().contains("trying "), process);
        Built.signal(Signal.INT, process);
        assertThat(process.waitFor()).as(plumb::said).isEqualTo(130);
        assertThat(out.resolve("repaired.yaml")).doesNotExist();
        assertThat(ResultJson.read(out.resolve("result.json")).repair().orElseThrow().proof())
                .isEmpty();
    }

    @Test
    void a_disk_that_fills_up_leaves_whole_files_only() throws Exception {
        Files.writeString(file, Cli.SICK);
        var limited = List.of("bash", "-c", "ulimit -f 4; exec \"$@\"", "bash");
        ProcessBuilder train = plumb.command("train", file, "--out", out, "--quiet",
                "--set=network=dense(200, sigmoid) x 2; dense(1, sigmoid)");
        var command = new ArrayList<String>(limited);
        command.addAll(train.command());
        Process process = train.command(command).start();
        assertThat(process.waitFor()).as(plumb::said).isEqualTo(4);
        assertThat(plumb.said().lines()).first().asString().startsWith(
                "plumb: " + out.resolve("history.db") + ": cannot be written: ");
        assertThat(plumb.said()).contains("plumb: " + out.resolve("checkpoints/best.safetensors")
                + ": cannot be written: File too large; training goes on, but if it is cut short,"
                + " it can be resumed behind step 0 only\n")
                .endsWith("plumb: " + out.resolve("model.safetensors")
                        + ": cannot be written: File too large\n")
                .hasLineCount(3);
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .contains("experiment.yaml", "run.json").doesNotContain("model.safetensors",
                            "result.json", "report.html");
        }
        try (Stream<Path> files = Files.list(out.resolve("checkpoints"))) {
            assertThat(files).isEmpty();
        }
        // There is room again.
        assertThat(plumb.command("train", "--resume", out, "--quiet").start().waitFor())
                .as(plumb::said).isIn(0, 3);
        assertThat(plumb.said()).isEmpty();
        assertThat(out.resolve("result.json")).exists();
    }

    @Test
    void a_table_too_large_for_the_heap_is_told_in_one_line() throws Exception {
        Path table = folder.resolve("large.csv");
        try (var rows = Files.newBufferedWriter(table)) {
            rows.write("x,y,side\n");
            for (int i = 0; i < 3_000_000; i++) rows.write(i % 2 == 0 ? "1,2,a\n" : "2,1,b\n");
        }
        ProcessBuilder train = plumb.command("train", file, "--out", out,
                "--set=data.source=" + table);
        train.command().set(2, "-Xmx24m");
        Process process = train.start();
        assertThat(process.waitFor()).as(plumb::said).isEqualTo(4);
        assertThat(plumb.said()).startsWith("plumb: " + table + ": 3000000 rows of 2 inputs need ")
                .hasLineCount(1);
        assertThat(out).doesNotExist();
    }
}
