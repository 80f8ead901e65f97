package plumb.gauge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
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

    /// The account of the last step alone, from what was read of it.
    public static Ledger now(History history) {
        List<Reading> readings = history.readings();
        return readings.isEmpty()
                ? new Ledger(List.of())
                : of(history, (l, quantity) -> readings.get(l).get(quantity));
    }

    private static Ledger of(History history, ToDoubleFunction<Series> rms) {
        return history.steps() == 0
                ? new Ledger(List.of())
                : of(history, (l, quantity) -> rms.applyAsDouble(history.series(l, quantity)));
    }

    private static Ledger of(History history, ToDoubleBiFunction<Integer, Quantity> rms) {
        List<Layer> layers = history.network().blueprint().flat();
        return new Ledger(IntStream.range(0, history.depth())
                .mapToObj(l -> entry(layers, l, rms)).toList());
    }

    private static Entry entry(List<Layer> layers, int l,
            ToDoubleBiFunction<Integer, Quantity> rms) {
        int next = l + 1;
        double u = rms.applyAsDouble(l, Quantity.OUTPUT_GRADIENT);
        double delta = rms.applyAsDouble(l, Quantity.DELTA);
        double slope = decades(delta, u);
        if (next == layers.size()) {
            return new Entry(Double.NaN, slope, Double.NaN, Double.NaN);
        }
        double above = rms.applyAsDouble(next, Quantity.DELTA);
        double branch = rms.applyAsDouble(next, Quantity.BRANCH_GRADIENT);
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

    /// One factor that δ is multiplied by on its way down.
    ///
    /// @param layer the layer whose gradient it leads to, from 0
    /// @param cause `weights`, `normalization` or `skip` of the layer above, or `slope` of this one
    /// @param factor what it multiplies the RMS of the gradient by
    /// @param product of all factors from the last layer down to this one
    public record Stage(int layer, String cause, double factor, double product) {}

    /// The way of δ from the last layer down to the first, factor by factor; a factor that is absent is
    /// left out.
    public List<Stage> way() {
        var way = new ArrayList<Stage>();
        double decades = 0;
        for (int l = entries.size() - 2; l >= 0; l--) {
            Entry entry = entries.get(l);
            decades = pass(way, l, "weights", entry.weights, decades);
            decades = pass(way, l, "normalization", entry.normalization, decades);
            decades = pass(way, l, "skip", entry.skip, decades);
            decades = pass(way, l, "slope", entry.slope, decades);
        }
        return way;
    }

    private static double pass(List<Stage> way, int layer, String cause, double factor,
            double before) {
        if (Double.isNaN(factor)) return before;
        double after = before + factor;
        way.add(new Stage(layer, cause, Math.pow(10, factor), Math.pow(10, after)));
        return after;
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
