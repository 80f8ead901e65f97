package plumb.diagnose;

import java.util.List;
import java.util.Optional;
import plumb.gauge.Quantity;
import plumb.nn.Activation;
import plumb.theory.Baseline;
import plumb.theory.Signal;

/// Most units of a layer sit on the flat ends of their activation, where the slope is below a tenth
/// of its largest, so hardly any gradient passes.
///
/// Some saturation is normal: a tanh unit whose pre-activation has variance 1 is beyond 0.95 on 7 %
/// of the rows.
record SaturatedUnits() implements Symptom {
    static final double THRESHOLD = 0.5;

    @Override
    public Optional<Finding> find(Evidence e) {
        List<Integer> early = e
                .layersWhere(l -> l < e.hidden() && e.first(l, Quantity.SATURATED) >= THRESHOLD);
        List<Integer> late = e
                .layersWhere(l -> l < e.hidden() && e.last(l, Quantity.SATURATED) >= THRESHOLD);
        boolean fromStart = !early.isEmpty();
        List<Integer> layers = fromStart ? early : late;
        if (layers.isEmpty()) return Optional.empty();
        double damage = 0;
        double worst = 0;
        int most = layers.getFirst();
        for (int layer : layers) {
            double share = fromStart
                    ? e.first(layer, Quantity.SATURATED)
                    : e.last(layer, Quantity.SATURATED);
            damage -= Math.log10(Math.max(1e-3, 1 - share));
            if (share > worst) most = layer;
            worst = Math.max(worst, share);
        }
        if (!fromStart) damage = LearningRateTooHigh.late(e, damage);
        boolean byInput = fromStart && early.getFirst() == 0
                && UnscaledInput.largestColumn(e) > UnscaledInput.LARGE;
        String summary = "In " + Words.layers(e.numbers(layers)) + " up to " + Words.percent(worst)
                + " of the outputs are saturated "
                + (fromStart ? "from the first step" : "at the end of training")
                + ": their slope is below a tenth of what "
                + e.activation(layers.getFirst()) + " can have.";
        return Optional.of(new Sign(this, damage, summary).layers(e.numbers(layers))
                .since(fromStart ? 1 : e.history().steps())
                .measured("saturatedShare", worst, THRESHOLD)
                .expected("saturatedShare", expected(e, most))
                .causes(Cause.only(byInput ? "input" : fromStart ? "initialization" : "rate"))
                .remedies(byInput
                        ? new String[] {"scale-inputs", "initialize", "swap-activation"}
                        : fromStart
                                ? new String[] {"initialize", "swap-activation", "scale-inputs"}
                                : new String[] {"set-learning-rate", "swap-activation",
                                        "initialize"})
                .finding());
    }

    /// The share that is saturated in a layer whose pre-activations are as theory expects them.
    private static double expected(Evidence e, int layer) {
        Signal z = e.expected(layer).z();
        return e.activation(layer) instanceof Activation.Elementwise phi
                && Double.isFinite(z.meanSquare())
                        ? Baseline.saturated(phi, z)
                        : Double.NaN;
    }
}
