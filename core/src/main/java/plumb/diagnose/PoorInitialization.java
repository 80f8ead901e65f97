package plumb.diagnose;

import java.util.Optional;
import plumb.gauge.Quantity;
import plumb.theory.SignalPropagation.Expected;

/// The initial weights are too small or too large for the activation: signal or gradient shrink or
/// grow from layer to layer by the weights' doing, or the first outputs are far off.
///
/// Weights are not blamed for what theory does not expect of them: for what narrow layers do by chance,
/// nor for outputs that are large because the inputs are.
record PoorInitialization() implements Symptom {
    /// Decades over all hidden layers.
    static final double THRESHOLD = 1.2;
    /// How many times the trivial predictor's loss the first loss may be.
    private static final double FIRST_LOSS = 10;
    /// Outputs that theory expects to be so many times the inputs are large by the weights' doing.
    private static final double GROWTH = 3;

    @Override
    public Optional<Finding> find(Evidence e) {
        int top = e.hidden() - 1;
        double total = e.hidden() < 2 ? 0 : e.gradientDecades(e.start());
        double weights = e.hidden() < 2 ? 0 : e.start().sum(0, top).weights();
        double forward = e.hidden() < 2
                ? 0
                : Math.log10(e.start(top, Quantity.ACTIVATION) / e.start(0, Quantity.ACTIVATION));
        if (!Double.isFinite(forward)) forward = 0;
        double trivial = e.reference().trivial().loss();
        double firstLoss = e.history().loss().start() / trivial;
        boolean inputs = UnscaledInput.largestColumn(e) > UnscaledInput.LARGE;
        boolean backward = Math.abs(total) >= THRESHOLD && weights * total > 0
                && Math.abs(weights) >= Math.abs(total) / 2
                && !byChance(e, total, expectedDown(e, top), top);
        boolean signal = Math.abs(forward) >= THRESHOLD
                && !byChance(e, forward, expectedUp(e, top), top);
        boolean output = firstLoss > FIRST_LOSS && !inputs && !e.regression() && weights >= 0
                && e.history().loss().start() > 1 && !(expectedGrowth(e) < GROWTH);
        if (!backward && !signal && !output) return Optional.empty();
        boolean large = backward ? weights > 0 : signal ? forward > 0 : true;
        double damage = Math.max(backward ? Math.abs(total) : 0,
                Math.max(signal ? Math.abs(forward) : 0,
                        output ? Math.log10(firstLoss) : 0));
        String summary = "The initial weights are too " + (large ? "large" : "small") + " ("
                + e.plan().network().layers().getFirst() + "): "
                + (backward
                        ? "they change the gradient by " + Words.number(weights) + " decades"
                        : signal
                                ? "the signal changes by " + Words.number(forward) + " decades"
                                : "the first loss is " + Words.number(firstLoss)
                                        + " times that of the trivial predictor")
                + (backward || signal ? " over the hidden layers, where about 0 is healthy." : ".");
        double limit = large ? THRESHOLD : -THRESHOLD;
        var sign = new Sign(this, damage + 0.1, summary)
                .layers(e.numbers(e.layersWhere(l -> l < e.hidden())))
                .measured("weightsDecades", weights, backward ? limit : Double.NaN)
                .measured("forwardDecades", forward, signal ? limit : Double.NaN)
                .causes(Cause.only("initialization"))
                .remedies("initialize", "swap-activation", "normalize");
        if (e.hidden() >= 2) {
            sign.measured("gradientDecades", total)
                    .expected("gradientDecades", expectedDown(e, top))
                    .expected("forwardDecades", expectedUp(e, top));
        }
        return Optional.of((e.regression()
                ? sign
                : sign.measured("firstLossRatio", firstLoss, FIRST_LOSS)).finding());
    }

    private static boolean byChance(Evidence e, double decades, double expected, int top) {
        return Math.abs(expected) < THRESHOLD
                && e.expectation().byChance(decades, expected, top);
    }

    private static double expectedDown(Evidence e, int top) {
        return e.expectation().decades(Expected::delta, 0, top);
    }

    private static double expectedUp(Evidence e, int top) {
        return e.expectation().decades(l -> Math.log10(l.y().rms()), top, 0);
    }

    /// How many times the inputs the pre-activations of the output should be; NaN if theory cannot tell.
    private static double expectedGrowth(Evidence e) {
        return e.expected(e.hidden()).z().rms() / e.expectation().inputs().rms();
    }
}
