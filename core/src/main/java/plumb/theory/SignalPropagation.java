package plumb.theory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import plumb.nn.AveragePool;
import plumb.nn.Blueprint;
import plumb.nn.GlobalAveragePool;
import plumb.nn.Layer;
import plumb.nn.Residual;
import plumb.nn.Shape;

/// What every layer of a network should do to the signal and to the gradient before any training, as
/// far as it follows from its widths, its activations and the variance of its weights.
///
/// Going up, pre-activations are taken as normal: q = n σ² E y² + σb² below a nonlinearity, E φ² of it
/// above (Poole et al., 2016). Going down, each layer multiplies the mean square of the gradient by
/// E φ′² of its own pre-activations and by σ² times the number of outputs that an input goes to
/// (Schoenholz et al., 2017). Batch normalization divides by the variance over samples, which follows
/// from the product of two samples (Yang et al., 2019); skips add (Yang & Schoenholz, 2017).
///
/// It misleads in narrow networks, where one network differs from the mean over many ([Expected#spread]
/// says by how much), and after training has changed the weights.
///
/// @param layers in the order of [Blueprint#flat]
/// @param limits where theory cannot tell or deviates, by layer
public record SignalPropagation(List<Expected> layers, List<String> limits) {
    /// What is expected of one layer. Gradients are log10 of an RMS in units of δ of the output layer,
    /// because no double holds what is left of one behind some hundred layers: −∞ of a gradient of 0.
    ///
    /// @param number as in [Blueprint#numbers]
    /// @param z the pre-activations; absent, NaN, without any
    /// @param y the outputs; where they grow beyond a double, their mean square is infinite
    /// @param outputGradient of ∂loss/∂y
    /// @param delta of ∂loss/∂z; of ∂loss/∂y without a nonlinearity
    /// @param branchGradient of what comes out of a block's branch; in its first layer, else absent
    /// @param weightGradient of ∂loss/∂w of a sample; absent without weights, and where theory cannot
    ///     tell
    /// @param spread the standard deviation of log10 rms(δ) over networks drawn anew, one sample; factors
    ///     of relative variance v are taken as log-normal, ln(1 + v) in the variance of the logarithm
    /// @param time what a recurrent layer does between its steps
    public record Expected(String number, Layer layer, Signal z, Signal y, double outputGradient,
            double delta, double branchGradient, double weightGradient, double spread,
            Optional<ThroughTime> time) {
        /// rms(δ) as a number; 0 and infinite where that is beyond a double.
        public double deltaRms() {
            return Math.pow(10, delta);
        }

        /// Of the pre-activations of two samples, or of their outputs where there are none.
        public double correlation() {
            return hasZ() ? z.correlation() : y.correlation();
        }

        /// The mean product of what two samples give over its mean square, of the same values.
        public double cosine() {
            return hasZ() ? z.cosine() : y.cosine();
        }

        private boolean hasZ() {
            return !Double.isNaN(z.meanSquare());
        }
    }

    /// Follows signal and gradient through a network.
    ///
    /// @param inputs the shape of a row
    /// @param data what rows are like; [Signal#of]`(1)` after standardizing
    /// @param batch the rows of a batch, on which growth behind batch normalization depends
    /// @throws plumb.text.InputError if a layer cannot take the shape in front of it
    public static SignalPropagation of(Blueprint blueprint, Shape inputs, Signal data, int batch) {
        blueprint.outputs(inputs);
        var stages = new ArrayList<Stage>();
        rise(blueprint.layers(), inputs, data, batch, stages);
        List<Expected> expected = descend(stages, blueprint.numbers());
        return new SignalPropagation(expected, limits(stages, expected));
    }

    /// The same without correlations, which are costly: what two samples have in common is followed
    /// only where a layer normalizes a batch.
    public static SignalPropagation ofGradients(Blueprint blueprint, Shape inputs, Signal data,
            int batch) {
        boolean batches = blueprint.flat().stream().anyMatch(Layer.OverBatch.class::isInstance);
        return of(blueprint, inputs,
                batches ? data : new Signal(data.mean(), data.meanSquare(), Double.NaN), batch);
    }

    /// @param block for the sum at the end of a block, the place of the first layer of its branch; else −1
    private record Stage(Layer layer, Rise rise, int block) {}

