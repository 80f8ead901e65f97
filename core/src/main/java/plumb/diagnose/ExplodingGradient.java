package plumb.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import plumb.gauge.Ledger;
import plumb.gauge.Quantity;
import plumb.nn.Activation;
import plumb.train.Divergence;

/// The signal or its gradient grows from layer to layer, so steps are far too large for the early
/// layers, or values overflow; or the gradient of a recurrent layer grows from the last time step back
/// to the first.
record ExplodingGradient() implements Symptom {
    /// log10 rms(δ₁)/rms(δ_last hidden) above this is exploding.
    static final double THRESHOLD = 1.2;
    /// Growth of the outputs over the hidden layers, in decades, that counts as exploding.
    private static final double FORWARD = 2.5;

    @Override
    public Optional<Finding> find(Evidence e) {
        return Stream.of(overLayers(e), overTime(e)).flatMap(Optional::stream).reduce(Sign::and)
                .map(Sign::finding);
    }

    private Optional<Sign> overTime(Evidence e) {
        Optional<OverTime> worst = OverTime.growing(e)
                .filter(layer -> layer.decades() >= THRESHOLD);
        if (worst.isEmpty()) return Optional.empty();
        OverTime layer = worst.get();
        double decades = layer.decades();
        String summary = "Over time, the gradient grows by " + Words.number(decades)
                + " decades (a factor of " + Words.number(Math.pow(10, decades))
                + ") from the last of " + layer.profile().steps()
                + " time steps back to the first ("
                + layer.where(e) + ").";
        var sign = new Sign(this, decades, summary).layers(List.of(e.number(layer.layer())))
                .measured("timeDecades", decades, THRESHOLD)
                .causes(Cause.of(layer.parts(), 1));
        return Optional.of(layer.gateless(e)
                ? sign.remedies("clip-gradients", "initialize", "swap-recurrent")
                : sign.remedies("clip-gradients", "initialize", "set-learning-rate"));
    }

    private Optional<Sign> overLayers(Evidence e) {
        if (e.hidden() < 2) return Optional.empty();
        int top = e.hidden() - 1;
        Ledger ledger = e.start();
        double total = e.gradientDecades(ledger);
        double forward = Math
                .log10(e.start(top, Quantity.ACTIVATION) / e.start(0, Quantity.ACTIVATION));
        boolean overflow = e.history().divergence()
                .filter(d -> d.step() <= 2 && d.pass() == Divergence.Pass.FORWARD
                        && !d.layer().equals(e.number(0)))
                .isPresent();
        boolean backward = total >= THRESHOLD;
        // A first layer that is 0 grows to anything; that is not growth from layer to layer.
        boolean grows = forward >= FORWARD && Double.isFinite(forward);
        if (!backward && !overflow && !grows) return Optional.empty();
        Ledger.Entry sum = ledger.sum(0, top);
        double weights = sum.weights();
        double slope = sum.slope();
        String summary;
        double damage;
        if (backward) {
            summary = "The gradient grows by " + Words.number(total) + " decades (a factor of "
                    + Words.number(Math.pow(10, total)) + ") from layer " + e.number(top)
                    + " down to layer " + e.number(0) + ", "
                    + Words.number(total / top) + " decades per layer.";
            damage = total;
        } else if (overflow) {
            summary = "The signal overflows on its way forward: the first value that is not finite appeared "
                    + e.history().divergence().orElseThrow() + ".";
            damage = 30;
        } else {
            summary = "The signal grows by " + Words.number(forward)
                    + " decades from layer " + e.number(0) + " up to layer " + e.number(top) + ".";
            damage = forward;
        }
        boolean byActivation = overflow && e.activation(top) instanceof Activation.Exponential;
        var sign = new Sign(this, damage, summary)
                .layers(e.numbers(e.layersWhere(l -> l < top)))
                .measured("gradientDecades", total, THRESHOLD)
                .measured("forwardDecades", forward, FORWARD)
                .measured("weightsDecades", weights)
                .measured("slopeDecades", slope)
                .causes(byActivation
                        ? Cause.only("slope")
                        : Cause.of(sum, 1));
        return Optional.of(byActivation || slope > weights
                ? sign.remedies("swap-activation", "initialize", "normalize", "add-skips")
                : sign.remedies("initialize", "swap-activation", "normalize", "add-skips",
                        "set-learning-rate", "warm-up"));
    }
}
