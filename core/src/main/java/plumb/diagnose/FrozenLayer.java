package plumb.diagnose;

import java.util.List;
import java.util.Optional;
import plumb.gauge.Quantity;

/// A layer whose parameters never changed: no gradient reaches it, or updates are too small for the
/// precision of a float.
record FrozenLayer() implements Symptom {
    /// Less than that of most of what freezes a layer: outputs, inputs or weights that are wrong.
    private static final double DAMAGE = 3;

    @Override
    public Optional<Finding> find(Evidence e) {
        List<Integer> layers = e
                .layersWhere(l -> e.history().series(l, Quantity.UPDATE).most() == 0);
        if (layers.isEmpty()) return Optional.empty();
        boolean noGradient = layers.stream()
                .allMatch(l -> e.history().series(l, Quantity.GRADIENT).most() == 0);
        String summary = (layers.size() == e.history().depth()
                ? "No layer"
                : "Of " + Words.layers(e.numbers(layers)) + " nothing")
                + " changed in " + e.history().steps() + " steps: "
                + (noGradient
                        ? "the gradient there is exactly 0."
                        : "the updates are lost in rounding.");
        return Optional.of(new Sign(this, DAMAGE, summary)
                .layers(e.numbers(layers))
                .measured("updateRms", 0, 0)
                .causes(Cause.only(noGradient ? "slope" : "rate"))
                .remedies(noGradient
                        ? new String[] {"swap-activation", "initialize"}
                        : new String[] {"set-learning-rate", "optimize-with"})
                .finding());
    }
}
