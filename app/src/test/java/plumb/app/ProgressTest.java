package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
    private static final String LINE = "epoch \\d+/\\d+  loss \\S+  accuracy \\S+  \\S+ rows/s";

    @TempDir
    private Path folder;

    private Cli.Outcome train(Terminal terminal, Object... more) throws IOException {
        Path file = Cli.write(folder, "sick.yaml", Cli.SICK);
        var arguments = new Object[more.length + 4];
        arguments[0] = "train";
        arguments[1] = file;
        arguments[2] = "--out";
        arguments[3] = folder.resolve("out");
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Cli.run(terminal, arguments);
    }

    @Test
    void a_pipe_gets_a_line_for_each_epoch() throws IOException {
        Cli.Outcome outcome = train(Terminal.NONE);
        assertThat(outcome.err()).doesNotContain("\u001b", "\r");
        assertThat(outcome.err().lines().filter(line -> line.matches(LINE))).hasSize(25);
        assertThat(outcome.out()).startsWith("circles: sick");
    }

    @Test
    void only_a_terminal_has_a_painter() {
        var command = Main.commandLine().setErr(new PrintWriter(new StringWriter()));
        var console = new Console(command.getCommandSpec(), new OutputFlags());
        for (boolean shown : new boolean[] {false, true}) {
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            try (var _ = new LiveLine(console, shown, () -> "")) {
                assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !before.contains(thread)).map(Thread::getName)
                        .filter("plumb-progress"::equals)).hasSize(shown ? 1 : 0);
            }
        }
    }

    @Test
    void of_many_epochs_a_pipe_gets_about_fifty_lines() throws IOException {
        Cli.Outcome outcome = train(Terminal.NONE, "--set=epochs=199");
        assertThat(outcome.err().lines().filter(line -> line.startsWith("epoch ")))
                .hasSizeBetween(40, 51).last().asString().startsWith("epoch 199/199");
    }

    @Test
    void a_terminal_gets_one_live_line_that_leaves_no_trace() throws IOException {
        Cli.Outcome outcome = train(new Terminal(false, true, true), "--set=epochs=300");
        String live = outcome.err();
        assertThat(live).contains("epoch ", "/300", "% ", " left", "δ ", "█");
        assertThat(live.lines().filter(line -> line.startsWith("epoch "))).isEmpty();
        assertThat(live).endsWith("\r\u001b[K");
        assertThat(outcome.out()).doesNotContain("\u001b");
    }

    @Test
    void none_shows_none() throws IOException {
        assertThat(train(new Terminal(true, true, true), "--progress=none").err())
                .hasLineCount(2).startsWith("circles: ").contains("\nplumb serve ");
    }
}
