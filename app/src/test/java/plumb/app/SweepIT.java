package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.app.Built.Signal;

/// Sweeps of the built command that are cut short.
@DisabledOnOs(OS.WINDOWS)
class SweepIT {
    @TempDir
    private Path folder;

    private Process sweep(Built plumb, Path out) throws IOException {
        Path file = Cli.write(folder, "sick.yaml",
                Cli.SICK.replace("epochs: 25", "epochs: 80"));
        return plumb.command("sweep", file, "--seeds=1", "--workers=2", "--progress=plain",
                "--grid=network.1.times=1,2,3,4,5,6,7,8", "--out=" + out).start();
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "KILL, 137"})
    void what_is_cut_short_goes_on_to_the_same_files(Signal signal, int code) throws Exception {
        var plumb = new Built(folder);
        Path whole = folder.resolve("whole");
        assertThat(sweep(plumb, whole).waitFor()).as(plumb::said).isZero();
        Path out = folder.resolve("out");
        Process process = sweep(plumb, out);
        plumb.await(() -> plumb.said().contains("trial 2/8 "), process);
        Built.signal(signal, process);
        assertThat(process.waitFor()).as(plumb::said).isEqualTo(code);
        assertThat(Files.readAllLines(out.resolve("sweep.csv"))).hasSizeBetween(3, 8);
        assertThat(plumb.command("sweep", "--resume", out).start().waitFor()).as(plumb::said)
                .isZero();
        assertThat(plumb.said()).contains(" have ended\n");
        try (Stream<Path> files = Files.list(whole)) {
            for (Path f : files.toList()) {
                assertThat(out.resolve(f.getFileName())).hasSameBinaryContentAs(f);
            }
        }
    }
}
