package plumb.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// Where a function changes its sign, looked for on a grid and found by bisection.
final class Roots {
    private Roots() {}

    /// All roots between points of the grid at which the signs differ, ascending. Two roots between two
    /// neighbors are not seen, nor a function that is 0 along the grid.
    static List<Double> of(DoubleUnaryOperator f, double[] grid) {
        var roots = new ArrayList<Double>();
        double sign = 0;
        double from = grid[0];
        for (double x : grid) {
            double now = Math.signum(f.applyAsDouble(x));
            if (now == 0 || Double.isNaN(now)) continue;
            if (sign * now < 0) roots.add(bisect(f, from, x, sign < 0));
            sign = now;
            from = x;
        }
        return roots;
    }

    private static double bisect(DoubleUnaryOperator f, double low, double high, boolean rises) {
        double from = low;
        double to = high;
        while (true) {
            double middle = (from + to) / 2;
            if (middle <= from || middle >= to) return middle;
            if (f.applyAsDouble(middle) < 0 == rises) from = middle;
            else to = middle;
        }
    }

    /// From low to high, `perDecade` points in every factor of ten.
    static double[] logarithmic(double low, double high, int perDecade) {
        int steps = (int) Math.ceil(Math.log10(high / low) * perDecade);
        var grid = new double[steps + 1];
        for (int i = 0; i <= steps; i++) grid[i] = low * Math.pow(10, (double) i / perDecade);
        return grid;
    }
}
