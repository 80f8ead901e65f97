package plumb.gauge;

import java.util.List;
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

    /// The account of the first 10 steps.
    public static Ledger first(History history) {
        return of(history, true);
    }

    /// The account of the last 10 steps.
    public static Ledger last(History history) {
        return of(history, false);
    }

    private static Ledger of(History history, boolean first) {
        return new Ledger(IntStream.range(0, history.depth()).mapToObj(l -> {
            double above = l + 1 < history.depth() ? rms(history, l + 1, Quantity.DELTA, first) : Double.NaN;
            double u = rms(history, l, Quantity.OUTPUT_GRADIENT, first);
            double delta = rms(history, l, Quantity.DELTA, first);
            return new Entry(decades(u, above), decades(delta, u));
        }).toList());
    }

    private static double rms(History history, int layer, Quantity quantity, boolean first) {
        Series series = history.series(layer, quantity);
        return first ? series.first() : series.last();
    }

    private static double decades(double over, double under) {
        return over > 0 && under > 0 && Double.isFinite(over) && Double.isFinite(under) ? Math.log10(over / under)
                : Double.NaN;
    }

    /// What the hidden layers from the last down to the first did to δ by their weights, in decades.
    public double weights(int from, int to) {
        return IntStream.range(from, to).mapToDouble(l -> entries.get(l).weights()).filter(Double::isFinite).sum();
    }

    /// What the same layers did by their slopes.
    public double slope(int from, int to) {
        return IntStream.range(from, to).mapToDouble(l -> entries.get(l).slope()).filter(Double::isFinite).sum();
    }
}
