package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final OutputFlags flags = new OutputFlags();

    private Interruption interruption(Optional<String> goesOn) {
        flags.json = true;
        flags.quiet = true;
        var command = Main.commandLine().setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        return new Interruption(new Console(command.getCommandSpec(), flags), Path.of("runs/a"),
                goesOn);
    }

    @Test
    void a_step_that_does_not_end_is_told_on_standard_error_and_as_an_event() {
        try (var interruption = interruption(Optional.empty())) {
            interruption.waitForFiles(0, 1);
            assertThat(err)
                    .hasToString("plumb: the step at hand has not ended yet; waiting 1 s more,"
                            + " a second signal ends at once\n"
                            + "plumb: ended in the midst of a step: runs/a has no result; remove it before"
                            + " its name is used again\n");
            assertThat(out.toString().lines()).hasSize(2)
                    .allMatch(line -> line.startsWith("{\"event\":\"interrupted\",\"message\":"));
        }
    }

    @Test
    void a_run_that_can_be_resumed_is_not_to_be_removed() {
        try (var interruption = interruption(
                Optional.of(Run.goesOn("train", Path.of("runs/a"))))) {
            interruption.waitForFiles(0, 1);
            assertThat(err.toString()).endsWith("plumb: ended in the midst of a step: runs/a has no"
                    + " result; plumb train --resume runs/a goes on\n");
        }
    }

    @Test
    void nothing_is_told_where_everything_is_written() {
        var interruption = interruption(Optional.empty());
        interruption.close();
        interruption.waitForFiles(0, 60);
        assertThat(err.toString() + out).isEmpty();
    }
}
