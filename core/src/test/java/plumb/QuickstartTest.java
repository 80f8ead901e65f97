package plumb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import plumb.train.Plan;

/// The example in Java, `examples/Quickstart.java`, and its copy in the README.
class QuickstartTest {
    private static final Path ROOT = Path.of("..");
    private static final Path QUICKSTART = ROOT.resolve("examples/Quickstart.java");

    @Test
    void runs_as_a_program_and_repairs_its_network() throws Exception {
        Path classes = Path
                .of(Plan.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(java.toString(), "-Dstdout.encoding=UTF-8",
                "-cp", classes.toString(), QUICKSTART.toString()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines().toList()).as(output).hasSize(3)
                .element(0).asString().startsWith("error vanishing-gradient: ");
        assertThat(output.lines().toList().getLast())
                .startsWith("[activation of layers 1 to 8: sigmoid → ");
    }

    @Test
    void stands_in_the_readme_word_by_word() throws Exception {
        String program = Files.readString(QUICKSTART);
        String body = program.substring(program.indexOf("void main() {\n") + 14,
                program.lastIndexOf("}")).indent(-4);
        assertThat(Files.readString(ROOT.resolve("README.md")))
                .contains("```java\n" + body + "```");
    }
}
