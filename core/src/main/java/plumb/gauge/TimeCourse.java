package plumb.gauge;

import plumb.math.State;
import plumb.nn.Tally;

/// The gradients of a recurrent layer at its time steps, in the first and in the last 10 steps of a
/// training.
final class TimeCourse {
    /// Mean squares, summed over the first training steps, and of each of the last.
    private final double[] first;
    private final double[][] recent;
    private long count;

    TimeCourse(int steps) {
        this.first = new double[steps];
        this.recent = new double[Series.ENDS][steps];
    }

    /// The bytes of the course of a layer of so many time steps; none of one without.
    static double bytes(int steps) {
        return (double) Double.BYTES * steps * (1 + Series.ENDS);
    }

    void add(Tally tally) {
        double values = (double) tally.rows / first.length * tally.units;
        double[] squares = recent[(int) (count % Series.ENDS)];
        for (int t = 0; t < first.length; t++) {
            squares[t] = tally.stepGradients[t] / values;
            if (count < Series.ENDS) first[t] += squares[t];
        }
        count++;
    }

    void state(State state) {
        System.arraycopy(state.numbers("first", first), 0, first, 0, first.length);
        for (int i = 0; i < recent.length; i++) {
            System.arraycopy(state.numbers("recent." + i, recent[i]), 0, recent[i], 0,
                    first.length);
        }
        count = (long) state.numbers("count", (double) count)[0];
    }

    TimeProfile first() {
        return profile(first);
    }

    TimeProfile last() {
        var sum = new double[first.length];
        for (double[] squares : recent) {
            for (int t = 0; t < sum.length; t++) sum[t] += squares[t];
        }
        return profile(sum);
    }

    private TimeProfile profile(double[] squares) {
        double steps = Math.min(count, Series.ENDS);
        var rms = new double[squares.length];
        for (int t = 0; t < rms.length; t++) rms[t] = Math.sqrt(squares[t] / steps);
        return TimeProfile.of(rms);
    }
}
