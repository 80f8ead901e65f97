package plumb.theory;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.math.Quadrature;
import plumb.nn.Activation;

/// A deep network of one activation φ whose weights and biases are drawn alike in every layer, as wide
/// as its pre-activations are normal (Poole et al., 2016; Schoenholz et al., 2017).
///
/// Going up, their mean square follows q′ = σw² V(q) + σb². Going down, the mean square of a gradient is
/// multiplied by χ = σw² D(q) in each layer: below 1 gradients vanish (ordered phase), above 1 they
/// explode (chaotic phase).
///
/// It misleads in narrow networks, where products of chances spread, and after training has changed
/// the weights. Rates at the fixed point are not those of the first layers, which have not reached it.
///
/// @param weightVariance σw² = inputs · Var(w)
/// @param biasVariance σb²
public record MeanField(Activation.Elementwise phi, double weightVariance, double biasVariance) {
    /// Where the signal grows for ever, χ is taken of this q.
    public static final double HUGE = 1e30;
    /// How near to 1 a factor is called critical.
    private static final double CRITICAL = 1e-6;
    /// How near to each other two mean squares are the same, and a correlation is to 0.
    private static final double SAME = 1e-12;
    private static final double[] VARIANCES = Roots.logarithmic(1e-9, 1e9, 8);
    /// Where fixed points are looked for: beyond, none is found.
    private static final double[] FROM_0 = DoubleStream.concat(DoubleStream.of(0), DoubleStream
            .concat(DoubleStream.of(VARIANCES), DoubleStream.of(Roots.logarithmic(1e10, HUGE, 1))))
            .toArray();
    private static final double[] CORRELATIONS = IntStream.rangeClosed(0, 40)
            .mapToDouble(i -> -0.999 + i * 1.998 / 40).toArray();

    /// The side of χ = 1.
    public enum Phase {
        ORDERED, CRITICAL, CHAOTIC;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Weights with which gradients of this activation keep their size, χ(q*) = 1.
    ///
    /// @param point q*, of which V and D are taken
    /// @param weightVariance σw² = 1 / D(q*)
    public record Critical(FixedPoint point, double weightVariance) {}

    /// The mean square of the pre-activations one layer above.
    public double next(double variance) {
        return weightVariance * Moments.of(phi, variance).meanSquare() + biasVariance;
    }

    /// χ, the factor of the mean square of a gradient in a layer with this mean square of
    /// pre-activations.
    public double chi(double variance) {
        return weightVariance * Moments.of(phi, variance).slopeMeanSquare();
    }

    /// The slope of the map q′(q), by which layers bring a mean square nearer to a fixed point:
    /// σw² V′(q) = σw² E φ² (z²/q − 1) / (2q), by Stein's lemma also where φ has kinks. At 0, where φ is
    /// 0, it is χ.
    public double slope(double variance) {
        if (variance == 0) return chi(0);
        double change = Quadrature.FINE.expect(
                z -> phi.value(z) * phi.value(z) * (z * z / variance - 1), 0, variance,
                phi.kinks());
        return weightVariance * change / (2 * variance);
    }

    /// All fixed points up to [#HUGE], ascending; none where q grows or shrinks for ever, and none for an activation
    /// that keeps every q.
    public List<FixedPoint> fixedPoints() {
        Stream<Double> positive = Roots.of(this::growth, FROM_0).stream();
        Stream<Double> all = next(0) == 0 ? Stream.concat(Stream.of(0.0), positive) : positive;
        return all.map(q -> new FixedPoint(q, isStable(q))).toList();
    }

    private double growth(double variance) {
        double next = next(variance);
        return Math.abs(next / variance - 1) < SAME ? 0 : next - variance;
    }

    /// Whether layers come nearer to a fixed point: the map is flatter than 1 there, or bends that way.
    private boolean isStable(double variance) {
        if (variance == 0) return next(VARIANCES[0]) < VARIANCES[0] * (1 + SAME);
        double off = 1e-3 * variance;
        return next(variance + off) < variance + off && next(variance - off) > variance - off;
    }

