package plumb.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.gauge.Preactivations;

/// The layers of one network in Markdown: a table of what was measured of them, and the course of their
/// gradients in block characters. Of very many the middle is left out.
final class LayerMarkdown {
    private static final int END = 40;

    private final List<LayerLine> layers;
    private final StringBuilder text = new StringBuilder();

    private LayerMarkdown(List<LayerLine> layers) {
        this.layers = layers;
    }

    static String of(List<LayerLine> layers, Optional<Course> course) {
        var writer = new LayerMarkdown(layers);
        writer.table();
        course.ifPresent(writer::course);
        return writer.text.toString();
    }

    private static final String HEAD = "| layer | | rms(y) | rms(δ) | expected | last rms(δ) | weights"
            + " | slope | norm. | skip | update ratio | dead | saturated | z |";

    private void table() {
        line(HEAD);
        line("|---|---|" + "---:|".repeat(12));
        for (int l : shown()) {
            line(l < 0
                    ? "| … | " + (layers.size() - 2 * END) + " more, all in `result.json` |"
                            + " |".repeat(12)
                    : row(layers.get(l)));
        }
    }

    /// The layers that are shown, with a negative number for those that are left out.
    private List<Integer> shown() {
        int n = layers.size();
        if (n <= 2 * END) return IntStream.range(0, n).boxed().toList();
        return IntStream.concat(IntStream.concat(IntStream.range(0, END), IntStream.of(-1)),
                IntStream.range(n - END, n)).boxed().toList();
    }

    private static String row(LayerLine layer) {
        LayerLine.Means m = layer.first();
        return Stream.concat(Stream.of(layer.index(), "`" + layer.text() + "`"),
                Stream.of(ReportText.small(m.activationRms()), ReportText.small(m.deltaRms()),
                        ReportText.small(layer.expectedDeltaRms()),
                        ReportText.small(layer.last().deltaRms()),
                        ReportText.decades(m.weightsDecades()),
                        ReportText.decades(m.slopeDecades()),
                        ReportText.decades(m.normalizationDecades()),
                        ReportText.decades(m.skipDecades()), ReportText.small(m.updateRatio()),
                        ReportText.share(layer.last().deadShare()),
                        ReportText.share(m.saturatedShare()),
                        m.preactivations().map(LayerMarkdown::spread).orElse("–")))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String spread(Preactivations z) {
        return ReportText.small(z.mean()) + " ± " + ReportText.small(z.deviation());
    }

    /// The output on top; each line has the same axis.
    private void course(Course course) {
        var profile = Profile.ofDecades(course.decades().stream().flatMap(List::stream).toList());
        int width = layers.stream().mapToInt(l -> l.index().length()).max().orElse(1);
        line("");
        line("rms(δ) of each layer over steps 1 to " + course.ends().getLast() + ", from 10^"
                + ReportText.decades(profile.low()) + " to 10^" + ReportText.decades(profile.high())
                + ":");
        line("");
        line("```");
        for (int l : shown().reversed()) {
            line(l < 0
                    ? " ".repeat(width) + " …"
                    : String.format("%" + width + "s ",
                            layers.get(l).index())
                            + course.decades().get(l).stream()
                                    .map(d -> String.valueOf(profile.column(Math.pow(10, d))))
                                    .collect(Collectors.joining()));
        }
        line("```");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
