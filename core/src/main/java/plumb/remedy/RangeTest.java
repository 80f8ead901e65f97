package plumb.remedy;

import java.util.Locale;
import plumb.data.Dataset;
import plumb.optim.Schedule;
import plumb.train.Length;
import plumb.train.Plan;
import plumb.train.Probe;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Stop;
import plumb.train.Training;

/// Finds the learning rate at which the loss falls fastest, by short trainings over eight decades
/// (after the range test of Smith, 2017, which raises the rate within one training). Each rate is held
/// constant, whatever the schedule: it is the whole rate, of which a schedule takes shares.
final class RangeTest {
    private static final int STEPS = 60;
    private static final double LOWEST = 1e-7;
    private static final int PER_DECADE = 2;
    private static final int DECADES = 8;

    private RangeTest() {}

    /// @param rate the best learning rate
    /// @param steps what finding it took
    record Result(double rate, long steps) {}

    static Result of(Plan plan, Dataset data, long seed) {
        double best = plan.optimizer().learningRate();
        double least = Double.POSITIVE_INFINITY;
        long steps = 0;
        for (int i = 0; i <= DECADES * PER_DECADE; i++) {
            if (Thread.currentThread().isInterrupted()) break;
            double rate = round(LOWEST * Math.pow(10, (double) i / PER_DECADE));
            double loss = 0;
            long taken = 0;
            var trial = plan.optimizer(plan.optimizer().withLearningRate(rate))
                    .schedule(new Schedule.Constant()).length(new Length.Steps(STEPS))
                    .stop(new Stop.None());
            try (var training = new Training(trial, data, new Settings(seed, 1, Probe.OFF))) {
                for (Step step : training) {
                    taken++;
                    if (taken > STEPS / 2) loss += step.loss() / (STEPS - STEPS / 2);
                    if (!Double.isFinite(step.loss())) loss = Double.POSITIVE_INFINITY;
                }
            }
            steps += taken;
            if (loss < least && taken == STEPS) {
                least = loss;
                best = rate;
            }
        }
        return new Result(best, steps);
    }

    /// To one significant digit, as people write learning rates.
    static double round(double rate) {
        double unit = Math.pow(10, Math.floor(Math.log10(rate) + 1e-9));
        return Double.parseDouble(
                String.format(Locale.ROOT, "%.0e", Math.rint(rate / unit + 1e-9) * unit));
    }
}
