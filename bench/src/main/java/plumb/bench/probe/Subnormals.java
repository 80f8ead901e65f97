package plumb.bench.probe;

import java.util.List;
import plumb.bench.contest.Net;
import plumb.bench.contest.Plumb;
import plumb.bench.contest.Spread;
import plumb.data.Dataset;
import plumb.optim.Optimizer;
import plumb.train.Step;

/// What gradients cost that underflow: the same layers twice, sigmoid layers above ReLU layers, with
/// initial weights of the sigmoid layers that keep the gradient or make it vanish, so that in the ReLU
/// layers below it is subnormal.
///
/// @param ratio of the time of a step to that without subnormal numbers
/// @param share of δ that is subnormal, over all layers
/// @param normalShare the same where the gradient is kept
public record Subnormals(double ratio, double milliseconds, double share, double normalShare) {
    /// The weights that keep the gradient: a slope of 1/4 times √128 units times the deviation is 1.
    private static final String KEPT = "0.35";
    /// Each of 24 layers multiplies the gradient by 0.033, all by 1e-36.
    private static final String VANISHING = "0.0115";
    /// So small that the gradient stays what it is.
    private static final Optimizer RULE = Optimizer.of("sgd(0.000001)");

    public static Subnormals of(double[] numbers) {
        return new Subnormals(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    double[] numbers() {
        return new double[] {ratio, milliseconds, share, normalShare};
    }

    static Subnormals measure(int rounds) {
        Dataset data = Plumb.data(Net.DEEP);
        var vanishing = network(data, VANISHING);
        var kept = network(data, KEPT);
        double[][] found = Stopwatch.rounds(List.of(vanishing, kept), rounds);
        return new Subnormals(Spread.ratio(found[0], found[1]).median(),
                Stopwatch.median(found[0]), share(vanishing.next()), share(kept.next()));
    }

    private static Plumb.Network network(Dataset data, String deviation) {
        return new Plumb.Network(Plumb.plan("dense(128, relu, he-normal) x 40; dense(128, sigmoid,"
                + " normal(" + deviation + ")) x 24; dense(10, softmax)", Net.DEEP)
                .optimizer(RULE), data, 1, true);
    }

    private static double share(Step step) {
        double subnormal = step.tallies().stream().mapToLong(t -> t.delta.subnormals).sum();
        return subnormal / step.tallies().stream().mapToLong(t -> t.rows * t.units).sum();
    }
}
