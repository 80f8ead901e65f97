package plumb.gauge;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// The gradient's account: by how many decades (powers of ten) δ changes from each layer to the one
/// below it, and what took or gave them.
///
/// For layer l with δ = φ′(z) ⊙ u and u = ∂loss/∂y, log10 rms(δₗ)/rms(δₗ₊₁) is the sum of
/// *weights* = log10 rms(u)/rms(δₗ₊₁), what the weights above did, and *slope* = log10 rms(δₗ)/rms(u),
/// what the activation did. The sum is exact because both are taken from the same mean RMS values.
public record Ledger(List<Entry> entries) {
    /// One layer's factors in decades; NaN where a layer has none or an RMS is 0.
    public record Entry(double weights, double slope) {
        public double total() {
            return weights + slope;
        }
    }

    /// The account of the first step alone: what the initialization does.
    public static Ledger start(History history) {
        return of(history, Series::start);
    }

    /// The account of the first 10 steps.
    public static Ledger first(History history) {
        return of(history, Series::first);
    }

    /// The account of the last 10 steps.
    public static Ledger last(History history) {
        return of(history, Series::last);
    }

    private static Ledger of(History history, ToDoubleFunction<Series> rms) {
        return new Ledger(IntStream.range(0, history.depth()).mapToObj(l -> {
            double above = l + 1 < history.depth()
                    ? rms.applyAsDouble(history.series(l + 1, Quantity.DELTA))
                    : Double.NaN;
            double u = rms.applyAsDouble(history.series(l, Quantity.OUTPUT_GRADIENT));
            double delta = rms.applyAsDouble(history.series(l, Quantity.DELTA));
            return new Entry(decades(u, above), decades(delta, u));
        }).toList());
    }

    private static double decades(double over, double under) {
        return over > 0 && under > 0 && Double.isFinite(over) && Double.isFinite(under)
                ? Math.log10(over / under)
                : Double.NaN;
    }

    /// What the hidden layers from the last down to the first did to δ by their weights, in decades.
    public double weights(int from, int to) {
        return IntStream.range(from, to).mapToDouble(l -> entries.get(l).weights())
                .filter(Double::isFinite).sum();
    }

    /// What the same layers did by their slopes.
    public double slope(int from, int to) {
        return IntStream.range(from, to).mapToDouble(l -> entries.get(l).slope())
                .filter(Double::isFinite).sum();
    }
}
