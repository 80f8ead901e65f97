package plumb.sweep;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import plumb.report.ReportMarkdown;

/// A sweep as a page of Markdown, with a table of all points.
public final class SweepMarkdown {
    private SweepMarkdown() {}

    /// The whole page.
    public static String of(Sweep sweep) {
        var text = new StringBuilder(
                "# " + ReportMarkdown.escaped(SweepText.headline(sweep)) + "\n\n");
        SweepText.sentences(sweep).forEach(line -> text.append(line).append('\n'));
        text.append('\n');
        List<List<String>> rows = SweepText.rows(sweep);
        row(text, rows.getFirst());
        text.append("|").append("---|".repeat(rows.getFirst().size())).append('\n');
        rows.stream().skip(1).forEach(cells -> row(text, cells));
        return text.append('\n').append(SweepText.LEGEND).append('\n').toString();
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append(Stream.concat(cells.stream().map(ReportMarkdown::escaped), Stream.of(""))
                .collect(Collectors.joining(" | ", "| ", "")).strip()).append('\n');
    }
}
