package plumb.bench.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A command that was run to its end, as it was expected to.
///
/// @param seconds from its start to its end
/// @param megabytes the most memory it held at once; 0 where the system does not tell
/// @param lines what it wrote to standard output, and when
record Launch(double seconds, double megabytes, List<Line> lines) {
    private static final long POLL = 10;

    /// A line of output.
    ///
    /// @param seconds since the start of the command
    record Line(double seconds, String text) {
        /// The number that a member of this JSON object has, or NaN.
        double number(String member) {
            Matcher found = Pattern.compile('"' + member + "\":([-0-9.eE]+)").matcher(text);
            return found.find() ? Double.parseDouble(found.group(1)) : Double.NaN;
        }

        boolean is(String event) {
            return text.startsWith("{\"event\":\"" + event + '"');
        }
    }

    /// Runs a command in the current folder.
    ///
    /// @throws IllegalStateException if it ends with another exit code: what failed may have been fast
    static Launch of(int code, List<String> command) {
        Path errors = Path.of("launch.log");
        long began = System.nanoTime();
        try {
            Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
            var memory = new Memory(process.pid());
            Thread watch = Thread.ofPlatform().daemon().start(memory);
            var lines = new ArrayList<Line>();
            process.getOutputStream().close();
            try (var in = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    lines.add(new Line(since(began), line));
                }
            }
            int ended = process.waitFor();
            double seconds = since(began);
            watch.join();
            if (ended != code) {
                throw new IllegalStateException(String.join(" ", command) + ": exit code " + ended
                        + " instead of " + code + "\n" + Files.readString(errors));
            }
            return new Launch(seconds, memory.kilobytes / 1e3, lines);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    /// Reads the high-water mark of a process until it ends.
    private static final class Memory implements Runnable {
        private static final Pattern MARK = Pattern.compile("VmHWM:\\s+([0-9]+) kB");

        private final Path status;
        volatile double kilobytes;

        Memory(long process) {
            this.status = Path.of("/proc", Long.toString(process), "status");
        }

        @Override
        public void run() {
            try {
                while (true) {
                    Matcher mark = MARK.matcher(Files.readString(status));
                    if (!mark.find()) return;
                    kilobytes = Double.parseDouble(mark.group(1)) * 1.024;
                    Thread.sleep(POLL);
                }
            } catch (IOException e) {
                return; // the process has ended, or there is no such folder
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
