package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What a shell proposes when the script of `plumb generate-completion` is loaded.
@DisabledOnOs(OS.WINDOWS)
class CompletionTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Cli.Outcome outcome = Cli.run("generate-completion");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEmpty();
        Cli.write(folder, "completion", outcome.out());
        Cli.write(folder, "digits.yaml", "");
        Cli.write(folder, "digits.csv", "");
        Files.createDirectory(folder.resolve("runs"));
    }

    /// What is proposed for the last of these words.
    private List<String> proposed(String shell, String before, String... words)
            throws IOException, InterruptedException {
        String line = Stream.of(words).map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        Path script = Cli.write(folder, "ask", before + "source ./completion\n"
                + "COMP_WORDS=(" + line + ")\nCOMP_CWORD=" + (words.length - 1) + "\n"
                + "COMP_LINE=\"${COMP_WORDS[*]}\"\nCOMP_POINT=${#COMP_LINE}\n"
                + "_complete_plumb\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n");
        Process process = new ProcessBuilder(shell, script.toString()).directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return out.lines().map(String::strip).toList();
    }

    private List<String> bash(String... words) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs /bin/bash");
        return proposed("/bin/bash", "", words);
    }

    @Test
    void bash_knows_the_verbs() throws Exception {
        assertThat(bash("plumb", "")).contains("demo", "init", "train", "examine", "repair",
                "apply", "evaluate", "report", "explain");
        assertThat(bash("plumb", "re")).containsExactlyInAnyOrder("repair", "report");
    }

    @Test
    void bash_knows_the_flags() throws Exception {
        assertThat(bash("plumb", "train", "--")).contains("--set", "--seed", "--workers", "--out",
                "--json", "--quiet", "--fail-on");
        assertThat(bash("plumb", "init", "--t")).containsExactly("--target");
        assertThat(bash("plumb", "train", "--progress", "")).contains("tty", "plain", "none");
    }

    @Test
    void bash_knows_files() throws Exception {
        assertThat(bash("plumb", "train", "dig")).contains("digits.yaml");
        assertThat(bash("plumb", "apply", "ru")).contains("runs");
        assertThat(bash("plumb", "init", "digits.c")).contains("digits.csv");
    }

    @Test
    void zsh_knows_verbs_and_flags() throws Exception {
        String zsh = Stream.of("/bin/zsh", "/usr/bin/zsh")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst().orElse("");
        assumeTrue(!zsh.isEmpty(), "needs zsh");
        String before = "setopt ksharrays\nautoload -U +X compinit && compinit -u -D\n";
        assertThat(proposed(zsh, before, "plumb", "")).contains("init", "train", "repair");
        assertThat(proposed(zsh, before, "plumb", "train", "--")).contains("--set", "--fail-on")
                .doesNotContain("repair");
    }
}
