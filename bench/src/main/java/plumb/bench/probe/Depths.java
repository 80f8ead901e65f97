package plumb.bench.probe;

import java.util.Arrays;
import java.util.List;
import plumb.bench.contest.Net;
import plumb.bench.contest.Plumb;
import plumb.data.Dataset;
import plumb.optim.Optimizer;

/// The time of a step of networks of 128 units a layer and growing depth, with statistics.
public final class Depths {
    /// The numbers of hidden layers.
    public static final List<Integer> ALL = List.of(10, 25, 50, 75, 100);
    /// So small that no depth diverges.
    private static final Optimizer RULE = Optimizer.of("sgd(0.00001)");

    private Depths() {}

    /// The milliseconds of a step for each depth.
    static double[] measure(int rounds) {
        Dataset data = Plumb.data(Net.DEEP);
        var networks = ALL.stream().map(depth -> new Plumb.Network(Plumb.plan("dense(128, relu,"
                + " he-normal) x " + depth + "; dense(10, softmax)", Net.DEEP).optimizer(RULE),
                data, 1, true)).toList();
        return Arrays.stream(Stopwatch.rounds(networks, rounds)).mapToDouble(Stopwatch::median)
                .toArray();
    }

    /// The largest distance of any depth from the straight line through the first and the last, as a
    /// share of the line.
    public static double bend(double[] milliseconds) {
        int last = milliseconds.length - 1;
        double perLayer = (milliseconds[last] - milliseconds[0])
                / (ALL.get(last) - ALL.getFirst());
        double largest = 0;
        for (int i = 0; i <= last; i++) {
            double line = milliseconds[0] + perLayer * (ALL.get(i) - ALL.getFirst());
            largest = Math.max(largest, Math.abs(milliseconds[i] / line - 1));
        }
        return largest;
    }
}
