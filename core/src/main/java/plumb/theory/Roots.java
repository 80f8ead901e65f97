package plumb.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// Where a function changes its sign, looked for on a grid and found by the rule of false position, in
/// the variant called Illinois (Dowell & Jarratt, 1971).
final class Roots {
    private static final int MOST_ROUNDS = 200;

    private Roots() {}

    /// All roots between points of the grid at which the signs differ, ascending. Two roots between two
    /// neighbors are not seen, nor a function that is 0 along the grid.
    static List<Double> of(DoubleUnaryOperator f, double[] grid) {
        var roots = new ArrayList<Double>();
        double from = Double.NaN;
        double before = 0;
        for (double x : grid) {
            double now = f.applyAsDouble(x);
            if (now == 0 || Double.isNaN(now)) continue;
            if (before * Math.signum(now) < 0) roots.add(between(f, from, before, x, now));
            from = x;
            before = now;
        }
        return roots;
    }

    /// A root between two places where the function has these values of different signs. A value that
    /// stays while the other changes is halved, so that both come nearer.
    private static double between(DoubleUnaryOperator f, double low, double atLow, double high,
            double atHigh) {
        double from = low;
        double to = high;
        double left = atLow;
        double right = atHigh;
        double last = Double.NaN;
        int stayed = 0;
        for (int i = 0; i < MOST_ROUNDS; i++) {
            double x = from + (to - from) * (left / (left - right));
            if (!(x > from && x < to)) x = (from + to) / 2;
            double value = f.applyAsDouble(x);
            if (value == 0 || Math.abs(x - last) <= Math.ulp(x)) return x;
            last = x;
            boolean goesLeft = Math.signum(value) == Math.signum(right);
            if (goesLeft) {
                to = x;
                right = value;
                if (stayed < 0) left /= 2;
                stayed = -1;
            } else {
                from = x;
                left = value;
                if (stayed > 0) right /= 2;
                stayed = 1;
            }
        }
        return last;
    }

    /// From low to high, `perDecade` points in every factor of ten.
    static double[] logarithmic(double low, double high, int perDecade) {
        int steps = (int) Math.ceil(Math.log10(high / low) * perDecade);
        var grid = new double[steps + 1];
        for (int i = 0; i <= steps; i++) grid[i] = low * Math.pow(10, (double) i / perDecade);
        return grid;
    }
}
