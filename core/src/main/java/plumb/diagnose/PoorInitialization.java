package plumb.diagnose;

import java.util.Optional;
import plumb.gauge.Quantity;

/// The initial weights are too small or too large for the activation: signal or gradient shrink or
/// grow from layer to layer by the weights' doing, or the first outputs are far off.
record PoorInitialization() implements Symptom {
    /// Decades over all hidden layers.
    static final double THRESHOLD = 1.2;
    /// How many times the trivial predictor's loss the first loss may be.
    private static final double FIRST_LOSS = 10;

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
                && Math.abs(weights) >= Math.abs(total) / 2;
        boolean signal = Math.abs(forward) >= THRESHOLD;
        boolean output = firstLoss > FIRST_LOSS && !inputs && !e.regression() && weights >= 0
                && e.history().loss().start() > 1;
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
                .remedies("initialize", "swap-activation");
        return Optional.of((e.regression()
                ? sign
                : sign.measured("firstLossRatio", firstLoss, FIRST_LOSS)).finding());
    }
}
