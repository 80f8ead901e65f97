package plumb.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.gauge.Ledger;
import plumb.gauge.Quantity;
import plumb.theory.SignalPropagation.Expected;

/// The gradient shrinks on its way from the last hidden layer down to the first, so the early layers
/// do not learn; or in a recurrent layer from the last time step back to the first, so what came early
/// is not learned.
///
/// Measured on δ = ∂loss/∂z at the layer boundaries, not on the gradients of the weights: those hide
/// vanishing in ReLU networks, where small δ meets large inputs (Glorot & Bengio, 2010).
record VanishingGradient() implements Symptom {
    /// log10 rms(δ₁)/rms(δ_last hidden) below this is vanishing.
    static final double THRESHOLD = -1.2;
    /// The same at the end of training, where a ratio may also come from having learned.
    private static final double THRESHOLD_LATER = -2;
    /// What began in order was spoiled by the steps: a fourth of the damage, as something else did it.
    private static final double LATER = 0.25;

    @Override
    public Optional<Finding> find(Evidence e) {
        return Stream.of(overLayers(e), overTime(e)).flatMap(Optional::stream).reduce(Sign::and)
                .map(Sign::finding);
    }

    /// At the end of the training alone: gates have to learn what to keep.
    private Optional<Sign> overTime(Evidence e) {
        Optional<OverTime> worst = OverTime.fading(e)
                .filter(layer -> layer.decades() <= THRESHOLD_LATER);
        if (worst.isEmpty()) return Optional.empty();
        OverTime layer = worst.get();
        double decades = layer.decades();
        double reached = layer.profile().reached();
        String summary = "Over time, the gradient shrinks by " + Words.number(-decades)
                + " decades (a factor of " + Words.number(Math.pow(10, -decades))
                + ") from the last of " + layer.profile().steps()
                + " time steps back to the first ("
                + layer.where(e) + "), at the end of training: only " + Words.percent(reached)
                + " of the time steps get at least a hundredth of it, and what came before is not"
                + " learned.";
        var sign = new Sign(this, LearningRateTooHigh.late(e, -decades), summary)
                .layers(List.of(e.number(layer.layer())))
                .since(e.history().steps())
                .measured("timeDecades", decades, THRESHOLD_LATER)
                .measured("timeStepsReached", reached)
                .causes(Cause.of(layer.parts(), -1));
        return Optional.of(layer.gateless(e)
                ? sign.remedies("swap-recurrent", "initialize")
                : sign.remedies("initialize", "set-learning-rate"));
    }

    private Optional<Sign> overLayers(Evidence e) {
        if (e.hidden() < 2) return Optional.empty();
        boolean early = e.gradientDecades(e.first()) <= THRESHOLD
                && !(e.gradientDecades(e.start()) > THRESHOLD / 2)
                && (e.failing() || !byChance(e, e.gradientDecades(e.first())));
        boolean late = !e.diverged() && e.gradientDecades(e.last()) <= THRESHOLD_LATER;
        // Weights of 0 give a δ of 0 too, but from one layer to the next.
        boolean underflow = early && e.first(0, Quantity.DELTA) == 0
                && e.first(0, Quantity.SLOPE) > 0;
        if (!early && !late) return Optional.empty();
        Ledger ledger = early ? e.first() : e.last();
        int top = e.hidden() - 1;
        Ledger.Entry sum = ledger.sum(0, top);
        double weights = sum.weights();
        double slope = sum.slope();
        double total = sum.total();
        List<Cause> causes = Cause.of(sum, -1);
        String where = early ? "from the first step" : "at the end of training";
        double lostToSlopes = causes.stream().filter(c -> c.id().equals("slope"))
                .mapToDouble(Cause::share).sum();
        String summary = "The gradient shrinks by " + Words.number(-total)
                + " decades (a factor of "
                + Words.number(Math.pow(10, -total)) + ") from layer " + e.number(top)
                + " down to layer " + e.number(0) + ", " + where + ": "
                + Words.number(-total / top) + " decades per layer, " + Words.percent(lostToSlopes)
                + " of the loss to the slopes of the activation (" + e.activation(top) + ")"
                + (lostToSlopes > 0.99
                        ? "."
                        : " and the rest to "
                                + causes.stream().map(Cause::id).filter(id -> !id.equals("slope"))
                                        .map(id -> id.equals("weights") ? "the weights" : id)
                                        .collect(Collectors.joining(" and "))
                                + ".")
                + (underflow ? " Below that it underflows to 0." : "")
                + (early && byChance(e, total)
                        ? " By theory that is the chance of this draw: layers are so narrow that"
                                + " networks drawn alike differ by as much."
                        : "");
        double largest = IntStream.range(0, top).mapToDouble(l -> -ledger.entries().get(l).total())
                .filter(Double::isFinite).max().orElse(0);
        var sign = new Sign(this, underflow ? 45 : early ? -total : -total * LATER, summary)
                .layers(e.numbers(e.layersWhere(
                        l -> l < top && -ledger.entries().get(l).total() >= largest / 4)))
                .since(early ? 1 : e.history().steps())
                .measured("gradientDecades", total, early ? THRESHOLD : THRESHOLD_LATER)
                .expected("gradientDecades", expected(e))
                .measured("decadesPerLayer", total / top)
                .measured("weightsDecades", weights)
                .measured("slopeDecades", slope)
                .causes(causes);
        double cosine = e.history().cosine(top);
        if (early && !Double.isNaN(cosine)) {
            sign.measured("cosine", cosine).expected("cosine", e.expected(top).cosine());
        }
        return Optional.of(-weights > -slope
                ? sign.remedies("initialize", "swap-activation", "normalize", "add-skips",
                        "optimize-with")
                : sign.remedies("swap-activation", "initialize", "normalize", "add-skips",
                        "optimize-with"));
    }

    /// Whether such layers are healthy on average, and this network is not by the chance of its draw.
    private static boolean byChance(Evidence e, double decades) {
        double expected = expected(e);
        return Math.abs(expected) < -THRESHOLD
                && e.expectation().byChance(decades, expected, e.hidden() - 1);
    }

    private static double expected(Evidence e) {
        return e.expectation().decades(Expected::delta, 0, e.hidden() - 1);
    }
}