    private static Signal rise(List<Layer> layers, Shape inputs, Signal data, int batch,
            List<Stage> into) {
        Shape shape = inputs;
        Signal signal = data;
        Optional<Rise> settled = Optional.empty();
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.get(l);
            Shape outputs = layer.outputs(shape);
            if (layer instanceof Residual block) {
                int first = into.size();
                Signal branch = rise(block.branch(), shape, signal, batch, into);
                signal = signal.plus(block.gain(), branch);
                into.add(new Stage(layer, Rise.sum(signal, block.gain()), first));
            } else {
                Rise rise = settled.isPresent()
                        ? settled.get()
                        : Rise.of(layer, shape, signal, batch);
                into.add(new Stage(layer, rise, -1));
                // Where layers alike have come to what they keep, each does what the one below did.
                boolean alike = l + 1 < layers.size() && layers.get(l + 1).equals(layer)
                        && outputs.equals(shape);
                settled = Optional.of(rise).filter(r -> alike && r.out().isNear(r.in()));
                signal = rise.out();
            }
            shape = outputs;
        }
        return signal;
    }

    /// Gradients on their way down, as log10 of their mean squares.
    private static List<Expected> descend(List<Stage> stages, List<String> numbers) {
        var expected = new Expected[stages.size()];
        var skipped = new double[stages.size()];
        Arrays.fill(skipped, Double.NEGATIVE_INFINITY);
        var skippedSpread = new double[stages.size()];
        double gradient = Double.NaN;
        double spread = 0;
        boolean alike = false;
        for (int l = stages.size() - 1; l >= 0; l--) {
            Layer layer = stages.get(l).layer();
            Rise rise = stages.get(l).rise();
            boolean top = l == stages.size() - 1;
            double delta = top ? 0 : gradient + Math.log10(rise.slope());
            if (!top) spread += Math.log1p(rise.slopeSpread());
            // Below an average the δ of all places are one, until a layer mixes the places.
            alike = layer instanceof AveragePool || layer instanceof GlobalAveragePool
                    || (alike && rise.places() != 1);
            double weights = alike
                    ? Double.NaN
                    : delta + Math.log10(rise.places() * rise.in().meanSquare());
            double through = delta + Math.log10(rise.through());
            int block = stages.get(l).block();
            if (block >= 0) {
                skipped[block] = sum(skipped[block], delta);
                skippedSpread[block] = spread;
            }
            boolean split = skipped[l] > Double.NEGATIVE_INFINITY;
            expected[l] = new Expected(numbers.get(l), layer,
                    rise.z() == null ? Signal.UNKNOWN : rise.z(), rise.out(), gradient / 2,
                    delta / 2, split ? through / 2 : Double.NaN, weights / 2,
                    Math.sqrt(spread) / (2 * Math.log(10)), Optional.ofNullable(rise.time()));
            gradient = sum(through, skipped[l]);
            spread += Math.log1p(rise.throughSpread());
            if (split) {
                // Both ways share what spread above the block; the branch adds its own to its part.
                double part = Math.pow(10, through - gradient);
                spread = skippedSpread[l] + part * part * (spread - skippedSpread[l]);
            }
        }
        return Arrays.asList(expected);
    }

    /// log10 of a sum, given that of its parts.
    private static double sum(double a, double b) {
        double most = Math.max(a, b);
        return Double.isInfinite(most)
                ? most
                : most + Math.log10(Math.pow(10, a - most) + Math.pow(10, b - most));
    }

    private static List<String> limits(List<Stage> stages, List<Expected> expected) {
        var limits = new LinkedHashSet<String>();
        for (int l = 0; l < stages.size(); l++) {
            Expected layer = expected.get(l);
            Rise rise = stages.get(l).rise();
            String limit = rise.limit();
            boolean output = l == stages.size() - 1;
            // No gradient comes through the output's own nonlinearity: δ is 1 in it.
            boolean needless = output && limit != null
                    && (limit.endsWith(Rise.OF_ROWS) || limit.equals(Rise.OF_SLOPES));
            if (limit != null && !needless)
                limits.add(layer.number() + ": " + limit);
            if ((!output && rise.slopeSpread() > 1) || (l > 0 && rise.throughSpread() > 1))
                limits.add(layer.number()
                        + ": networks drawn alike differ more or less than theory says");
            boolean told = Double.isNaN(rise.places() * rise.in().meanSquare() * layer.delta())
                    || !Double.isNaN(layer.weightGradient());
            if (!told)
                limits.add(layer.number() + ": no theory here of the gradients of its weights");
        }
        return List.copyOf(limits);
    }
}
