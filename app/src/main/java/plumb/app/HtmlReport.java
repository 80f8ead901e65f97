package plumb.app;

import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import plumb.report.Report;

/// A report as one HTML page that needs no other file and no script.
public final class HtmlReport {
    private HtmlReport() {}

    /// The whole page.
    public static String of(Report report) {
        var page = new StringOutput();
        Templates.ENGINE.render("report.jte", Page.of(report), page);
        return printable(page.toString());
    }

    /// A page without characters that no page may have.
    static String printable(String page) {
        return page.replaceAll(
                "[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]",
                "\uFFFD");
    }

    /// A style sheet of this package.
    static String style(String name) {
        try (var text = HtmlReport.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
