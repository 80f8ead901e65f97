package plumb.diagnose;

import java.util.Optional;
import plumb.gauge.Series;

/// The network learns its training rows by heart: the loss on the validation rows rises, well above
/// its own best, while that on the training rows falls.
///
/// It causes no failure to learn, so it is a warning. It misleads where answers only grow more
/// certain: the loss then rises while as many are right.
record Overfitting() implements Symptom {
    /// How far the loss on the validation rows is above its best, over that.
    static final double RISE = 0.2;
    /// Epochs without which there is no course to judge.
    static final int EPOCHS = 10;
    /// The part of the training that is the end of it.
    private static final double END = 0.2;

    @Override
    public Optional<Finding> find(Evidence e) {
        Series validation = e.history().validationLoss();
        if (!e.data().heldOut() || e.diverged() || validation.count() < EPOCHS) {
            return Optional.empty();
        }
        int best = 0;
        for (int i = 1; i < validation.buckets(); i++) {
            if (validation.bucket(i).mean() < validation.bucket(best).mean()) best = i;
        }
        double least = validation.bucket(best).mean();
        double last = mean(validation, 1 - END, 1);
        double rise = last / least - 1;
        double then = (best + 1.0) / validation.buckets();
        double training = mean(e.history().loss(), then - END, then);
        double now = mean(e.history().loss(), 1 - END, 1);
        boolean rising = last > mean(validation, 1 - 2 * END, 1 - END);
        if (!(least > 0 && rise > RISE && rising && now < training)) return Optional.empty();
        long epoch = validation.bucket(best).first() + 1;
        String summary = "The network learns its training rows by heart: since epoch " + epoch
                + " the loss on the validation rows has risen from " + Words.number(least) + " to "
                + Words.number(last) + ", while that on the training rows fell from "
                + Words.number(training) + " to " + Words.number(now) + ".";
        return Optional.of(new Sign(this, 0, summary)
                .since(Math.round(then * e.history().steps()))
                .measured("validationLossRise", rise, RISE)
                .measured("trainingLossRatio", now / training, 1)
                .finding());
    }

    /// The mean over a part of a course, of which 0 is the begin and 1 the end.
    private static double mean(Series course, double from, double to) {
        int first = (int) Math.max(0, Math.floor(from * course.buckets()));
        int end = (int) Math.max(first + 1, Math.round(to * course.buckets()));
        double sum = 0;
        for (int i = first; i < end; i++) sum += course.bucket(i).mean();
        return sum / (end - first);
    }

    @Override
    public Severity most() {
        return Severity.WARNING;
    }
}
