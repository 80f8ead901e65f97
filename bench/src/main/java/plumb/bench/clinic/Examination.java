package plumb.bench.clinic;

import java.util.List;
import java.util.stream.Collectors;
import plumb.diagnose.Diagnosis;
import plumb.diagnose.Finding;
import plumb.diagnose.Severity;
import plumb.diagnose.Verdict;
import plumb.gauge.History;
import plumb.train.Plan;
import plumb.train.Probe;
import plumb.train.Score;
import plumb.train.Settings;
import plumb.train.Training;

/// A case that was trained and diagnosed, beside what its twin learned from the same rows.
///
/// @param truth what the twin says; the diagnosis does not know it
record Examination(Case of, Truth truth, double metric, double twinMetric, double trivialMetric,
        Diagnosis diagnosis) {
    /// Sick is what stays behind its twin by more than this share of what there is to learn.
    private static final double SICK = 0.15;
    /// Well is what stays behind by less.
    private static final double WELL = 0.10;
    /// A twin that learned less than this over the trivial predictor says nothing.
    private static final double LEAST = 0.1;
    private static final double STANDARD_ERRORS = 2;

    /// What the comparison with the twin says of a case.
    enum Truth {
        SICK, BETWEEN, WELL, UNKNOWN
    }

    static Examination of(Case subject) {
        var history = new History();
        train(subject.plan(), subject, history);
        Diagnosis diagnosis = Diagnosis.of(history, subject.plan(), subject.data());
        Score own = history.validation().orElse(new Score(Double.NaN, Double.NaN, 0));
        var twin = new History();
        train(subject.twin(), subject, twin);
        Score best = twin.validation().orElseThrow();
        double trivial = diagnosis.reference().trivial().metric();
        return new Examination(subject, truth(own, best, trivial), own.metric(), best.metric(),
                trivial, diagnosis);
    }

    private static void train(Plan plan, Case subject, History history) {
        try (var training = new Training(plan, subject.data(),
                new Settings(subject.seed(), 1, Probe.AUTO))) {
            training.forEachRemaining(history::add);
        }
    }

    private static Truth truth(Score own, Score twin, double trivial) {
        double worth = twin.metric() - trivial;
        if (!(worth > LEAST)) return Truth.UNKNOWN;
        if (!Double.isFinite(own.metric()) || !Double.isFinite(own.loss())) return Truth.SICK;
        double behind = twin.metric() - own.metric();
        double error = Math.hypot(own.standardError(), twin.standardError());
        return behind > SICK * worth && behind > STANDARD_ERRORS * error
                ? Truth.SICK
                : behind < WELL * worth ? Truth.WELL : Truth.BETWEEN;
    }

    List<Finding> errors() {
        return diagnosis.findings().stream().filter(f -> f.severity() == Severity.ERROR).toList();
    }

    boolean flagged() {
        return diagnosis.verdict() == Verdict.SICK;
    }

    /// Whether the finding named first is one of those that name the fault.
    boolean rightCause() {
        List<Finding> errors = errors();
        return !errors.isEmpty()
                && of.findings().contains(errors.getFirst().id());
    }

    /// A line of comma-separated values.
    String line() {
        return String.join(",", of.group(), Long.toString(of.seed()), truth.toString(),
                Double.toString(metric), Double.toString(twinMetric),
                Double.toString(trivialMetric), diagnosis.verdict().toString(),
                errors().stream().map(Finding::id).collect(Collectors.joining(" ")),
                diagnosis.findings().stream().filter(f -> f.severity() == Severity.WARNING)
                        .map(Finding::id).collect(Collectors.joining(" ")),
                '"' + of.plan().network().toString() + '"', '"' + of.plan().loss().toString() + '"',
                '"' + of.plan().optimizer().toString() + '"', of.plan().batch() + "",
                of.plan().length().toString());
    }
}
