package plumb.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import plumb.diagnose.Verdict;
import plumb.diagnose.Words;

/// What a run leaves open, each in a sentence.
final class NotMeasured {
    private NotMeasured() {}

    static List<String> of(Report report) {
        var open = new ArrayList<String>();
        List<LayerLine> layers = report.layers();
        if (layers.isEmpty()) {
            open.add("Layers: measuring was off, or no step was taken.");
        } else {
            if (layers.stream().noneMatch(l -> l.first().preactivations().isPresent())) {
                open.add("Where units stand on their activations: with the probe light no"
                        + " pre-activation is counted.");
            }
            layers(open, layers, "gates",
                    l -> l.text().startsWith("lstm") || l.text().startsWith("gru"));
            layers(open, layers, "what theory expects", l -> Double.isNaN(l.expectedDeltaRms()));
        }
        if (report.validation().isEmpty()) open.add("A score on validation rows.");
        if (report.test().isEmpty()) {
            open.add("A score on test rows: the experiment has none, so every score is of rows that"
                    + " decisions have seen.");
        }
        if (report.yardstick().isEmpty()) {
            open.add("The yardstick, one hidden layer of 64 units: "
                    + (report.verdict() == Verdict.HEALTHY
                            ? "nothing asked for it."
                            : "it was not trained."));
        }
        if (report.repair().flatMap(Report.Repaired::proof).isEmpty()) {
            open.add("Other seeds: all of it is of seed " + report.seed() + ".");
        }
        if (!report.complete())
            open.add("What comes behind the step at which the run was cut short.");
        return List.copyOf(open);
    }

    private static void layers(List<String> open, List<LayerLine> layers, String what,
            Predicate<LayerLine> without) {
        List<String> found = layers.stream().filter(without).map(LayerLine::index).toList();
        if (found.isEmpty()) return;
        String sentence = "In " + Words.layers(found) + ": " + what + ".";
        open.add(sentence);
    }
}
