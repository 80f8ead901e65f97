package plumb.bench.probe;

import java.util.List;
import plumb.bench.contest.Contender.Trainee;
import plumb.bench.contest.Spread;

/// Times some networks in turn, round after round.
final class Stopwatch {
    private static final double WARM = 2;
    private static final double MEASURE = 0.5;

    private Stopwatch() {}

    /// The milliseconds a step of each takes, `[network][round]`.
    static double[][] rounds(List<? extends Trainee> networks, int rounds) {
        for (Trainee network : networks) milliseconds(network, WARM);
        var found = new double[networks.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < found.length; i++) {
                found[i][round] = milliseconds(networks.get(i), MEASURE);
            }
        }
        return found;
    }

    static double median(double[] values) {
        return Spread.of(values).median();
    }

    private static double milliseconds(Trainee network, double seconds) {
        long began = System.nanoTime();
        long end = began + (long) (seconds * 1e9);
        long steps = 0;
        long now;
        do {
            network.step();
            steps++;
            now = System.nanoTime();
        } while (now < end);
        return (now - began) / 1e6 / steps;
    }
}
