package plumb.app;

import java.util.List;
import java.util.Map;
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
                new Table("Measured", 1, List.of("quantity", "measured", "threshold"), rows),
                Shares.of(finding.causes()));
    }

    private static List<String> row(Finding finding, Map.Entry<String, Double> measured) {
        Double threshold = finding.threshold().get(measured.getKey());
        return List.of(Figures.spaced(measured.getKey()), Figures.number(measured.getValue()),
                threshold == null ? Figures.ABSENT : Figures.number(threshold));
    }
}
