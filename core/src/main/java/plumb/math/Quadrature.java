package plumb.math;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// Expectations of a function of a normal random number, E f(x) for x ~ N(mean, variance).
///
/// Gauss-Legendre on panels of z = (x − mean)/√variance. Panels end where the density asks for it, every
/// so many deviations, and where f may: at its kinks and at 0, ±1/2, ±1, ±2, ±4, … of x, so that a
/// sigmoid is met at its own scale however wide the normal is, and a step lies between panels. A
/// Gauss-Hermite rule of fixed order fails on both (Trefethen, 2022).
///
/// It misleads where f changes within less than its own unit away from its kinks.
public final class Quadrature {
    /// Within 1e-14 of the size of the integrand for activations, their slopes and their squares.
    public static final Quadrature FINE = new Quadrature(16, 12, 2, 2);
    /// Within 1e-9, for integrals of integrals.
    public static final Quadrature COARSE = new Quadrature(12, 8, 2.5, 4);

    /// Panels that end at ±1/2, ±1, ±2, … of x: enough for any deviation of a double.
    private static final int MOST_CUTS = 64;

    private final double[] roots;
    private final double[] weights;
    private final double reach;
    private final double step;
    private final double widening;

    /// @param order nodes in a panel
    /// @param reach how many deviations to either side are looked at
    /// @param step the widest panel, in deviations
    /// @param widening how many times as far from 0 of x the next panel ends
    private Quadrature(int order, double reach, double step, double widening) {
        this.roots = new double[order];
        this.weights = new double[order];
        this.reach = reach;
        this.step = step;
        this.widening = widening;
        for (int i = 0; i < order; i++) legendre(order, i);
    }

    /// Root i of the Legendre polynomial P of this order by Newton's method, and its weight
    /// 2 / ((1 − x²) P′(x)²).
    private void legendre(int order, int i) {
        double x = Math.cos(Math.PI * (i + 0.75) / (order + 0.5));
        double derivative = 1;
        for (int round = 0; round < 10; round++) {
            double before = 1;
            double value = x;
            for (int n = 2; n <= order; n++) {
                double next = ((2 * n - 1) * x * value - (n - 1) * before) / n;
                before = value;
                value = next;
            }
            derivative = order * (before - x * value) / (1 - x * x);
            x -= value / derivative;
        }
        roots[i] = x;
        weights[i] = 2 / ((1 - x * x) * derivative * derivative);
    }

    /// E f(x) for x ~ N(mean, variance).
    ///
    /// @param kinks where f or its slope is not continuous
    public double expect(DoubleUnaryOperator f, double mean, double variance, double... kinks) {
        return nodes(mean, variance, kinks).expect(f);
    }

    /// Values of x ~ N(mean, variance) and their weights, for sums that stand for expectations.
    public record Nodes(double[] x, double[] weight) {
        /// E f(x).
        public double expect(DoubleUnaryOperator f) {
            double sum = 0;
            for (int i = 0; i < x.length; i++) sum += weight[i] * f.applyAsDouble(x[i]);
            return sum;
        }
    }

    /// The nodes for functions with these kinks.
    public Nodes nodes(double mean, double variance, double... kinks) {
        if (variance == 0) return new Nodes(new double[] {mean}, new double[] {1});
        double deviation = Math.sqrt(variance);
        double[] ends = ends(mean, deviation, kinks);
        int n = (ends.length - 1) * roots.length;
        var nodes = new Nodes(new double[n], new double[n]);
        int at = 0;
        for (int p = 1; p < ends.length; p++) {
            double middle = (ends[p - 1] + ends[p]) / 2;
            double half = (ends[p] - ends[p - 1]) / 2;
            for (int i = 0; i < roots.length; i++, at++) {
                double z = middle + half * roots[i];
                nodes.x[at] = mean + deviation * z;
                nodes.weight[at] = half * weights[i] * Normal.density(z);
            }
        }
        return nodes;
    }

    private double[] ends(double mean, double deviation, double[] kinks) {
        var ends = new double[2 * MOST_CUTS + (int) (2 * reach / step) + 4 + kinks.length];
        int n = 0;
        for (double z = -reach; z < reach; z += step) ends[n++] = z;
        ends[n++] = reach;
        for (double kink : kinks) n = cut(kink, mean, deviation, ends, n);
        n = cut(0, mean, deviation, ends, n);
        double furthest = Math.abs(mean) + reach * deviation;
        double x = 0.5;
        for (int i = 0; i < MOST_CUTS && x < furthest; i++, x *= widening) {
            n = cut(-x, mean, deviation, ends, n);
            n = cut(x, mean, deviation, ends, n);
        }
        return Arrays.stream(ends, 0, n).sorted().distinct().toArray();
    }

    private int cut(double x, double mean, double deviation, double[] ends, int n) {
        double z = (x - mean) / deviation;
        if (!(Math.abs(z) < reach)) return n;
        ends[n] = z;
        return n + 1;
    }
}
