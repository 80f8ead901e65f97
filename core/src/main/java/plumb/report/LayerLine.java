package plumb.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.data.Dataset;
import plumb.gauge.History;
import plumb.gauge.Ledger;
import plumb.gauge.Preactivations;
import plumb.gauge.Quantity;
import plumb.gauge.Series;
import plumb.gauge.TimeProfile;
import plumb.theory.Signal;
import plumb.theory.SignalPropagation;
import plumb.train.Plan;

/// What was measured of one layer, as means over the first 10 steps and over the last 10.
///
/// @param index counted from 1
/// @param text the layer as it is written
/// @param expectedDeltaRms what theory expects of rms(δ) before training, given that of the output
///     layer at the first step; NaN where it cannot tell
public record LayerLine(String index, String text, Means first, Means last,
        double expectedDeltaRms) {
    /// Means over some steps; NaN where the layer has no such quantity.
    ///
    /// @param activationRms of the output
    /// @param deltaRms of ∂loss/∂z
    /// @param slope RMS of φ′(z)
    /// @param weightsDecades what the weights above did to δ
    /// @param slopeDecades what the slopes of this layer did to δ
    /// @param normalizationDecades what a normalization above did to δ
    /// @param skipDecades what the gradient that skipped a block above added
    /// @param updateRatio RMS of the updates over that of the parameters
    /// @param deadShare of the units, over a whole epoch
    /// @param saturatedShare of the outputs
    /// @param time the gradient over the time steps of a recurrent layer
    /// @param preactivations where the units stand on the activation, in one step: the first of the
    ///     training, or the last that counted them
    public record Means(
            double activationRms,
            double deltaRms,
            double slope,
            double weightsDecades,
            double slopeDecades,
            double normalizationDecades,
            double skipDecades,
            double updateRatio,
            double deadShare,
            double saturatedShare,
            Optional<TimeProfile> time,
            Optional<Preactivations> preactivations) {
        /// All factors of the ledger together: from the layer above to this one.
        public double decades() {
            return new Ledger.Entry(weightsDecades, slopeDecades, normalizationDecades, skipDecades)
                    .total();
        }
    }

    /// The lines of all layers of a training, beside what theory expects of them; none if nothing was
    /// measured.
    public static List<LayerLine> of(History history, Plan plan, Dataset data) {
        List<LayerLine> measured = of(history);
        if (measured.isEmpty()) return measured;
        double output = history.series(history.depth() - 1, Quantity.DELTA).start();
        var expected = SignalPropagation.ofGradients(plan.network(), data.shape(),
                Signal.of(data, plan.scale()), plan.batchOf(data))
                .layers();
        return IntStream.range(0, measured.size()).mapToObj(l -> {
            LayerLine line = measured.get(l);
            return new LayerLine(line.index, line.text, line.first, line.last,
                    Math.pow(10, expected.get(l).delta() + Math.log10(output)));
        }).toList();
    }

    /// The lines of all layers of a training, without expectations.
    public static List<LayerLine> of(History history) {
        if (history.steps() == 0
                || history.series(history.depth() - 1, Quantity.DELTA).count() == 0)
            return List.of();
        Ledger first = Ledger.first(history);
        Ledger last = Ledger.last(history);
        var layers = history.network().blueprint().flat();
        var numbers = history.network().blueprint().numbers();
        return IntStream.range(0, history.depth()).mapToObj(l -> {
            Series dead = history.dead(l);
            return new LayerLine(numbers.get(l), layers.get(l).toString(),
                    means(history, l, first.entries().get(l), true, dead.start(),
                            history.firstTimes(l), history.firstPreactivations(l)),
                    means(history, l, last.entries().get(l), false, dead.recentMean(1),
                            history.lastTimes(l), history.lastPreactivations(l)),
                    Double.NaN);
        }).toList();
    }

    /// By how many decades δ changes on its way from the last hidden layer down to the first, in the
    /// first steps: negative where it shrinks. NaN with fewer than two hidden layers, or if one of them
    /// is 0 or not finite. Layers at the bottom that only show the inputs in another shape have none.
    public static double decades(List<LayerLine> layers) {
        List<LayerLine> measured = layers.stream()
                .dropWhile(line -> Double.isNaN(line.first.deltaRms)).toList();
        if (measured.size() < 3) return Double.NaN;
        double lowest = measured.getFirst().first.deltaRms;
        double highest = measured.get(measured.size() - 2).first.deltaRms;
        double decades = Math.log10(lowest) - Math.log10(highest);
        return Double.isFinite(decades) ? decades : Double.NaN;
    }

    private static Means means(History history, int layer, Ledger.Entry entry, boolean first,
            double dead, Optional<TimeProfile> time, Optional<Preactivations> z) {
        return new Means(mean(history, layer, Quantity.ACTIVATION, first),
                mean(history, layer, Quantity.DELTA, first),
                mean(history, layer, Quantity.SLOPE, first), entry.weights(), entry.slope(),
                entry.normalization(), entry.skip(),
                mean(history, layer, Quantity.UPDATE, first)
                        / mean(history, layer, Quantity.WEIGHT, first),
                dead,
                mean(history, layer, Quantity.SATURATED, first), time, z);
    }

    private static double mean(History history, int layer, Quantity quantity, boolean first) {
        Series series = history.series(layer, quantity);
        return first ? series.first() : series.last();
    }
}
