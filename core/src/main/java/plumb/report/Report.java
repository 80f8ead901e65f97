package plumb.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import plumb.data.Dataset;
import plumb.diagnose.Diagnosis;
import plumb.diagnose.Finding;
import plumb.diagnose.Verdict;
import plumb.gauge.History;
import plumb.remedy.Proof;
import plumb.remedy.Repair;
import plumb.remedy.Rescue;
import plumb.train.Score;
import plumb.train.Training;

/// The outcome of one run of the command: everything that is printed, stored or drawn is a function
/// of it.
///
/// @param verb which command ran
/// @param metricName that of the metric that decides: `accuracy` for classes, `weighted-accuracy` if
///     these have weights, `r2` for values
/// @param course of the gradient over the steps
/// @param rescues what was done while training failed, if that was asked for; the plan reported on is that
///     of the last change
/// @param complete whether the run came to its end; one that was interrupted did not
public record Report(
        String verb,
        String name,
        long seed,
        Verdict verdict,
        List<Finding> findings,
        Trained training,
        String metricName,
        Optional<Score> validation,
        Optional<Score> best,
        Optional<Score> test,
        Optional<Score> yardstick,
        Score trivial,
        List<LayerLine> layers,
        Optional<Course> course,
        Optional<Repaired> repair,
        List<Rescue> rescues,
        boolean complete) {

    public Report {
        rescues = List.copyOf(rescues);
        findings = List.copyOf(findings);
        layers = List.copyOf(layers);
    }

    /// What training took; seconds and samples per second are of the steps since it began, or since
    /// it was resumed.
    ///
    /// @param loss the mean loss on the last batches, in the user's units
    public record Trained(long steps, int epochs, double seconds, double samplesPerSecond,
            double loss) {}

    /// What repairing came to.
    ///
    /// @param experiment the name of the repaired experiment file, if there is one
    /// @param diff the lines in which the repaired experiment differs
    /// @param spent whether the budget ended the search
    /// @param layers of the repaired network on the seed of the experiment
    /// @param course of its gradient
    public record Repaired(
            Repair.Outcome outcome,
            Optional<String> experiment,
            List<String> change,
            List<String> diff,
            Optional<Proof> proof,
            List<Repair.Candidate> candidates,
            Repair.Cost cost,
            boolean spent,
            List<LayerLine> layers,
            Optional<Course> course,
            double seconds) {}

    /// Why there is no verdict; empty if there is one.
    public Optional<String> unclear() {
        if (verdict != Verdict.UNCLEAR) return Optional.empty();
        if (Double.isNaN(trivial.metric())) {
            return Optional.of(
                    "The metric is undefined: the target is the same in all validation rows, or there"
                            + " is only one. More rows, or a larger data.validation, give one.");
        }
        return Optional.of(yardstick.isEmpty()
                ? "There is nothing to compare the network with."
                : "Neither the network nor the yardstick learns more than the same answer for every row:"
                        + " the targets may not follow from these inputs, as random labels do not, or"
                        + " more rows or steps are needed.");
    }

    /// What this run leaves open, each in a sentence.
    public List<String> notMeasured() {
        return NotMeasured.of(this);
    }

    /// The names of the metrics that were asked for beside the one that decides.
    public List<String> otherMetrics() {
        return Stream.of(validation, test).flatMap(Optional::stream)
                .flatMap(score -> score.metrics().keySet().stream()).distinct().toList();
    }

    /// One of these on the validation rows or the test rows, NaN where it was not measured.
    public static double metric(Optional<Score> score, String name) {
        return score.map(s -> s.metrics().getOrDefault(name, Double.NaN)).orElse(Double.NaN);
    }

    /// The report of a training and its diagnosis.
    public static Report of(
            String verb, String name, long seed, Training training, History history,
            Diagnosis diagnosis,
            double seconds) {
        Optional<Score> test = training.data().test().length == 0
                ? Optional.empty()
                : Optional.of(training.score(training.data().test()));
        double rows = (double) (training.steps() - training.resumedBehind())
                * Math.min(training.plan().batch(), training.data().train().length);
        return new Report(verb, name, seed, diagnosis.verdict(), diagnosis.findings(),
                new Trained(history.steps(), history.epochs(), seconds, rows / seconds,
                        training.encoding().lossInUserUnits(training.plan().loss(),
                                history.loss().last())),
                training.encoding().metricName(),
                history.validation(),
                history.best(), test, diagnosis.reference().yardstick(),
                diagnosis.reference().trivial(),
                LayerLine.of(history, training.plan(), training.data()), Course.of(history),
                Optional.empty(),
                List.of(), true);
    }

    /// The same with what a repair came to on these data.
    ///
    /// @param diff the lines in which the repaired experiment differs
    public Report with(Repair repair, Dataset data, Optional<String> experiment, List<String> diff,
            double seconds) {
        var after = repair.adopted()
                .map(better -> LayerLine.of(better.history(), better.plan(), data))
                .orElse(List.of());
        return new Report(verb, name, seed, verdict, findings, training, metricName, validation,
                best, test, yardstick,
                trivial, layers, course,
                Optional.of(
                        new Repaired(repair.outcome(), experiment, repair.change(), diff,
                                repair.proof(),
                                repair.candidates(), repair.cost(), repair.spent(), after,
                                repair.adopted().flatMap(better -> Course.of(better.history())),
                                seconds)),
                rescues, complete);
    }

    /// The same of a run that was cut short.
    public Report cutShort() {
        return new Report(verb, name, seed, verdict, findings, training, metricName, validation,
                best, test, yardstick, trivial, layers, course, repair, rescues,
                false);
    }

    /// The same with what was done while training failed.
    public Report with(List<Rescue> done) {
        return new Report(verb, name, seed, verdict, findings, training, metricName, validation,
                best, test, yardstick, trivial, layers, course, repair, done,
                complete);
    }
}
