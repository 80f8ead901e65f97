package plumb.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import plumb.nn.Activation;
import plumb.nn.Blueprint;
import plumb.nn.Last;
import plumb.nn.Layer;
import plumb.nn.Recurrent;
import plumb.nn.Shape;
import plumb.theory.SignalPropagation.Expected;

/// What theory says of a network before any training: what to expect of each layer, how deep such
/// networks can be, what is wrong, and which single change would help most.
///
/// @param decades log10 rms(δ) of the first over the last hidden layer, behind the last time steps; NaN
///     if there are not two, or theory cannot tell
/// @param rate of the longest row of equal dense layers
/// @param noRate why there is no rate; empty if there is one
/// @param fixup of a residual network in which signal or gradient grows: another way than `change`
/// @param bornDead the probability that a given input dies on its way through ReLU layers; 0 where
///     the formula does not hold
public record Forecast(SignalPropagation propagation, double decades, Optional<Rate> rate,
        String noRate,
        double bornDead, List<Warning> warnings, Optional<Change> change,
        Optional<Fixup> fixup) {

    /// What is wrong, with its number beside the threshold.
    public record Warning(String id, String text, double value, double threshold) {}

    /// A single change that brings `decades` near to 0: of those within half a decade of the best the
    /// first.
    ///
    /// @param where `all hidden layers` or `all blocks`
    public record Change(String text, String where, double decades) {}

    /// Decades below its inverse are the rounding of integrals.
    private static final double EXACT = 1e9;
    /// Decades over all hidden layers that are too many.
    public static final double DECADES = 2;
    /// The standard deviation of the decades at which one network says little of the next.
    public static final double SPREAD = Math.sqrt(2) / (2 * Math.log(10));
    /// Layers of so many depth scales change the gradient's mean square by e, so many times.
    public static final double DEPTH_SCALES = 2;
    /// The probability of a network that is dead from birth that is too much.
    public static final double DEAD = 0.05;

    /// The forecast of a network on rows that are like this.
    ///
    /// @param batch the rows of a batch
    /// @throws plumb.text.InputError if a layer cannot take the shape in front of it
    public static Forecast of(Blueprint network, Shape inputs, Signal data, int batch) {
        var propagation = SignalPropagation.of(network, inputs, data, batch);
        double decades = decades(propagation);
        Optional<Rate> rate = Rate.of(network.layers(), propagation.layers());
        double bornDead = DyingRelu.singleRay(network);
        double signal = -decades(propagation.layers(), l -> Math.log10(l.y().rms()));
        var warnings = warnings(propagation, decades, signal, rate, bornDead);
        int finite = count(propagation.layers(), rms -> !(rms > Float.MAX_VALUE));
        // 0 itself is what weights of zeros give: a signal that underflows is first small.
        int visible = count(propagation.layers(), rms -> !(rms > 0 && rms < Float.MIN_VALUE));
        boolean overflows = finite < propagation.layers().size();
        if (overflows) {
            warnings.addFirst(new Warning("overflow",
                    "So many layers, but the signal is above the largest float32 behind so few.",
                    propagation.layers().size(), finite));
        }
        if (visible < propagation.layers().size() && data.meanSquare() > 0) {
            warnings.addFirst(new Warning("underflow",
                    "So many layers, but the signal is below the smallest float32 behind so few.",
                    propagation.layers().size(), visible));
        }
        Optional<Change> change = warnings.isEmpty()
                ? Optional.empty()
                : SingleChange.best(network, inputs, data, batch,
                        overflows ? Double.POSITIVE_INFINITY : decades);
        Optional<Fixup> fixup = decades > DECADES || signal > DECADES
                ? Fixup.of(network)
                : Optional.empty();
        return new Forecast(propagation, decades, rate,
                rate.isPresent() ? "" : Rate.obstacle(network.layers()), bornDead, warnings, change,
                fixup);
    }

    /// The first layer on the way down whose rms(δ), if it is 1 at the output, is below the smallest number
    /// of a format, as are those of all layers below it, by its number; none if there is no such layer. A
    /// gradient of 0 is none that a format loses.
    public Optional<String> lostIn(Precision precision) {
        double least = Math.log10(precision.smallest());
        return propagation.layers().stream().filter(l -> l.delta() > Double.NEGATIVE_INFINITY)
                .takeWhile(l -> l.delta() < least).reduce((_, above) -> above)
                .map(Expected::number);
    }

    /// How many layers, from the first, have such z and y.
    private static int count(List<Expected> layers, DoublePredicate rms) {
        return (int) layers.stream()
                .takeWhile(l -> rms.test(l.z().rms()) && rms.test(l.y().rms())).count();
    }

    /// log10 rms(δ) of the first over the last hidden layer, as [#decades()].
    public static double decades(SignalPropagation propagation) {
        return decades(propagation.layers(), Expected::delta);
    }

    /// By how many decades a quantity changes over the hidden layers on its way down, given its log10;
    /// views at the bottom are none, and where there are time steps only the layers behind them count.
    private static double decades(List<Expected> layers, ToDoubleFunction<Expected> log10) {
        int top = layers.size() - 1;
        int from = IntStream.range(0, top).filter(l -> layers.get(l).layer() instanceof Recurrent
                || layers.get(l).layer() instanceof Last).max().orElse(-1) + 1;
        List<Expected> hidden = layers.subList(from, top).stream()
                .dropWhile(l -> l.layer() instanceof Layer.View).toList();
        if (hidden.size() < 2) return Double.NaN;
        double decades = log10.applyAsDouble(hidden.getFirst())
                - log10.applyAsDouble(hidden.getLast());
        return Double.isFinite(decades) ? Math.rint(EXACT * decades) / EXACT + 0.0 : Double.NaN;
    }

    private static List<Warning> warnings(SignalPropagation propagation, double decades,
            double signal, Optional<Rate> rate, double bornDead) {
        var warnings = new ArrayList<Warning>();
        if (Math.abs(decades) > DECADES) {
            boolean down = decades < 0;
            warnings.add(new Warning(down ? "vanishing-gradient" : "exploding-gradient",
                    "The gradient " + (down ? "shrinks" : "grows")
                            + " by so many decades on its way through the hidden layers.",
                    decades, down ? -DECADES : DECADES));
        }
        propagation.layers().forEach(layer -> layer.time().map(ThroughTime::decades)
                .filter(d -> d > DECADES)
                .ifPresent(d -> warnings.add(new Warning("exploding-gradient",
                        "The gradient grows by"
                                + " so many decades on its way through the time steps of layer "
                                + layer.number() + ".",
                        d, DECADES))));
        if (Math.abs(signal) > DECADES) {
            warnings.add(new Warning("poor-initialization", "The signal "
                    + (signal < 0 ? "shrinks" : "grows")
                    + " by so many decades on its way through the hidden layers.", signal,
                    signal < 0 ? -DECADES : DECADES));
        }
        rate.ifPresent(r -> {
            boolean deep = r.layers() > r.trainableDepth();
            double scales = r.layers() * Math.abs(Math.log(r.chi()));
            if (deep) {
                warnings.add(new Warning("too-deep",
                        "So many layers, but about 6 depth scales can be trained.", r.layers(),
                        r.trainableDepth()));
            } else if (scales > DEPTH_SCALES) {
                warnings.add(new Warning("off-critical",
                        "So many depth scales: weights a little off the critical ones add up.",
                        scales, DEPTH_SCALES));
            }
        });
        collapse(propagation.layers()).filter(Collapse::found)
                .ifPresent(c -> warnings.add(new Warning("correlation-collapse",
                        "Different inputs are hardly told apart in the last hidden layer.",
                        c.last(), Collapse.THRESHOLD)));
        double spread = propagation.layers().getFirst().spread();
        if (spread > SPREAD) {
            warnings.add(new Warning("narrow",
                    "Layers are so narrow that networks drawn alike differ by so many decades.",
                    spread, SPREAD));
        }
        if (bornDead > DEAD) {
            warnings.add(new Warning("born-dead",
                    "The probability that an input dies on its way through the ReLU layers.",
                    bornDead, DEAD));
        }
        return warnings;
    }

    /// From the first hidden layer that has pre-activations other than 0 to the last.
    private static Optional<Collapse> collapse(List<Expected> layers) {
        List<Expected> hidden = layers.subList(0, layers.size() - 1).stream()
                .filter(l -> l.layer().activation() instanceof Activation.Elementwise
                        && l.z().meanSquare() > 0 && !Double.isNaN(l.correlation()))
                .toList();
        return hidden.isEmpty()
                ? Optional.empty()
                : Optional.of(new Collapse(hidden.getFirst().correlation(),
                        hidden.getLast().correlation()));
    }
}
