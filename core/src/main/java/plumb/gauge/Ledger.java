package plumb.gauge;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import plumb.nn.Layer;

/// The gradient's account: by how many decades (powers of ten) δ changes from each layer to the one
/// below it, and what took or gave them.
///
/// For layer l with δ = φ′(z) ⊙ u and u = ∂loss/∂y, log10 rms(δₗ)/rms(δₗ₊₁) is the sum of what the layer
/// above did, log10 rms(u)/rms(δₗ₊₁), and *slope* = log10 rms(δₗ)/rms(u), what the activation did. What
/// the layer above did is *normalization* if it normalizes, else *weights*. Where a block begins above,
/// it is what the block's branch did by itself, and *skip* is what the gradient that skipped the branch
/// added. The sum is exact because all are taken from the same mean RMS values.
public record Ledger(List<Entry> entries) {
    /// One layer's factors in decades; NaN where a layer has none or an RMS is 0.
    public record Entry(double weights, double slope, double normalization, double skip) {
        /// What the layer above did.
        public double above() {
            return Double.isNaN(normalization) && Double.isNaN(skip)
                    ? weights
                    : present(weights) + present(normalization) + present(skip);
        }

        public double total() {
            return above() + slope;
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
        if (history.steps() == 0) return new Ledger(List.of());
        List<Layer> layers = history.network().blueprint().flat();
        return new Ledger(IntStream.range(0, history.depth())
                .mapToObj(l -> entry(history, layers, l, rms)).toList());
    }

    private static Entry entry(History history, List<Layer> layers, int l,
            ToDoubleFunction<Series> rms) {
        int next = l + 1;
        double u = rms.applyAsDouble(history.series(l, Quantity.OUTPUT_GRADIENT));
        double delta = rms.applyAsDouble(history.series(l, Quantity.DELTA));
        double slope = decades(delta, u);
        if (next == layers.size()) {
            return new Entry(Double.NaN, slope, Double.NaN, Double.NaN);
        }
        double above = rms.applyAsDouble(history.series(next, Quantity.DELTA));
        double branch = rms.applyAsDouble(history.series(next, Quantity.BRANCH_GRADIENT));
        boolean skipped = !Double.isNaN(branch);
        double skip = skipped ? decades(u, branch) : Double.NaN;
        // Where nothing comes through the branch, neither factor says anything without the other.
        double through = skipped && Double.isNaN(skip)
                ? Double.NaN
                : decades(skipped ? branch : u, above);
        return layers.get(next).normalizes()
                ? new Entry(Double.NaN, slope, through, skip)
                : new Entry(through, slope, Double.NaN, skip);
    }

    private static double present(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    private static double decades(double over, double under) {
        return over > 0 && under > 0 && Double.isFinite(over) && Double.isFinite(under)
                ? Math.log10(over / under)
                : Double.NaN;
    }

    /// What the hidden layers from the last down to the first did to δ together, in decades; absent
    /// factors count as 0.
    public Entry sum(int from, int to) {
        return new Entry(sum(from, to, Entry::weights), sum(from, to, Entry::slope),
                sum(from, to, Entry::normalization), sum(from, to, Entry::skip));
    }

    private double sum(int from, int to, ToDoubleFunction<Entry> factor) {
        return entries.subList(from, Math.max(from, to)).stream().mapToDouble(factor)
                .filter(Double::isFinite).sum();
    }
}