    /// The fixed point that layers reach from this mean square, itself if it stays where it is; none if
    /// it grows without bound.
    ///
    /// @param start may be infinite, and is taken as [#HUGE] where it is larger
    public OptionalDouble reachedFrom(double start) {
        double variance = Math.min(start, HUGE);
        double growth = growth(variance);
        if (growth == 0) return OptionalDouble.of(variance);
        List<FixedPoint> points = fixedPoints();
        if (growth > 0) {
            return points.stream().mapToDouble(FixedPoint::variance).filter(q -> q >= variance)
                    .min();
        }
        return points.stream().mapToDouble(FixedPoint::variance).filter(q -> q <= variance).max();
    }

    /// The phase by χ at a fixed point.
    public Phase phase(double fixedPoint) {
        double chi = chi(fixedPoint);
        if (isCritical(chi)) return Phase.CRITICAL;
        return chi < 1 ? Phase.ORDERED : Phase.CHAOTIC;
    }

    private static boolean isCritical(double factor) {
        return Math.abs(factor - 1) < CRITICAL;
    }

    /// After how many layers something has changed by e that is multiplied by `factor` in each:
    /// ξ = −1 / ln factor; negative where it grows, infinite where it is critical.
    public static double depthScale(double factor) {
        return isCritical(factor) ? Double.POSITIVE_INFINITY : -1 / Math.log(factor);
    }

    /// The correlation of two inputs one layer above, at a fixed point:
    /// c′ = (σw² E φ(z₁)φ(z₂) + σb²) / q*.
    public double nextCorrelation(double fixedPoint, double correlation) {
        return (weightVariance * new Pairs(phi, 0, fixedPoint, correlation).product()
                + biasVariance)
                / fixedPoint;
    }

    /// χ of the product of the gradients of two inputs, σw² E φ′(z₁)φ′(z₂): also the slope of the map
    /// of correlations.
    public double chi(double fixedPoint, double correlation) {
        return weightVariance * new Pairs(phi, 0, fixedPoint, correlation).slopeProduct();
    }

    /// The correlation that any two inputs reach: 1 in the ordered phase, below 1 in the chaotic.
    public double reachedCorrelation(double fixedPoint) {
        if (phase(fixedPoint) != Phase.CHAOTIC) return 1;
        return Roots.of(c -> nextCorrelation(fixedPoint, c) - c, CORRELATIONS).stream()
                .mapToDouble(c -> Math.abs(c) < SAME ? 0 : c).findFirst().orElse(1);
    }

    /// All weight variances at which gradients keep their size, for one variance of biases, with q* from
    /// 1e-9 to 1e9 or 0: points of the critical line σw² = 1/D(q*), σb² = q* − V(q*)/D(q*). Some
    /// activations have several, some none, and some only points that layers move away from.
    public static List<Critical> critical(Activation.Elementwise phi, double biasVariance) {
        Stream<Double> positive = Roots.of(q -> excess(phi, q) - biasVariance, VARIANCES).stream();
        boolean atZero = biasVariance == 0 && phi.value(0) == 0;
        return (atZero ? Stream.concat(Stream.of(0.0), positive) : positive).map(q -> {
            double weightVariance = 1 / Moments.of(phi, q).slopeMeanSquare();
            boolean stable = new MeanField(phi, weightVariance, biasVariance).isStable(q);
            return new Critical(new FixedPoint(q, stable), weightVariance);
        }).toList();
    }

    /// q − V(q)/D(q): the variance of biases for which q is a critical fixed point.
    private static double excess(Activation.Elementwise phi, double variance) {
        Moments moments = Moments.of(phi, variance);
        double kept = moments.meanSquare() / moments.slopeMeanSquare();
        return Math.abs(kept / variance - 1) < SAME ? 0 : variance - kept;
    }
}
