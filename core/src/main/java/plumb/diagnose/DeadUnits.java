package plumb.diagnose;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import plumb.gauge.Quantity;
import plumb.nn.Activation;
import plumb.theory.Baseline;

/// Units that passed no gradient for any row of an epoch, so they cannot change any more.
///
/// A unit that is 0 on one batch is not dead: in a healthy deep ReLU network a third of the units are
/// silent on a batch. It counts here only if its slope was 0 for every row of a whole epoch; and of
/// these as many are left out as theory expects to be silent on so many rows in a healthy network.
record DeadUnits() implements Symptom {
    /// Share of the units of a layer, of those that theory expects to be active for some row.
    static final double THRESHOLD = 0.5;
    /// The damage of a layer without a living unit, as nothing below it learns; a quarter if the
    /// units died during training, for then something else killed them.
    private static final double WHOLE_LAYER = 6;
    /// By how much the share of zeros on a batch may be smaller than on all rows.
    private static final double CHANCE = 0.1;

    @Override
    public Optional<Finding> find(Evidence e) {
        List<Integer> born = BornDead.layers(e);
        List<Integer> layers = e
                .layersWhere(l -> l < e.hidden() && e.history().dead(l).last() >= THRESHOLD
                        && worst(e, l) >= THRESHOLD && !born.contains(l)
                        && excess(worst(e, l), expected(e, l)) >= THRESHOLD);
        if (layers.isEmpty()) return Optional.empty();
        double share = layers.stream().mapToDouble(l -> worst(e, l)).max().orElse(0);
        boolean whole = share == 1;
        boolean early = layers.stream().anyMatch(l -> e.history().dead(l).start() >= THRESHOLD
                && silentAtFirst(e, l));
        int worst = layers.stream().max(Comparator.comparingDouble(l -> worst(e, l))).orElseThrow();
        double damage = whole
                ? (early ? WHOLE_LAYER : WHOLE_LAYER / 4)
                : layers.stream().mapToDouble(l -> -Math.log10(1 - worst(e, l))).sum();
        if (!early) damage = LearningRateTooHigh.late(e, damage);
        String summary = (whole
                ? "In " + Words.layers(e.numbers(
                        layers.stream().filter(l -> worst(e, l) == 1).toList()))
                        + " every unit is dead: the output no longer depends on the input, and no gradient passes."
                : "In " + Words.layers(e.numbers(layers)) + " up to " + Words.percent(share)
                        + " of the units are dead.")
                + (early
                        ? " They passed no gradient for any row of the first epoch."
                        : " They were alive at first and died during training.");
        return Optional.of(new Sign(this, damage, summary).layers(e.numbers(layers))
                .since(early ? 1 : e.history().steps())
                .measured("deadShare", share, THRESHOLD)
                .expected("deadShare", expected(e, worst))
                .causes(Cause.only(early ? "initialization" : "rate"))
                .remedies(early
                        ? new String[] {"swap-activation", "initialize", "set-learning-rate",
                                "revive"}
                        : new String[] {"set-learning-rate", "swap-activation", "initialize",
                                "revive"})
                .notMeasured(e.history().epochs() < 2
                        ? "whether they stay dead over several epochs"
                        : "whether other data would wake them")
                .finding());
    }

    /// Whether as many outputs were 0 at the first step as with these units dead and half of the other
    /// outputs 0; if fewer were, the units died of the first steps.
    private static boolean silentAtFirst(Evidence e, int layer) {
        return e.start(layer, Quantity.ZERO) >= (1 + e.history().dead(layer).start()) / 2 - CHANCE;
    }

    /// The share of the units that theory expects to be active which are dead.
    private static double excess(double dead, double expected) {
        return Double.isNaN(expected) ? dead : (dead - expected) / (1 - expected);
    }

    /// The share that is silent on so many rows in a healthy network, before the first step.
    private static double expected(Evidence e, int layer) {
        boolean half = e.activation(layer) instanceof Activation.Elementwise phi
                && phi.saturatingSlope() == 0;
        double correlation = half ? e.expected(layer).correlation() : Double.NaN;
        long rows = Math.min(e.data().train().length, e.history().steps() * e.plan().batch());
        return Double.isNaN(correlation)
                ? Double.NaN
                : Baseline.inactiveOnBatch((int) rows, correlation);
    }

    private static double worst(Evidence e, int layer) {
        if (e.activation(layer) instanceof Activation.Linear) return 0;
        var series = e.history().dead(layer);
        return series.buckets() == 0 ? 0 : series.bucket(series.buckets() - 1).last();
    }
}
