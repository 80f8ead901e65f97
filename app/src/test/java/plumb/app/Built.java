package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;

/// The built command in processes of its own, which can be cut short.
///
/// @param folder where it is called and where its output goes
record Built(Path folder) {
    private static final Path JAR = Path.of(System.getProperty("plumb.dist"), "lib/plumb.jar");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin/java");

    ProcessBuilder command(Object... arguments) {
        var command = new ArrayList<String>(List.of(JAVA.toString(), "-XX:+UseSerialGC",
                "-Xmx300m", "-jar", JAR.toString()));
        for (Object argument : arguments) command.add(argument.toString());
        return new ProcessBuilder(command).directory(folder.toFile())
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("said.txt").toFile());
    }

    /// A signal and its number.
    enum Signal {
        INT(2), TERM(15), KILL(9);

        private final int number;

        Signal(int number) {
            this.number = number;
        }

        /// What Linux tells of a process; of other systems that is not known.
        private boolean isIgnoredBy(Process process) throws IOException {
            Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
            if (!Files.isReadable(status)) return false;
            return Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16)
                            & 1L << (number - 1)) != 0);
        }
    }

    /// Standard error of the last command.
    String said() {
        try {
            return Files.readString(folder.resolve("said.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /// Waits for a sign of a process, a minute at most.
    void await(BooleanSupplier sign, Process process) throws InterruptedException {
        for (int i = 0; !sign.getAsBoolean(); i++) {
            assertThat(process.isAlive()).as(this::said).isTrue();
            assertThat(i).as("seconds/50").isLessThan(3000);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /// Sends a signal, or ends the test as skipped where the process ignores it: one that is started with
    /// the signal ignored, as `nohup` or a background job of a shell may start the build, passes that on.
    static void signal(Signal signal, Process process) throws Exception {
        String name = signal.name();
        if (signal.isIgnoredBy(process)) {
            process.destroyForcibly().waitFor();
            Assumptions.abort("SIG" + name + " is ignored by all that is started from here: run the"
                    + " build in the foreground");
        }
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start()
                .waitFor()).isZero();
    }

    /// The result of a run, but for the time that it took.
    static String result(Path run) throws IOException {
        return Files.readString(run.resolve("result.json"))
                .replaceAll("(\"seconds\"|\"samplesPerSecond\"): [0-9.E+-]+", "$1: 0");
    }
}
