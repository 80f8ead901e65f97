package plumb.diagnose;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.gauge.Ledger;
import plumb.gauge.Quantity;
import plumb.gauge.TimeProfile;
import plumb.nn.Layer;
import plumb.nn.SimpleRnn;

/// How the gradient of a recurrent layer changes from its last time step back to its first, in decades,
/// and what did it: of a layer without gates the slopes of its activation a part, else the weights all.
///
/// @param layer counted from 0
record OverTime(int layer, TimeProfile profile, Ledger.Entry parts) {
    /// The layer whose gradient fades most, in the last steps of the training.
    static Optional<OverTime> fading(Evidence e) {
        return layers(e, e.history()::lastTimes, e::last)
                .min(Comparator.comparingDouble(OverTime::decades));
    }

    /// The layer whose gradient grows most, in the first steps of the training.
    static Optional<OverTime> growing(Evidence e) {
        return layers(e, e.history()::firstTimes, e::first)
                .max(Comparator.comparingDouble(OverTime::decades));
    }

    private static Stream<OverTime> layers(Evidence e, IntFunction<Optional<TimeProfile>> profiles,
            ToDoubleBiFunction<Integer, Quantity> mean) {
        return IntStream.range(0, e.history().depth())
                .mapToObj(l -> profiles.apply(l).filter(p -> Double.isFinite(p.decades()))
                        .map(p -> of(l, p, mean.applyAsDouble(l, Quantity.SLOPE))))
                .flatMap(Optional::stream);
    }

    private static OverTime of(int layer, TimeProfile profile, double rmsSlope) {
        double slope = (profile.steps() - 1) * Math.log10(rmsSlope);
        double known = Double.isFinite(slope) ? slope : 0;
        return new OverTime(layer, profile,
                new Ledger.Entry(profile.decades() - known, known, 0, 0));
    }

    double decades() {
        return profile.decades();
    }

    /// `layer 1, simple-rnn(32)`.
    String where(Evidence e) {
        return "layer " + e.number(layer) + ", " + layer(e);
    }

    /// Whether it has no gates that could hold the gradient.
    boolean gateless(Evidence e) {
        return layer(e) instanceof SimpleRnn;
    }

    private Layer layer(Evidence e) {
        return e.plan().network().flat().get(layer);
    }
}
