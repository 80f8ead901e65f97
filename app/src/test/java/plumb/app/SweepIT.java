package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sweeps of the built command that are cut short.
@DisabledOnOs(OS.WINDOWS)
class SweepIT {
    private static final Path JAR = Path.of(System.getProperty("plumb.dist"), "lib/plumb.jar");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin/java");

    @TempDir
    private Path folder;

    private Process start(String... arguments) throws IOException {
        var command = new ArrayList<String>(
                List.of(JAVA.toString(), "-XX:+UseSerialGC", "-jar", JAR.toString(), "sweep"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(folder.resolve("said.txt").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    private Process sweep(Path out) throws IOException {
        Path file = Cli.write(folder, "sick.yaml",
                Cli.SICK.replace("epochs: 25", "epochs: 80"));
        return start(file.toString(), "--seeds=1", "--workers=2", "--progress=plain",
                "--grid=network.1.times=1,2,3,4,5,6,7,8", "--out=" + out);
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("said.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "KILL, 137"})
    void what_is_cut_short_goes_on_to_the_same_files(String signal, int code) throws Exception {
        Path whole = folder.resolve("whole");
        assertThat(sweep(whole).waitFor()).as(this::said).isZero();
        Path out = folder.resolve("out");
        Process process = sweep(out);
        for (int i = 0; !said().contains("trial 2/8 "); i++) {
            assertThat(process.isAlive()).as(this::said).isTrue();
            assertThat(i).isLessThan(2400);
            TimeUnit.MILLISECONDS.sleep(25);
        }
        assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start()
                .waitFor()).isZero();
        assertThat(process.waitFor()).as(this::said).isEqualTo(code);
        assertThat(Files.readAllLines(out.resolve("sweep.csv"))).hasSizeBetween(3, 8);
        assertThat(start("--resume", out.toString()).waitFor()).as(this::said).isZero();
        assertThat(said()).contains(" have ended\n");
        try (Stream<Path> files = Files.list(whole)) {
            for (Path f : files.toList()) {
                assertThat(out.resolve(f.getFileName())).hasSameBinaryContentAs(f);
            }
        }
    }
}
