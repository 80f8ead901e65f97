package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.output.StringOutput;
import org.junit.jupiter.api.Test;

class ReportTemplateTest {
    @Test
    void escapes_text() {
        var page = new StringOutput();
        Templates.ENGINE.render("report.jte", "5 < 6", page);
        assertThat(page.toString()).contains("<h1>5 &lt; 6</h1>");
    }
}
