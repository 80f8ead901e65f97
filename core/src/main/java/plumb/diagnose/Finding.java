package plumb.diagnose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One thing that was found: what, how bad, where, since when, by which numbers, and why.
///
/// @param id the stable name of the symptom, such as `vanishing-gradient`
/// @param layers counted from 1, inside a block `2.1`; empty if it concerns the whole network
/// @param firstStep the first step it was seen at
/// @param summary one or two sentences in plain words
/// @param measured the numbers that decided, by name
/// @param threshold the numbers they were compared with, under the same names
/// @param expected what theory expects of this network before any step, under the same names
/// @param causes the larger share first
/// @param explains the ids of the consequences that follow from this
/// @param remedies names of remedies that treat it, the first to try first
/// @param notMeasured what would be good to know and was not measured
/// @param alternatives what else could explain it, each in one sentence
/// @param damage how much this contributes to the failure, comparable between findings
public record Finding(
        String id,
        Severity severity,
        List<String> layers,
        long firstStep,
        String summary,
        Map<String, Double> measured,
        Map<String, Double> threshold,
        Map<String, Double> expected,
        List<Cause> causes,
        List<String> explains,
        List<String> remedies,
        List<String> notMeasured,
        List<String> alternatives,
        double damage) {

    public Finding {
        layers = List.copyOf(layers);
        measured = new LinkedHashMap<>(measured);
        threshold = new LinkedHashMap<>(threshold);
        expected = new LinkedHashMap<>(expected);
        causes = List.copyOf(causes);
        explains = List.copyOf(explains);
        remedies = List.copyOf(remedies);
        notMeasured = List.copyOf(notMeasured);
        alternatives = List.copyOf(alternatives);
    }

    Finding severity(Severity changed) {
        return new Finding(id, changed, layers, firstStep, summary, measured, threshold, expected,
                causes, explains, remedies, notMeasured, alternatives, damage);
    }

    Finding explains(List<String> consequences) {
        return new Finding(id, severity, layers, firstStep, summary, measured, threshold, expected,
                causes, consequences, remedies, notMeasured, alternatives, damage);
    }

    /// Without causes of its own, as other findings are its causes.
    Finding explained() {
        return new Finding(id, severity, layers, firstStep, summary, measured, threshold, expected,
                List.of(), explains, remedies, notMeasured, alternatives, damage);
    }

    @Override
    public String toString() {
        return severity + " " + id + ": " + summary;
    }
}
