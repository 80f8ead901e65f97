package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.diagnose.Explanation;

class ExplainVerbTest {
    @Test
    void lists_all_findings() {
        Cli.Outcome list = Cli.run("explain");
        assertThat(list.code()).isZero();
        assertThat(list.out().lines()).hasSameSizeAs(Explanation.ids())
                .allMatch(line -> line.matches("[a-z-]+ +\\S.*"));
    }

    static List<String> ids() {
        return Explanation.ids();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void shows_a_page_without_the_marks_of_markdown(String id) {
        Cli.Outcome page = Cli.run("explain", id);
        assertThat(page.code()).isZero();
        assertThat(page.out()).contains(id).doesNotContain("**", "```", "\u001b", "](");
        assertThat(Cli.run(new Terminal(true, true, true), "explain", id).out())
                .contains("\u001b[1m");
    }
}
