package plumb.remedy;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
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
///
/// One rate of each decade is tried first, then those around the best for longer: the fewer steps, the
/// more they favor large rates. All of it takes a tenth of the training, but no fewer steps than tell
/// rates apart.
final class RangeTest {
    private static final double SHARE = 0.1;
    private static final double LOWEST = 1e-7;
    private static final int DECADES = 8;
    /// The rates looked at again, in decades above the best of the first.
    private static final double[] AROUND = {-1, -0.5, 0, 0.5};
    private static final int FEWEST = 8;
    private static final int MOST = 60;

    private final Plan plan;
    private final Dataset data;
    private final long seed;
    private long steps;

    private RangeTest(Plan plan, Dataset data, long seed) {
        this.plan = plan;
        this.data = data;
        this.seed = seed;
    }

    /// @param rate the best learning rate
    /// @param steps what finding it took
    record Result(double rate, long steps) {}

    static Result of(Plan plan, Dataset data, long seed) {
        var test = new RangeTest(plan, data, seed);
        double[] decades = IntStream.rangeClosed(0, DECADES)
                .mapToDouble(i -> LOWEST * Math.pow(10, i)).toArray();
        double own = plan.optimizer().learningRate();
        double near = test.best(decades, own);
        double[] around = Arrays.stream(AROUND).map(d -> near * Math.pow(10, d)).toArray();
        return new Result(test.best(around, near), test.steps);
    }

    /// The rate with the least loss, or another where none ends with a finite one.
    private double best(double[] rates, double otherwise) {
        long all = plan.length().steps(data.train().length, plan.batch());
        long each = Math.clamp((long) (SHARE * all / 2 / rates.length), FEWEST, MOST);
        double best = otherwise;
        double least = Double.POSITIVE_INFINITY;
        for (double exact : rates) {
            if (Thread.currentThread().isInterrupted()) break;
            double rate = round(exact);
            double loss = loss(rate, each);
            if (loss < least) {
                least = loss;
                best = rate;
            }
        }
        return best;
    }

    /// The mean loss over the second half of so many steps, infinite if a loss on the way is not finite.
    private double loss(double rate, long length) {
        double loss = 0;
        long taken = 0;
        var trial = plan.optimizer(plan.optimizer().withLearningRate(rate))
                .schedule(new Schedule.Constant()).length(new Length.Steps(length))
                .stop(new Stop.None());
        try (var training = new Training(trial, data, new Settings(seed, 1, Probe.OFF))) {
            for (Step step : training) {
                taken++;
                if (taken > length / 2) loss += step.loss() / (length - length / 2);
                if (!Double.isFinite(step.loss())) loss = Double.POSITIVE_INFINITY;
            }
        }
        steps += taken;
        return taken == length && loss < Double.POSITIVE_INFINITY ? loss : Double.POSITIVE_INFINITY;
    }

    /// To one significant digit, as people write learning rates.
    static double round(double rate) {
        double unit = Math.pow(10, Math.floor(Math.log10(rate) + 1e-9));
        return Double.parseDouble(
                String.format(Locale.ROOT, "%.0e", Math.rint(rate / unit + 1e-9) * unit));
    }
}
