package plumb.bench.contest;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The process of an entry, seen from here.
final class Remote implements AutoCloseable {
    /// The parts of a class path that this machine cannot run: DL4J loads the widest it finds.
    private static final String WIDE = "linux-x86_64-avx512.jar";

    /// The seconds until a process must have loaded its library and unpacked what belongs to it.
    private static final int START = 300;
    /// The seconds a peer has for a command, none of which asks for more than a few seconds of work.
    private static final int LIMIT = 60;
    /// The seconds Plumb has: it is also asked to count what some hundred steps allocate.
    private static final int LIMIT_PLUMB = 600;
    /// The seconds a process has to end when nothing more is asked.
    private static final int END = 10;

    private final Process process;
    private final int limit;
    private final BufferedReader in;
    private final PrintStream out;
    private final String version;
    private volatile boolean late;

    /// Why a process does not serve, with the names of files but not of their folders.
    static final class Absent extends Exception {
        private static final long serialVersionUID = 1;

        Absent(String reason) {
            super(reason.replaceAll("/\\S*/", ""));
        }
    }

    private Remote(Process process, int limit) throws Absent {
        this.process = process;
        this.limit = limit;
        this.in = process.inputReader(StandardCharsets.UTF_8);
        this.out = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.version = answer(START);
    }

    /// Starts the process of an entry, whose other output goes to a file in the working folder.
    ///
    /// @throws Absent if the library does not load here
    static Remote start(Entry entry) throws Absent {
        var command = new ArrayList<String>();
        if (entry.cores() == 1) command.addAll(Host.onOneCore());
        command.add(Host.java());
        command.addAll(entry.plumb() ? Host.plumb() : Host.PEER);
        command.addAll(Host.NATIVES);
        command.addAll(List.of("-cp", classPath(), Child.class.getName(),
                entry.library().name(), Integer.toString(entry.cores())));
        var builder = new ProcessBuilder(command);
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(entry.cores()));
        if (entry.passive()) builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        builder.redirectError(new File(entry.library() + "-" + entry.cores()
                + (entry.passive() ? "-passive" : "") + ".log"));
        try {
            return new Remote(builder.start(), entry.plumb() ? LIMIT_PLUMB : LIMIT);
        } catch (IOException e) {
            throw new Absent(String.valueOf(e.getMessage()));
        }
    }

    private static String classPath() {
        boolean wide = Host.cpuHas("avx512f");
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(jar -> wide || !jar.endsWith(WIDE))
                .collect(Collectors.joining(File.pathSeparator));
    }

    String version() {
        return version;
    }

    /// Gives a command and waits for the answer.
    ///
    /// @throws Absent if the process ended instead, or does not answer in time, which ends it
    String ask(String command) throws Absent {
        out.println(command);
        return answer(limit);
    }

    /// Gives a command whose answer is one number.
    double number(String command) throws Absent {
        return Double.parseDouble(ask(command));
    }

    private String answer(int seconds) throws Absent {
        CompletableFuture<Void> watch = CompletableFuture.runAsync(() -> {
            late = true;
            process.destroyForcibly();
        }, CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS));
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith(Child.ANSWER)) return line.substring(Child.ANSWER.length());
                if (line.startsWith(Child.FAILURE)) {
                    throw new Absent(line.substring(Child.FAILURE.length()));
                }
            }
            int code = process.waitFor();
            throw new Absent(late
                    ? "it did not answer within " + seconds + " seconds"
                    : "its process ended with exit code " + code);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            watch.cancel(false);
        }
    }

    /// The processor time it has used so far.
    Duration used() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        out.close();
        try {
            if (!process.waitFor(END, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
