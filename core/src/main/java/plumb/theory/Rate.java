package plumb.theory;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import plumb.nn.Activation;
import plumb.nn.Dense;
import plumb.nn.Init;
import plumb.nn.Layer;

/// What the layer that stands most often in a network does to a gradient, once the signal has settled.
///
/// @param text the layer
/// @param layers how many of it there are
/// @param fixedPoint q* that the signal comes to; absent if it grows for ever
/// @param chi the factor of the gradient's mean square in each layer
/// @param phase the side of χ = 1
/// @param correlation that any two inputs come to; absent where q* is 0
/// @param jacobian the singular values of all these layers together; absent without a fixed point
public record Rate(String text, int layers, OptionalDouble fixedPoint, double chi,
        MeanField.Phase phase, OptionalDouble correlation, Optional<JacobianSpectrum> jacobian) {
    /// Networks of up to so many depth scales can be trained (Schoenholz et al., 2017).
    public static final double TRAINABLE = 6;

    /// Where the signal grows for ever, χ is taken of this q.
    private static final double HUGE = 1e12;

    /// The rate of the dense layers that stand most often, if there are at least two alike that feed
    /// each other, without normalization or blocks.
    static Optional<Rate> of(List<Layer> layers) {
        boolean plain = layers.stream()
                .allMatch(l -> l instanceof Dense || l instanceof Layer.View);
        if (!plain) return Optional.empty();
        var counts = new LinkedHashMap<Dense, Integer>();
        for (Layer layer : layers)
            if (layer instanceof Dense dense) counts.merge(dense, 1, Integer::sum);
        return counts.entrySet().stream().filter(e -> e.getValue() > 1)
                .max(Comparator.comparingInt(Map.Entry::getValue))
                .flatMap(e -> of(e.getKey(), e.getValue()));
    }

    private static Optional<Rate> of(Dense dense, int layers) {
        int n = dense.units();
        var fans = new Init.Fans(n, n);
        if (!(dense.activation() instanceof Activation.Elementwise phi)
                || !dense.init().random() || dense.init() instanceof Init.Lsuv) {
            return Optional.empty();
        }
        var field = new MeanField(phi, n * dense.init().meanSquare(fans, n, n),
                dense.bias().map(b -> b.meanSquare(fans, 1, n)).orElse(0.0));
        OptionalDouble fixed = field.reachedFrom(1);
        double at = fixed.orElse(HUGE);
        OptionalDouble correlation = fixed.isPresent() && at > 0
                ? OptionalDouble.of(field.reachedCorrelation(at))
                : OptionalDouble.empty();
        return Optional.of(new Rate(dense.toString(), layers, fixed, field.chi(at),
                field.phase(at), correlation, fixed.isEmpty()
                        ? Optional.empty()
                        : Optional.of(JacobianSpectrum.of(phi, field.weightVariance(), at, layers,
                                dense.init() instanceof Init.Orthogonal))));
    }

    /// By how many decades rms(δ) changes in each layer.
    public double decades() {
        return Math.log10(chi) / 2;
    }

    /// ξ: after so many layers the gradient's mean square has changed by e.
    public double depthScale() {
        return Math.abs(MeanField.depthScale(chi));
    }

    /// How many layers can be trained; infinite at the critical point.
    public double trainableDepth() {
        return TRAINABLE * depthScale();
    }

    /// After how many layers a gradient that was 1 at the output is below the smallest number of a
    /// format, or above the largest; infinite at the critical point.
    public double lostDepth(Precision precision) {
        return decades() < 0
                ? Math.log10(precision.smallest()) / decades()
                : Math.log10(precision.largest()) / decades();
    }
}
