package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README shows of `plumb demo`, line by line; times differ, and `…` stands for lines left
/// out.
class ReadmeTest {
    private static final String PROMPT = "```\n$ ./plumb demo\n";

    @Test
    void shows_what_the_demo_prints(@TempDir Path folder) throws Exception {
        String readme = Files.readString(Path.of("../README.md"));
        int from = readme.indexOf(PROMPT) + PROMPT.length();
        List<String> shown = readme.substring(from, readme.indexOf("```", from)).lines()
                .filter(line -> !line.isBlank() && !line.equals("…")).toList();
        var out = new StringWriter();
        int exit = Main.commandLine().setOut(new PrintWriter(out)).execute("demo", "--out",
                folder.resolve("run").toString(), "--progress", "none");
        assertThat(exit).isZero();
        assertThat(timeless(out.toString()).lines()).containsSubsequence(
                shown.stream().map(ReadmeTest::timeless).toList());
    }

    private static String timeless(String text) {
        return text.replaceAll("\\d[\\d.]* s\\b", "T s");
    }
}
