package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import plumb.text.InputError;

class ExitCodeTest {
    @TempDir
    private Path folder;

    private Cli.Outcome run(String verb, String experiment, Object... more) throws IOException {
        Path file = Cli.write(folder, "experiment.yaml", experiment);
        var arguments = new Object[more.length + 5];
        arguments[0] = verb;
        arguments[1] = file;
        arguments[2] = "--out";
        arguments[3] = folder.resolve("out");
        arguments[4] = "--progress=none";
        System.arraycopy(more, 0, arguments, 5, more.length);
        return Cli.run(arguments);
    }

    @Test
    void healthy_is_0() throws IOException {
        Cli.Outcome train = run("train", Cli.HEALTHY);
        assertThat(train.code()).as(train.out() + train.err()).isZero();
        assertThat(train.out()).startsWith("clouds: healthy");
        assertThat(folder.resolve("out")).isDirectoryContaining("glob:**/experiment.yaml")
                .isDirectoryContaining("glob:**/run.json")
                .isDirectoryContaining("glob:**/result.json")
                .isDirectoryContaining("glob:**/report.html")
                .isDirectoryContaining("glob:**/model.safetensors")
                .isDirectoryNotContaining("glob:**/.*.part");
    }

    @Test
    void nothing_to_repair_is_0() throws IOException {
        Cli.Outcome repair = run("repair", Cli.HEALTHY);
        assertThat(repair.code()).isZero();
        assertThat(repair.out()).contains("repair: not needed");
        assertThat(folder.resolve("out/repaired.yaml")).doesNotExist();
    }

    @Test
    void unclear_is_0() throws IOException {
        Cli.Outcome examine = run("examine", Cli.SICK, "--steps", 1);
        assertThat(examine.code()).isZero();
        assertThat(examine.out()).startsWith("circles: unclear");
    }

    @Test
    void sick_is_3_and_fail_on_says_what_sick_is() throws IOException {
        Cli.Outcome train = run("train", Cli.SICK);
        assertThat(train.code()).isEqualTo(3);
        assertThat(train.out()).startsWith("circles: sick")
                .contains("error    vanishing-gradient", "error    not-learning");
    }

    @Test
    void a_harmless_finding_fails_only_where_it_is_asked_for() throws IOException {
        Cli.Outcome lenient = run("examine", Cli.SICK, "--steps=1");
        assertThat(lenient.out()).contains("info     vanishing-gradient");
        assertThat(lenient.code()).isZero();
        Files.move(folder.resolve("out"), folder.resolve("first"));
        assertThat(run("examine", Cli.SICK, "--steps=1", "--fail-on=warning").code()).isZero();
        Files.move(folder.resolve("out"), folder.resolve("second"));
        assertThat(run("examine", Cli.SICK, "--steps=1", "--fail-on=info").code()).isEqualTo(3);
    }

    @Test
    void divergence_is_5_for_train_and_3_for_examine() throws IOException {
        Cli.Outcome train = run("train", Cli.DIVERGING);
        assertThat(train.code()).as(train.out()).isEqualTo(5);
        assertThat(train.out()).contains("error    diverged");
        assertThat(folder.resolve("out/result.json")).content().contains("\"nonFinite\"");
        Files.move(folder.resolve("out"), folder.resolve("first"));
        assertThat(run("examine", Cli.DIVERGING).code()).isEqualTo(3);
    }

    @Test
    void a_wrong_command_line_is_2_with_one_line_and_a_hint() throws IOException {
        assertUsage("plumb: Missing required subcommand", "plumb");
        assertUsage("plumb: Unknown option: '--sped'", "plumb", "--sped");
        assertUsage("plumb: Unmatched argument at index 0: 'trian'; did you mean train?", "plumb",
                "trian");
        assertUsage("plumb: Missing required parameter: 'FILE', or --resume RUN", "plumb train",
                "train");
        assertUsage("plumb: Invalid value for option '--fail-on': expected one of info, warning,"
                + " error but was 'bad'", "plumb train", "train", "x", "--fail-on=bad");
        assertUsage("plumb: Invalid value for option '--workers': expected auto or a whole number"
                + " from 1 to 9999, got \"0\"", "plumb train", "train", "x", "--workers=0");
        assertUsage("plumb: --steps must be at least 1, got 0", "plumb examine", "examine", "x",
                "--steps=0");
        assertUsage("plumb: --seeds must be 3 to 10, got 2", "plumb repair", "repair", "x",
                "--seeds=2");
        assertUsage("plumb: --budget must be at least 1, got 0.5", "plumb repair", "repair", "x",
                "--budget=0.5");
        assertUsage("plumb: no finding is called \"vanishing-gradent\";"
                + " did you mean \"vanishing-gradient\"?", "plumb explain", "explain",
                "vanishing-gradent");
    }

    private static void assertUsage(String message, String command, Object... arguments) {
        assertThat(Cli.run(arguments)).isEqualTo(
                new Cli.Outcome(2, "", message + "\nTry \"" + command + " --help\".\n"));
    }

    @Test
    void an_internal_error_is_1_with_its_details_in_a_file() throws IOException {
        var err = new StringWriter();
        CommandLine plumb = Main.commandLine().setErr(new PrintWriter(err));
        int code = Failures.tell(new IllegalStateException("two\nlines"), plumb);
        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).startsWith(
                "plumb: internal error: java.lang.IllegalStateException: two lines; details are in ")
                .hasLineCount(1);
        String log = err.toString().strip().replaceFirst(".* in ", "");
        assertThat(Path.of(log)).content().contains("two\nlines", "ExitCodeTest.an_internal_error");
        Files.delete(Path.of(log));
    }

    @Test
    void no_memory_and_hidden_input_errors_are_4() {
        var err = new StringWriter();
        CommandLine plumb = Main.commandLine().setErr(new PrintWriter(err));
        assertThat(Failures.tell(new IllegalStateException("a worker failed",
                new OutOfMemoryError("Java heap space")), plumb)).isEqualTo(4);
        assertThat(err.toString()).startsWith("plumb: out of memory: ").hasLineCount(1);
        assertThat(Failures.tell(new IllegalStateException(new InputError("bad")), plumb))
                .isEqualTo(4);
        assertThat(err.toString()).endsWith("plumb: bad\n");
    }
}
