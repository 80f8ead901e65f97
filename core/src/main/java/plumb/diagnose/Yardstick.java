package plumb.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import plumb.data.Dataset;
import plumb.data.Scale;
import plumb.data.Target;
import plumb.nn.Activation;
import plumb.nn.Blueprint;
import plumb.nn.Dense;
import plumb.nn.Init;
import plumb.nn.Loss;
import plumb.nn.Rectifier;
import plumb.nn.Squashing;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.optim.Schedule;
import plumb.train.Length;
import plumb.train.Plan;
import plumb.train.Probe;
import plumb.train.Score;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Stop;
import plumb.train.Training;

/// The yardstick: a small network that learns whatever is easy to learn, trained on the same data
/// for the same steps. It tells a sick network from a hard task.
final class Yardstick {
    /// The share of its steps after which it may be enough.
    private static final double FIRST_PART = 0.4;

    private Yardstick() {}

    /// `dense(64, relu, he-normal)` and the output that fits the task, Adam at a constant 0.001, the
    /// plan's batch and class weights, standardized inputs and values.
    static Plan plan(Plan plan, Dataset data, long steps) {
        int units = switch (data.target()) {
            case Target.Classes c -> c.names().size() == 2 ? 1 : c.names().size();
            case Target.Labels labels -> labels.width();
            case Target.Values values -> values.width();
        };
        boolean numbers = data.target() instanceof Target.Values;
        boolean one = data.target() instanceof Target.Classes && units > 1;
        Activation output = numbers
                ? new Activation.Linear()
                : one ? new Activation.Softmax() : new Squashing.Sigmoid();
        Loss loss = numbers
                ? new Loss.Mse()
                : one ? new Loss.CategoricalCrossEntropy() : new Loss.BinaryCrossEntropy();
        var zeros = Optional.<Init>of(new Init.Zeros());
        var layers = new Blueprint(
                List.of(new Dense(64, new Rectifier.Relu(), new Init.HeNormal(), zeros, 0),
                        new Dense(units, output, new Init.GlorotUniform(), zeros, 0)));
        return new Plan(layers, loss, Optimizer.of("adam(0.001)"), new Schedule.Constant(),
                new Clip.None(), plan.batch(), new Length.Steps(steps), new Stop.None(),
                Scale.STANDARDIZE, numbers ? Scale.STANDARDIZE : Scale.NONE, plan.classWeight());
    }

    /// What it reached in how many steps.
    record Reached(Score score, long steps) {}

    /// Trains it with one worker, until what it has reached after the first part is enough, or to the
    /// end, or to the end of an epoch if the thread is interrupted.
    static Reached train(Plan plan, Dataset data, long seed, long steps,
            Predicate<Reached> enough) {
        var reached = new Reached(new Score(Double.NaN, Double.NaN, Double.NaN), 0);
        long part = Math.max(1, Math.round(FIRST_PART * steps));
        try (var training = new Training(plan(plan, data, steps), data,
                new Settings(seed, 1, Probe.OFF))) {
            for (Step step : training) {
                if (step.validation().isPresent()) {
                    reached = new Reached(step.validation().get(), step.number());
                }
                if (Thread.currentThread().isInterrupted()) break;
                if (step.number() != part || part == steps) continue;
                reached = new Reached(training.score(data.validation()), part);
                if (enough.test(reached)) break;
            }
        }
        return reached;
    }
}
