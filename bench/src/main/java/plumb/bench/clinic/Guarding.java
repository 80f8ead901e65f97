package plumb.bench.clinic;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import plumb.gauge.History;
import plumb.remedy.Guard;
import plumb.remedy.Rescue;
import plumb.train.Probe;
import plumb.train.Score;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

/// A case that was trained once more under guard, as `train --repair` does.
///
/// @param score on the validation rows behind the last step
/// @param rescues what the guard did
/// @param cost of its searches, in trainings
record Guarding(Examination examination, Score score, List<Rescue> rescues, double cost) {
    /// Two scores differ if they do by more than this and by two standard errors.
    private static final double LEAST = 0.02;
    private static final double STANDARD_ERRORS = 2;

    static Guarding of(Examination examined) {
        Case subject = examined.of();
        var settings = new Settings(subject.seed(), 1, Probe.AUTO);
        try (var guard = new Guard(new Training(subject.plan(), subject.data(), settings),
                new History())) {
            while (guard.training().hasNext()) {
                Step step = guard.training().next();
                guard.history().add(step);
                guard.look(step);
            }
            return new Guarding(examined,
                    guard.history().validation().orElse(new Score(Double.NaN, Double.NaN, 0)),
                    guard.rescues(), guard.rescues().stream().mapToDouble(Rescue::cost).sum());
        }
    }

    boolean changed() {
        return rescues.stream().anyMatch(Rescue::changed);
    }

    /// Whether it ended better than the same training without a guard, beyond noise.
    boolean better() {
        return ahead() > noise();
    }

    boolean worse() {
        return -ahead() > noise();
    }

    private double ahead() {
        return finite(score.metric()) - finite(examination.metric());
    }

    private double noise() {
        return Math.max(LEAST, STANDARD_ERRORS * Math.sqrt(2) * score.standardError());
    }

    /// A value that is not finite is the worst.
    private static double finite(double metric) {
        return Double.isFinite(metric) ? Math.max(-1, metric) : -1;
    }

    /// A line of comma-separated values.
    String line() {
        return String.join(",", examination.line(),
                String.format(Locale.ROOT, "%.4f,%.2f", score.metric(), cost),
                rescues.stream().map(Rescue::toString)
                        .collect(Collectors.joining(" | ", "\"", "\"")));
    }
}
