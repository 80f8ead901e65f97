package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine plumb = Main.commandLine()
            .setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void prints_its_version() {
        assertThat(plumb.execute("--version")).isZero();
        assertThat(out.toString()).matches("plumb \\d+\\.\\d+\\.\\d+\\S*\\R");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void prints_help() {
        assertThat(plumb.execute("--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: plumb");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void forecasts_and_says_by_its_exit_code_what_was_wrong() {
        assertThat(plumb.execute("forecast", "--activation", "tanh", "--q", "1")).isZero();
        assertThat(out.toString()).contains("0.3942944904");
        assertThat(err.toString()).isEmpty();
        assertThat(plumb.execute("forecast")).isEqualTo(2);
        assertThat(plumb.execute("forecast", "absent.yaml")).isEqualTo(4);
        assertThat(err.toString()).contains("absent.yaml");
    }

    @Test
    void names_a_wrong_option() {
        assertThat(plumb.execute("--sped")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("--sped");
    }

    @Test
    void a_site_is_not_opened_to_other_machines_unasked() {
        assertThat(plumb.execute("playground", "--host", "0.0.0.0")).isEqualTo(2);
        assertThat(err.toString()).contains("choose a --token for those who may");
        assertThat(plumb.execute("playground", "--token", "short")).isEqualTo(2);
        assertThat(err.toString()).contains("at least 16 letters");
        assertThat(plumb.execute("playground", "--port", "70000")).isEqualTo(2);
        assertThat(err.toString()).contains("expected 0 to 65535, got 70000");
        assertThat(out.toString()).isEmpty();
    }
}
