package plumb.bench.clinic;

import plumb.data.Dataset;
import plumb.data.Scale;
import plumb.data.Target;
import plumb.optim.Optimizer;
import plumb.train.Plan;

/// A network that learns most tasks well, for what there is to learn in so many steps: two layers of
/// 128 units, twice as wide and as deep as the yardstick that a diagnosis compares with.
final class Ceiling {
    private Ceiling() {}

    static Plan of(Plan plan, Dataset data) {
        boolean values = data.target() instanceof Target.Values;
        String output = switch (data.target()) {
            case Target.Classes c when c.names().size() > 2 ->
                c.names().size() + ", softmax";
            case Target.Classes _ -> "1, sigmoid";
            case Target.Labels labels -> labels.width() + ", sigmoid";
            case Target.Values v -> v.width() + ", linear";
        };
        String loss = values
                ? "mse"
                : output.endsWith("softmax") ? "categorical-cross-entropy" : "binary-cross-entropy";
        Plan known = Plan.of("flatten(); dense(128, relu, he-normal) x 2; dense(" + output + ")",
                loss, Optimizer.of("adam(0.001)").toString());
        return known.batch(plan.batch()).length(plan.length()).scale(Scale.STANDARDIZE)
                .scaleTarget(values ? Scale.STANDARDIZE : Scale.NONE);
    }
}
