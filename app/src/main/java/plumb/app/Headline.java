package plumb.app;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import plumb.diagnose.Finding;
import plumb.diagnose.Severity;
import plumb.diagnose.Verdict;
import plumb.diagnose.Words;
import plumb.remedy.Proof;
import plumb.remedy.Repair;
import plumb.remedy.Rescue;
import plumb.report.Report;
import plumb.train.Score;

/// What a report comes to: a word, and at most three plain sentences.
///
/// @param mood `bad`, `good` or `open`
public record Headline(String word, String mood, List<String> sentences) {
    public static Headline of(Report report) {
        boolean repaired = report.repair()
                .filter(r -> r.outcome() == Repair.Outcome.REPAIRED).isPresent();
        String word = repaired ? "repaired" : report.verdict().toString();
        String mood = repaired
                ? "good"
                : switch (report.verdict()) {
                    case SICK -> "bad";
                    case HEALTHY -> "good";
                    case UNCLEAR -> "open";
                };
        return new Headline(word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1), mood,
                Stream.of(Optional.of(outcome(report)), finding(report),
                        report.repair().map(r -> repair(report.metricName(), r))
                                .or(() -> rescue(report)))
                        .flatMap(Optional::stream).toList());
    }

    private static String outcome(Report report) {
        Optional<Finding> diverged = named(report, "diverged");
        if (diverged.isPresent()) return diverged.get().summary();
        if (Double.isNaN(report.trivial().metric())) {
            return "Whether this network learns cannot be told.";
        }
        String claim = switch (report.verdict()) {
            case SICK -> named(report, "not-learning").isPresent()
                    ? "This network does not learn"
                    : "This network learns less than it should";
            case HEALTHY -> "This network learns";
            case UNCLEAR -> "This network has learned nothing yet, nor has the yardstick";
        };
        String metric = report.metricName();
        String own = report.validation().map(Score::metric).filter(Double::isFinite)
                .map(m -> Figures.name(metric) + " " + Figures.metric(metric, m)
                        + " on the validation rows")
                .orElse("no finite score on the validation rows");
        String trivial = Figures.metric(metric, report.trivial().metric());
        String yardstick = report.yardstick().map(y -> " and one hidden layer of 64 units "
                + Figures.metric(metric, y.metric())).orElse("");
        return claim + ": " + own + ", where the same answer for every row gives " + trivial
                + yardstick + ".";
    }

    private static Optional<String> finding(Report report) {
        if (report.unclear().isPresent()) return report.unclear();
        List<Finding> errors = of(report, Severity.ERROR);
        if (report.verdict() != Verdict.SICK) {
            int warnings = of(report, Severity.WARNING).size();
            int notes = of(report, Severity.INFO).size();
            if (warnings + notes == 0) return Optional.of("Nothing was found.");
            return Optional.of("No finding is an error; "
                    + Stream.of(
                            warnings == 0 ? "" : count(warnings, "is a warning", "are warnings"),
                            notes == 0 ? "" : count(notes, "is harmless", "are harmless"))
                            .filter(part -> !part.isEmpty()).collect(Collectors.joining(", "))
                    + ".");
        }
        Optional<Finding> cause = errors.stream().filter(f -> !f.explains().isEmpty()).findFirst();
        if (cause.isEmpty()) return Optional.of("None of the symptoms looked for explains it.");
        Finding found = cause.get();
        String where = found.layers().isEmpty() ? "" : " in " + Words.layers(found.layers());
        String why = found.causes().stream().limit(1)
                .map(c -> ", " + Figures.share(c.share()) + " of it from " + cause(c.id()))
                .collect(Collectors.joining());
        return Optional.of("The main finding is " + found.id() + where + why + ".");
    }

    private static Optional<String> rescue(Report report) {
        List<Rescue> changes = report.rescues().stream().filter(Rescue::changed).toList();
        if (changes.isEmpty()) return Optional.empty();
        return Optional.of("Learning failed on the way, at step " + changes.getLast().step()
                + ", and went on with another plan, which is not proved: "
                + String.join(", ", changes.getLast().change()) + ".");
    }

    private static String repair(String metric, Report.Repaired repair) {
        return switch (repair.outcome()) {
            case REPAIRED -> "Repaired by " + String.join(" and ", repair.change())
                    + repair.proof().map(p -> proved(metric, p)).orElse("") + ".";
            case NOT_NEEDED -> "Nothing needs repair.";
            case NOT_REPAIRED -> (repair.spent()
                    ? "The budget of trainings was spent before a change was proved to help ("
                    : "No change was proved to help (")
                    + count(repair.candidates().size(), "was tried", "were tried")
                    + "), so nothing was changed.";
            case UNCLEAR -> "There is nothing to judge a repair by, so none was looked for.";
        };
    }

    private static String proved(String metric, Proof proof) {
        double apart = proof.worstBest();
        String worst = Double.isNaN(apart)
                ? ""
                : ", and the worst repaired run is "
                        + Figures.gain(metric, Math.abs(apart)).replaceFirst("^\\+", "")
                        + (apart < 0 ? " below" : " above") + " the best unrepaired one";
        return ": " + Figures.gain(metric, proof.mean()) + " on average over "
                + proof.repaired().size() + " pairs of trainings on new seeds" + worst;
    }

    /// What a cause is called in a sentence.
    static String cause(String id) {
        return switch (id) {
            case "slope" -> "the slope of the activation";
            case "weights" -> "the weights";
            case "skip" -> "the skip connections";
            case "input" -> "the inputs";
            case "output" -> "the output and the loss";
            case "target" -> "the targets";
            case "rate" -> "the learning rate";
            case "initialization" -> "the initialization";
            default -> id;
        };
    }

    private static Optional<Finding> named(Report report, String id) {
        return report.findings().stream().filter(f -> f.id().equals(id)).findFirst();
    }

    private static List<Finding> of(Report report, Severity severity) {
        return report.findings().stream().filter(f -> f.severity() == severity).toList();
    }

    private static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
