package plumb.math;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// Expectations of a function of a normal random number, E f(x) for x ~ N(mean, variance).
///
/// Gauss-Legendre on panels of z = (x − mean)/√variance. Panels end every so many deviations, and where
/// f asks for it: at its kinks, at 0, and where the deviation is above 1 also at ±1/2, ±1, ±2, ±4, … of
/// x, so that a sigmoid is met at its own scale however wide the normal is, and a step lies between
/// panels. A Gauss-Hermite rule of fixed order fails on both (Trefethen, 2022).
///
/// It misleads where f changes within less than its own unit away from its kinks, and where it grows so
/// fast that what lies beyond 7 deviations counts, as eᶻ does.
public final class Quadrature {
    /// Within 1e-14 of the size of the integrand for activations, their slopes and their squares.
    public static final Quadrature FINE = new Quadrature(16, 12, 2, 2);
    /// Within 1e-10 of it, for integrals of integrals.
    public static final Quadrature COARSE = new Quadrature(14, 7.5, 2.5, 4);

    /// Panels that end at ±1/2, ±1, ±2, … of x: enough for any deviation of a double.
    private static final int MOST_CUTS = 64;

    private final double[] roots;
    private final double[] weights;
    private final double reach;
    private final double step;
    private final double widening;
    /// The nodes of all panels that are not cut, and their weights times the density.
    private final double[] plainNodes;
    private final double[] plainWeights;

    /// @param order nodes in a panel
    /// @param reach how many deviations to either side are looked at: a multiple of the step
    /// @param step the widest panel, in deviations
    /// @param widening how many times as far from 0 of x the next panel ends
    private Quadrature(int order, double reach, double step, double widening) {
        this.roots = new double[order];
        this.weights = new double[order];
        this.reach = reach;
        this.step = step;
        this.widening = widening;
        for (int i = 0; i < order; i++) legendre(order, i);
        int panels = (int) Math.round(2 * reach / step);
        this.plainNodes = new double[panels * order];
        this.plainWeights = new double[panels * order];
        for (int p = 0; p < panels; p++) {
            panel(p * step - reach, (p + 1) * step - reach, plainNodes, plainWeights, p * order);
        }
    }

    /// Writes the nodes of a panel and their weights times the density.
    private void panel(double from, double to, double[] nodes, double[] densities, int at) {
        double middle = (from + to) / 2;
        double half = (to - from) / 2;
        for (int i = 0; i < roots.length; i++) {
            nodes[at + i] = middle + half * roots[i];
            densities[at + i] = half * weights[i] * Normal.density(nodes[at + i]);
        }
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

        /// The values f(x), with the same weights.
        public Nodes map(DoubleUnaryOperator f) {
            return new Nodes(Arrays.stream(x).map(f).toArray(), weight);
        }
    }

    /// The nodes for functions with these kinks.
    public Nodes nodes(double mean, double variance, double... kinks) {
        if (variance == 0) return new Nodes(new double[] {mean}, new double[] {1});
        double deviation = Math.sqrt(variance);
        double[] cuts = cuts(mean, deviation, kinks);
        int order = roots.length;
        int panels = plainNodes.length / order;
        int n = (panels + cuts.length) * order;
        var nodes = new Nodes(new double[n], new double[n]);
        int at = 0;
        int cut = 0;
        for (int p = 0; p < panels; p++) {
            double end = (p + 1) * step - reach;
            if (cut == cuts.length || cuts[cut] >= end) {
                System.arraycopy(plainNodes, p * order, nodes.x, at, order);
                System.arraycopy(plainWeights, p * order, nodes.weight, at, order);
                at += order;
                continue;
            }
            double from = p * step - reach;
            for (; cut < cuts.length && cuts[cut] < end; cut++, at += order) {
                panel(from, cuts[cut], nodes.x, nodes.weight, at);
                from = cuts[cut];
            }
            panel(from, end, nodes.x, nodes.weight, at);
            at += order;
        }
        for (int i = 0; i < n; i++) nodes.x[i] = mean + deviation * nodes.x[i];
        return nodes;
    }

    /// Where panels are cut, ascending, in deviations from the mean.
    private double[] cuts(double mean, double deviation, double[] kinks) {
        var cuts = new double[2 * MOST_CUTS + 1 + kinks.length];
        int n = 0;
        for (double kink : kinks) n = cut(kink, mean, deviation, cuts, n);
        n = cut(0, mean, deviation, cuts, n);
        double furthest = deviation > 1 ? Math.abs(mean) + reach * deviation : 0;
        double x = 0.5;
        for (int i = 0; i < MOST_CUTS && x < furthest; i++, x *= widening) {
            n = cut(-x, mean, deviation, cuts, n);
            n = cut(x, mean, deviation, cuts, n);
        }
        Arrays.sort(cuts, 0, n);
        return Arrays.copyOf(cuts, n);
    }

    /// Adds a cut, unless it is far out or a panel ends there already.
    private int cut(double x, double mean, double deviation, double[] cuts, int n) {
        double z = (x - mean) / deviation;
        if (!(Math.abs(z) < reach) || z % step == 0) return n;
        for (int i = 0; i < n; i++) if (cuts[i] == z) return n;
        cuts[n] = z;
        return n + 1;
    }
}
