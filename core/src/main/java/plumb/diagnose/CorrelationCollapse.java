package plumb.diagnose;

import java.util.List;
import java.util.Optional;
import plumb.theory.Collapse;

/// Rows that differ arrive in the last hidden layer in almost one direction, so it can hardly tell them
/// apart (Poole et al., 2016; Schoenholz et al., 2017).
///
/// Measured at the first step, on the pre-activations of a batch. It misleads where all rows have a large
/// part in common, like the mean of sigmoids: the layer above can learn to subtract it; and where their
/// size tells them apart. Where the gradient vanishes the same weights do both, and [VanishingGradient]
/// tells it.
record CorrelationCollapse() implements Symptom {
    /// The mean cosine between two rows.
    private static final double THRESHOLD = Collapse.THRESHOLD;
    /// How much is left of 1 − cosine, from the first hidden layer to the last.
    private static final double LEFT = Collapse.LEFT;

    @Override
    public Optional<Finding> find(Evidence e) {
        List<Integer> measured = e.layersWhere(
                l -> l < e.hidden() && !Double.isNaN(e.history().cosine(l)));
        boolean told = e.gradientDecades(e.first()) <= VanishingGradient.THRESHOLD
                || !BornDead.layers(e).isEmpty();
        if (measured.isEmpty() || told) return Optional.empty();
        int top = measured.getLast();
        var collapse = new Collapse(e.history().cosine(measured.getFirst()),
                e.history().cosine(top));
        if (!collapse.found()) return Optional.empty();
        List<Integer> layers = measured.stream()
                .filter(l -> e.history().cosine(l) > THRESHOLD).toList();
        String summary = "Rows that differ arrive in layer " + e.number(top)
                + " in almost one direction, before the first step: the mean cosine between two of them"
                + " is " + Words.number(collapse.first()) + " in layer "
                + e.number(measured.getFirst())
                + " and " + nearOne(collapse.last()) + " there.";
        return Optional.of(new Sign(this, Math.log10(LEFT / collapse.left()) / 2, summary)
                .layers(e.numbers(layers))
                .measured("cosine", collapse.last(), THRESHOLD)
                .expected("cosine", e.expected(top).cosine())
                .measured("differenceLeft", collapse.left(), LEFT)
                .causes(Cause.only("initialization"))
                .remedies("swap-activation", "initialize", "normalize", "add-skips")
                .finding());
    }

    /// A number just below 1, by its distance.
    private static String nearOne(double cosine) {
        return "1 − " + Words.number(Math.max(0, 1 - cosine));
    }
}
