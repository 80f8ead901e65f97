package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.app.web.Visitor;
import plumb.report.Report;

/// `report.html` in a real browser, opened from disk without a network.
class ReportBrowserTest {
    @TempDir
    private Path folder;

    @Test
    void opens_alone_without_an_error_and_can_be_read_by_everyone() throws IOException {
        try (var visitor = new Visitor()) {
            Path demo = write(Samples.demo());
            check(visitor, demo, ColorScheme.LIGHT, 1000);
            check(visitor, demo, ColorScheme.DARK, 400);
            check(visitor, write(Samples.diverged()), ColorScheme.DARK, 1000);
        }
    }

    private Path write(Report report) throws IOException {
        return Files.writeString(folder.resolve(report.name() + ".html"), HtmlReport.of(report));
    }

    private static void check(Visitor visitor, Path file, ColorScheme scheme, int width) {
        Page page = visitor.visit(file, new Browser.NewContextOptions().setColorScheme(scheme)
                .setViewportSize(width, 900));
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
        assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(width);
        assertThat(Visitor.hindrances(page)).isEmpty();
        assertThat(visitor.wrong()).isEmpty();
        page.context().close();
    }
}
