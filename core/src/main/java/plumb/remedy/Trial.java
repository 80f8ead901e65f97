package plumb.remedy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumb.data.Dataset;
import plumb.diagnose.Diagnosis;
import plumb.diagnose.Reference;
import plumb.gauge.History;
import plumb.train.Plan;
import plumb.train.Score;
import plumb.train.Settings;
import plumb.train.Training;

/// One training of a plan that can be stopped, compared and continued, with one worker.
final class Trial {
    private final Plan plan;
    private final Dataset data;
    private final Training training;
    private final History history = new History();
    private @Nullable Score score;

    Trial(Plan plan, Dataset data, long seed) {
        this.plan = plan;
        this.data = data;
        this.training = new Training(plan, data, new Settings(seed, 1, true));
    }

    /// Trains until this share of the whole training is done, then measures the validation rows.
    /// Returns the number of steps taken.
    long advance(double share) {
        long before = history.steps();
        long until = Math.max(1, Math.round(share * training.length()));
        while (training.hasNext() && history.steps() < until
                && !Thread.currentThread().isInterrupted()) {
            history.add(training.next());
        }
        score = training.score(data.validation());
        return history.steps() - before;
    }

    /// The metric on the validation rows; a value that is not finite counts as the worst there is.
    double metric() {
        double metric = score == null ? Double.NaN : score.metric();
        return Double.isFinite(metric) ? Math.max(metric, -1) : -1;
    }

    double standardError() {
        return score == null || !Double.isFinite(score.standardError()) ? 0 : score.standardError();
    }

    /// The loss on recent batches over that on the first, smaller is better.
    double remainingLoss() {
        double ratio = history.loss().recentMean(32) / history.loss().start();
        return Double.isFinite(ratio) && history.divergence().isEmpty() ? ratio : Double.MAX_VALUE;
    }

    /// The metric on the test rows, if there are any.
    Optional<Double> testMetric() {
        return data.test().length == 0
                ? Optional.empty()
                : Optional.of(training.score(data.test()).metric());
    }

    Diagnosis diagnose(Reference reference) {
        return Diagnosis.of(history, plan, data, reference.beside(plan, data));
    }

    History history() {
        return history;
    }

    Plan plan() {
        return plan;
    }
}
