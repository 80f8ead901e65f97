package plumb.remedy;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import plumb.data.Dataset;
import plumb.diagnose.Diagnosis;
import plumb.diagnose.Reference;
import plumb.gauge.History;
import plumb.text.InputError;
import plumb.train.Plan;
import plumb.train.Probe;
import plumb.train.Score;
import plumb.train.Settings;
import plumb.train.Trained;
import plumb.train.Training;

/// One training of a plan that can be stopped, compared and continued, with one worker.
///
/// Its buffers are allocated when it first advances and dropped when it has ended or is left behind;
/// the network and what was measured stay.
final class Trial {
    private final Plan plan;
    private final Dataset data;
    private final long seed;
    private final Optional<Snapshot> begin;
    private final Consumer<Training> change;
    private final History history = new History();
    private @Nullable Training training;
    private @Nullable Trained trained;
    private @Nullable Score score;

    Trial(Plan plan, Dataset data, long seed) {
        this(plan, data, seed, Optional.empty(), _ -> {});
    }

    /// @param begin where it begins; with step 1 without it
    /// @param change what is changed there
    Trial(Plan plan, Dataset data, long seed, Optional<Snapshot> begin,
            Consumer<Training> change) {
        this.plan = plan;
        this.data = data;
        this.seed = seed;
        this.begin = begin;
        this.change = change;
    }

    /// Trains until this share of the whole training is done behind its beginning, then measures the
    /// validation rows. Returns the number of steps taken. A plan that does not fit the data or the
    /// memory takes none and has the worst metric.
    long advance(double share) {
        long length = plan.length().steps(data.train().length, plan.batch());
        return advanceTo(begin.map(Snapshot::step).orElse(0L)
                + Math.max(1, Math.round(share * length)));
    }

    /// The same until this step.
    long advanceTo(long until) {
        if (training == null && trained == null) {
            try {
                training = begun();
            } catch (InputError unfit) {
                return 0;
            }
        }
        Training running = training;
        if (running == null) return 0;
        long before = history.steps();
        while (running.hasNext() && history.steps() < until
                && !Thread.currentThread().isInterrupted()) {
            history.add(running.next());
        }
        score = running.score(data.validation());
        if (!running.hasNext()) leave();
        return history.steps() - before;
    }

    private Training begun() {
        var training = new Training(plan, data, new Settings(seed, 1, Probe.AUTO));
        begin.ifPresent(state -> state.putBack(training, history));
        change.accept(training);
        return training;
    }

    /// Drops what only further training would need.
    void leave() {
        if (training != null) trained = Trained.of(training);
        training = null;
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
        if (history.steps() == 0) return Double.MAX_VALUE;
        double ratio = history.loss().recentMean(32) / history.loss().start();
        return Double.isFinite(ratio) && history.divergence().isEmpty() ? ratio : Double.MAX_VALUE;
    }

    /// The score on the validation rows, once it has advanced.
    Score score() {
        return score == null ? new Score(Double.NaN, Double.NaN, Double.NaN) : score;
    }

    /// The metric on the test rows of a trial that has ended, if there are any.
    Optional<Double> testMetric() {
        return trained == null || data.test().length == 0
                ? Optional.empty()
                : Optional.of(trained.score(data, data.test()).metric());
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
