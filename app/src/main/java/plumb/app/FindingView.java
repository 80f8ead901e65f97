package plumb.app;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumb.diagnose.Finding;
import plumb.diagnose.Words;

/// A finding as a report shows it.
///
/// @param where the layers, and since when
public record FindingView(Finding finding, String where, Table measured, List<Shares> causes) {
    static FindingView of(Finding finding) {
        String since = "seen from step " + Figures.count(finding.firstStep());
        String where = finding.layers().isEmpty()
                ? since
                : Words.layers(finding.layers()) + ", " + since;
        var rows = finding.measured().entrySet().stream().map(e -> row(finding, e)).toList();
        return new FindingView(finding, where,
                new Table("Measured", 1,
                        List.of("quantity", "measured", "expected", "threshold"), rows),
                Shares.of(finding.causes()));
    }

    private static List<String> row(Finding finding, Map.Entry<String, Double> measured) {
        String name = measured.getKey();
        return List.of(Figures.spaced(name), Figures.number(measured.getValue()),
                number(finding.expected().get(name)), number(finding.threshold().get(name)));
    }

    private static String number(@Nullable Double value) {
        return value == null ? Figures.ABSENT : Figures.number(value);
    }
}
