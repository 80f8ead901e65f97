package plumb.diagnose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import plumb.data.Dataset;
import plumb.gauge.History;
import plumb.train.Plan;

/// What is wrong with a network, worst first, and the comparison it was judged by.
///
/// Findings are ordered by severity, causes before consequences, then by their share of the damage.
/// A symptom becomes an error only if learning fails: a value is not finite, or the network is near
/// the trivial predictor or clearly behind the yardstick after the same number of steps.
public record Diagnosis(Verdict verdict, List<Finding> findings, Reference reference) {
    /// A cause with less than this share of the largest damage does not explain a failure.
    private static final double CONTRIBUTES = 0.2;

    /// Every symptom there is.
    static final List<Symptom> SYMPTOMS = List.of(new OutputLossMismatch(), new BornDead(),
            new DeadUnits(), new IdenticalUnits(), new SaturatedUnits(), new VanishingGradient(),
            new ExplodingGradient(), new CorrelationCollapse(), new PoorInitialization(),
            new UnscaledInput(), new UnscaledTarget(), new LearningRateTooHigh(),
            new LearningRateTooLow(), new FrozenLayer(), new HalfPrecisionUnderflow(),
            new Overfitting(), new Diverged(), new NotLearning(), new WorseThanYardstick(),
            new OscillatingLoss());

    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /// Diagnoses a training; the yardstick is trained on seed 1, for as many steps, or for the
    /// whole length if the training diverged.
    public static Diagnosis of(History history, Plan plan, Dataset data) {
        long steps = history.divergence().isPresent()
                ? plan.length().steps(data.train().length, plan.batch())
                : history.steps();
        return of(history, plan, data, Reference.of(history, plan, data, 1, steps));
    }

    /// Diagnoses a training against a reference that is known already.
    public static Diagnosis of(History history, Plan plan, Dataset data, Reference reference) {
        Evidence evidence = Evidence.of(history, plan, data, reference);
        var found = new ArrayList<Finding>();
        for (Symptom symptom : SYMPTOMS) {
            symptom.find(evidence).map(f -> f.severity(symptom.most())).ifPresent(found::add);
        }
        List<String> consequences = ids(Symptom::consequence).stream()
                .filter(id -> found.stream().anyMatch(f -> f.id().equals(id))).toList();
        double worst = found.stream().mapToDouble(Finding::damage).max().orElse(0);
        List<Finding> severe = found.stream().map(f -> judge(f, evidence, worst, consequences))
                .toList();
        boolean explained = severe.stream().anyMatch(f -> !f.explains().isEmpty());
        List<Finding> judged = severe.stream()
                .map(f -> explained && consequences.contains(f.id()) ? f.explained() : f)
                .sorted(order(consequences)).toList();
        boolean sick = judged.stream().anyMatch(f -> f.severity() == Severity.ERROR);
        boolean unclear = reference.yardstick().isPresent() && !evidence.yardstickLearned()
                && evidence.nearTrivial();
        return new Diagnosis(sick ? Verdict.SICK : unclear ? Verdict.UNCLEAR : Verdict.HEALTHY,
                judged, reference);
    }

    /// Whether a training shows anything that only the yardstick can judge: a symptom, or a metric
    /// that a yardstick could be clearly ahead of, as none is above 1.
    public static boolean needsYardstick(History history, Plan plan, Dataset data) {
        Reference trivial = Reference.trivial(plan, data);
        Evidence evidence = Evidence.of(history, plan, data, trivial);
        double metric = evidence.metric();
        return !(1 - metric <= Evidence.CLEARLY_BEHIND * (1 - trivial.trivial().metric()))
                || SYMPTOMS.stream().filter(symptom -> symptom.most() == Severity.ERROR)
                        .anyMatch(symptom -> symptom.find(evidence).isPresent());
    }

    /// Whether a training has learned anything: no value is infinite or not a number, and the score
    /// on the validation rows is not near that of the trivial predictor.
    public static boolean learned(History history, Plan plan, Dataset data, Reference reference) {
        Evidence evidence = Evidence.of(history, plan, data, reference);
        return !evidence.diverged() && !evidence.nearTrivial();
    }

    /// The ids of all symptoms that are looked for.
    public static List<String> symptoms() {
        return ids(_ -> true);
    }

    private static List<String> ids(Predicate<Symptom> kind) {
        return SYMPTOMS.stream().filter(kind).map(Symptom::id).toList();
    }

    private static Finding judge(Finding finding, Evidence evidence, double worst,
            List<String> consequences) {
        if (consequences.contains(finding.id()) || finding.severity() != Severity.ERROR) {
            return finding;
        }
        boolean contributes = finding.damage() >= CONTRIBUTES * worst;
        Severity severity = evidence.failing() && contributes
                ? Severity.ERROR
                : evidence.failing() || evidence.somewhatBehind()
                        ? Severity.WARNING
                        : Severity.INFO;
        return severity == Severity.ERROR
                ? finding.severity(severity).explains(consequences)
                : finding.severity(severity);
    }

    private static Comparator<Finding> order(List<String> consequences) {
        return Comparator.comparing((Finding f) -> f.severity()).reversed()
                .thenComparing(f -> consequences.contains(f.id()))
                .thenComparing(Comparator.comparingDouble(Finding::damage).reversed());
    }
}
