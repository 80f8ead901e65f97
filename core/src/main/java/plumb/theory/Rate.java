package plumb.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import plumb.nn.Activation;
import plumb.nn.ActivationLayer;
import plumb.nn.Blueprint;
import plumb.nn.Dense;
import plumb.nn.Init;
import plumb.nn.Layer;

/// What the longest row of equal layers in a network does to a gradient, once the signal has settled.
///
/// @param text the layer
/// @param layers how many of it there are
/// @param fixedPoint q* that the signal comes to; absent if it grows for ever
/// @param chi the factor of the gradient's mean square in each layer
/// @param phase the side of χ = 1
/// @param correlation that any two inputs come to; absent where q* is 0
/// @param depthScale ξ: after so many layers the mean square of a gradient has changed by e, or where
///     gradients explode the correlation of two inputs has come so much nearer to its own
/// @param signalScale ξ_q: after so many layers the mean square of the signal has come e times nearer to
///     the fixed point; infinite where every one stays, and absent, NaN, without one and where it swings around it
/// @param jacobian the singular values of all these layers together; absent without a fixed point
public record Rate(String text, int layers, OptionalDouble fixedPoint, double chi,
        MeanField.Phase phase, OptionalDouble correlation, double depthScale,
        double signalScale, Optional<JacobianSpectrum> jacobian) {
    /// Networks of up to so many depth scales can be trained (Schoenholz et al., 2017).
    public static final double TRAINABLE = 6;

    /// The rate of the longest row of equal dense layers, if there is one that theory follows.
    static Optional<Rate> of(List<Layer> layers, List<SignalPropagation.Expected> expected) {
        return Row.longest(layers).filter(row -> obstacle(row.dense).isEmpty()).flatMap(
                row -> of(row.dense, row.layers, expected.get(row.first).z().meanSquare()));
    }

    /// The same without knowing the rows, where they do not drive the signal to another fixed point than
    /// those of mean square 1 do, of a network of dense layers, activations and views alone.
    public static Optional<Rate> of(Blueprint network) {
        boolean plain = network.layers().stream().allMatch(layer -> layer instanceof Dense
                || layer instanceof ActivationLayer || layer instanceof Layer.View);
        if (!plain) return Optional.empty();
        return Row.longest(network.layers()).filter(row -> obstacle(row.dense).isEmpty())
                .flatMap(row -> of(row.dense, row.layers, 1));
    }

    /// Why there is no rate, where there is none.
    static String obstacle(List<Layer> layers) {
        return Row.longest(layers)
                .map(row -> obstacle(row.dense)
                        .orElse("the gradients of " + row.dense + " grow without bound"))
                .orElse("no two equal dense layers follow one another");
    }

    private static Optional<String> obstacle(Dense dense) {
        double center = dense.bias().map(Init::center).orElse(0.0);
        if (!(dense.activation() instanceof Activation.Elementwise)) {
            return Optional.of(dense.activation() + " looks at the whole row");
        }
        if (!dense.init().random() || dense.init() instanceof Init.Lsuv) {
            return Optional.of("weights are drawn by " + dense.init());
        }
        return center == 0
                ? Optional.empty()
                : Optional.of("biases are drawn by " + dense.bias().orElseThrow());
    }

    /// Equal dense layers one behind the other, each with its activation, in it or behind it.
    ///
    /// @param first the place of the pre-activations of the first of them, as in [Blueprint#flat]
    private record Row(Dense dense, int first, int layers) {
        static Optional<Row> longest(List<Layer> layers) {
            var rows = new ArrayList<Row>();
            int flat = 0;
            boolean follows = false;
            for (int l = 0; l < layers.size(); l++) {
                int places = new Blueprint(layers.subList(l, l + 1)).flat().size();
                if (!(layers.get(l) instanceof Dense dense)) {
                    follows = false;
                    flat += places;
                    continue;
                }
                boolean behind = dense.activation() instanceof Activation.Linear
                        && l + 1 < layers.size()
                        && layers.get(l + 1) instanceof ActivationLayer;
                if (behind) dense = dense.withActivation(layers.get(++l).activation());
                flat += behind ? 2 : 1;
                if (follows && rows.getLast().dense.equals(dense)) {
                    Row before = rows.removeLast();
                    rows.add(new Row(dense, before.first, before.layers + 1));
                } else {
                    rows.add(new Row(dense, flat - 1, 1));
                }
                follows = true;
            }
            int longest = rows.stream().mapToInt(Row::layers).max().orElse(0);
            return rows.stream().filter(row -> row.layers == longest && longest > 1).findFirst();
        }
    }

    private static Optional<Rate> of(Dense dense, int layers, double start) {
        int n = dense.units();
        var fans = new Init.Fans(n, n);
        if (!(dense.activation() instanceof Activation.Elementwise phi)) return Optional.empty();
        var field = new MeanField(phi, n * dense.init().meanSquare(fans, n, n),
                dense.bias().map(b -> b.meanSquare(fans, 1, n)).orElse(0.0));
        OptionalDouble fixed = field.reachedFrom(start > 0 ? start : 1);
        double at = fixed.orElse(MeanField.HUGE);
        if (!Double.isFinite(field.chi(at))) return Optional.empty();
        OptionalDouble correlation = fixed.isPresent() && at > 0
                ? OptionalDouble.of(field.reachedCorrelation(at))
                : OptionalDouble.empty();
        boolean pairs = correlation.isPresent() && field.phase(at) == MeanField.Phase.CHAOTIC;
        double depthScale = Math.abs(MeanField.depthScale(pairs
                ? field.chi(at, correlation.getAsDouble())
                : field.chi(at)));
        return Optional.of(new Rate(dense.toString(), layers, fixed, field.chi(at),
                field.phase(at), correlation, depthScale,
                fixed.isEmpty() ? Double.NaN : MeanField.depthScale(field.slope(at)),
                fixed.isEmpty()
                        ? Optional.empty()
                        : Optional.of(JacobianSpectrum.of(phi, field.weightVariance(), at, layers,
                                dense.init() instanceof Init.Orthogonal))));
    }

    /// By how many decades rms(δ) changes in each layer.
    public double decades() {
        return Math.log10(chi) / 2;
    }

    /// How many layers can be trained; infinite at the critical point.
    public double trainableDepth() {
        return phase == MeanField.Phase.CRITICAL
                ? Double.POSITIVE_INFINITY
                : TRAINABLE * depthScale;
    }

    /// After how many layers a gradient that was 1 at the output is below the smallest number of a
    /// format, or above the largest; infinite at the critical point.
    public double lostDepth(Precision precision) {
        if (phase == MeanField.Phase.CRITICAL) return Double.POSITIVE_INFINITY;
        return decades() < 0
                ? Math.log10(precision.smallest()) / decades()
                : Math.log10(precision.largest()) / decades();
    }
}
