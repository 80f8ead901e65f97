package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportVerbTest {
    @TempDir
    private Path folder;
    private Path run;
    private String told = "";

    @BeforeEach
    void train() throws IOException {
        run = folder.resolve("run");
        Path file = Cli.write(folder, "sick.yaml", Cli.SICK);
        told = Cli.run("train", file, "--progress=none", "--out", run).out();
    }

    @Test
    void every_form_is_the_same_as_the_run_made_it() throws IOException {
        Cli.Outcome text = Cli.run("report", run);
        assertThat(text.code()).isZero();
        assertThat(told).startsWith(text.out());
        assertThat(Cli.run("report", run, "--format=json").out())
                .isEqualTo(Files.readString(run.resolve("result.json")));
        Path html = folder.resolve("again.html");
        assertThat(Cli.run("report", run, "--to", html)).isEqualTo(new Cli.Outcome(0, "", ""));
        assertThat(html).hasSameTextualContentAs(run.resolve("report.html"));
        assertThat(Cli.run("report", run, "--format=markdown").out()).startsWith("# circles: sick")
                .contains("## error: vanishing-gradient", "| layer |");
    }

    @Test
    void the_ending_of_the_file_chooses_the_form() throws IOException {
        Path markdown = folder.resolve("r.md");
        Path json = folder.resolve("r.json");
        Cli.run("report", run, "--to", markdown);
        Cli.run("report", run, "--to", json);
        assertThat(markdown).content().startsWith("# circles");
        assertThat(json).hasSameTextualContentAs(run.resolve("result.json"));
    }

    @Test
    void colors_are_for_terminals_that_want_them() {
        var person = new Terminal(true, true, true);
        var plain = new Terminal(true, true, false);
        assertThat(Cli.run(person, "report", run).out()).contains("\u001b[1;31msick\u001b[0m",
                "\u001b[1;31merror \u001b[0m");
        assertThat(Cli.run(plain, "report", run).out()).doesNotContain("\u001b");
        assertThat(Cli.run("report", run).out()).doesNotContain("\u001b");
    }

    @Test
    void a_result_that_is_damaged_is_refused() throws IOException {
        Path file = run.resolve("result.json");
        Files.writeString(file, Files.readString(file).replace("\"verdict\": \"sick\"",
                "\"verdict\": \"ill\""));
        assertThat(Cli.run("report", run)).isEqualTo(new Cli.Outcome(4, "", "plumb: " + file
                + ": \"verdict\" must be one of sick, healthy, unclear\n"));
    }
}
