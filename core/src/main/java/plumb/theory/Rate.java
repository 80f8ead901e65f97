package plumb.theory;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import plumb.nn.Activation;
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
/// @param jacobian the singular values of all these layers together; absent without a fixed point
public record Rate(String text, int layers, OptionalDouble fixedPoint, double chi,
        MeanField.Phase phase, OptionalDouble correlation, double depthScale,
        Optional<JacobianSpectrum> jacobian) {
    /// Networks of up to so many depth scales can be trained (Schoenholz et al., 2017).
    public static final double TRAINABLE = 6;

    /// The rate of the longest row of equal dense layers, if there is one, in a network without
    /// normalization or blocks.
    static Optional<Rate> of(List<Layer> layers, List<SignalPropagation.Expected> expected) {
        return Row.longest(layers).flatMap(row -> {
            double first = expected.get(row.end - row.layers + 1).preActivation();
            return of((Dense) layers.get(row.end), row.layers, first * first);
        });
    }

    /// The same without knowing the rows, where they do not drive the signal to another fixed point than
    /// those of mean square 1 do.
    public static Optional<Rate> of(Blueprint network) {
        return Row.longest(network.layers())
                .flatMap(row -> of((Dense) network.layers().get(row.end), row.layers, 1));
    }

    /// Equal layers one behind the other.
    ///
    /// @param end the place of the last of them
    private record Row(int end, int layers) {
        /// Of dense layers, in a network of such layers alone.
        static Optional<Row> longest(List<Layer> layers) {
            boolean plain = layers.stream()
                    .allMatch(l -> l instanceof Dense || l instanceof Layer.View);
            if (!plain) return Optional.empty();
            int longest = 0;
            int end = 0;
            for (int l = 0, row = 0; l < layers.size(); l++) {
                row = l > 0 && layers.get(l).equals(layers.get(l - 1)) ? row + 1 : 1;
                if (row > longest && layers.get(l) instanceof Dense) {
                    longest = row;
                    end = l;
                }
            }
            return longest < 2 ? Optional.empty() : Optional.of(new Row(end, longest));
        }
    }

    private static Optional<Rate> of(Dense dense, int layers, double start) {
        int n = dense.units();
        var fans = new Init.Fans(n, n);
        if (!(dense.activation() instanceof Activation.Elementwise phi)
                || !dense.init().random() || dense.init() instanceof Init.Lsuv) {
            return Optional.empty();
        }
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
                field.phase(at), correlation, depthScale, fixed.isEmpty()
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
        return decades() < 0
                ? Math.log10(precision.smallest()) / decades()
                : Math.log10(precision.largest()) / decades();
    }
}
