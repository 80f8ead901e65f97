package plumb.diagnose;

import java.util.Arrays;
import java.util.Optional;
import plumb.gauge.Series;

/// The loss fell once and then swings without falling, more than batches differ by chance.
///
/// Judged by the means of the loss over equal windows of the training: their standard deviation in the
/// last quarter, beside what the batches in them would make if each were drawn anew.
record OscillatingLoss() implements Symptom {
    /// Windows that a training is cut into.
    private static final int WINDOWS = 64;
    /// The numbers of a course that a window needs.
    private static final int LEAST = 4;
    /// The lowest window before, over the loss at the start.
    static final double LEARNED = 0.8;
    /// Standard deviation of the windows of the last quarter over their mean.
    static final double SWING = 0.05;
    /// The same over what chance makes of it.
    static final double CHANCE = 1.5;

    @Override
    public Optional<Finding> find(Evidence e) {
        Series loss = e.history().loss();
        int size = loss.buckets() / WINDOWS;
        if (!e.failing() || e.diverged() || size < LEAST) return Optional.empty();
        var means = new double[WINDOWS];
        double noise = 0;
        int late = 3 * WINDOWS / 4;
        int skipped = loss.buckets() - WINDOWS * size;
        for (int w = 0; w < WINDOWS; w++) {
            int from = skipped + w * size;
            for (int i = from; i < from + size; i++) means[w] += loss.bucket(i).mean() / size;
            for (int i = from; w >= late && i < from + size; i++) {
                double apart = loss.bucket(i).mean() - means[w];
                noise += apart * apart / (size - 1) / size / (WINDOWS - late);
            }
        }
        double lowest = Arrays.stream(means, 0, late).min().orElseThrow();
        double before = Arrays.stream(means, WINDOWS / 2, late).average().orElseThrow();
        double mean = Arrays.stream(means, late, WINDOWS).average().orElseThrow();
        double swing = Math.sqrt(Arrays.stream(means, late, WINDOWS)
                .map(m -> (m - mean) * (m - mean)).sum() / (WINDOWS - late - 1));
        double chance = swing / Math.sqrt(noise);
        boolean learned = lowest < LEARNED * loss.first();
        boolean falls = mean < before - swing;
        if (!learned || falls || !(swing > SWING * mean) || !(chance > CHANCE)) {
            return Optional.empty();
        }
        String summary = "The loss swings without falling: it was down to " + Words.number(lowest)
                + ", and in the last quarter of the training it goes up and down by "
                + Words.percent(swing / mean) + " around " + Words.number(mean) + ".";
        return Optional.of(new Sign(this, 0, summary)
                .since(skipped * loss.width() + (long) late * size * loss.width())
                .measured("lossSwing", swing / mean, SWING)
                .measured("swingOverChance", chance, CHANCE)
                .remedies("set-learning-rate", "warm-up", "optimize-with")
                .finding());
    }

    @Override
    public boolean consequence() {
        return true;
    }
}
