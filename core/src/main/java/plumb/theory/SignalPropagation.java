package plumb.theory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import plumb.nn.Blueprint;
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
    /// What is expected of one layer. Gradients are in units of δ of the output layer.
    ///
    /// @param number as in [Blueprint#numbers]
    /// @param preActivation rms(z); absent, NaN, without a nonlinearity
    /// @param activation rms(y)
    /// @param correlation of the pre-activations, or outputs, of two samples
    /// @param outputGradient rms(∂loss/∂y)
    /// @param delta rms(∂loss/∂z); of ∂loss/∂y without a nonlinearity
    /// @param branchGradient what comes out of a block's branch; in its first layer, else absent
    /// @param weightGradient rms(∂loss/∂w) of a sample; absent without weights
    /// @param spread the standard deviation of log10 rms(δ) over networks drawn anew, one sample
    /// @param time what a recurrent layer does between its steps
    public record Expected(String number, Layer layer, double preActivation, double activation,
            double correlation, double outputGradient, double delta, double branchGradient,
            double weightGradient, double spread, Optional<ThroughTime> time) {}

    /// Follows signal and gradient through a network.
    ///
    /// @param inputs the shape of a row
    /// @param data what rows are like; [Signal#of]`(1)` after standardizing
    /// @throws plumb.text.InputError if a layer cannot take the shape in front of it
    public static SignalPropagation of(Blueprint blueprint, Shape inputs, Signal data) {
        blueprint.outputs(inputs);
        var stages = new ArrayList<Stage>();
        rise(blueprint.layers(), inputs, data, stages);
        List<String> numbers = blueprint.numbers();
        return new SignalPropagation(descend(stages, numbers), limits(stages, numbers));
    }

    /// The same without correlations, which are costly: what two samples have in common is followed
    /// only where a layer normalizes a batch.
    public static SignalPropagation ofGradients(Blueprint blueprint, Shape inputs, Signal data) {
        boolean batches = blueprint.flat().stream().anyMatch(Layer.OverBatch.class::isInstance);
        return of(blueprint, inputs,
                batches ? data : new Signal(data.mean(), data.meanSquare(), Double.NaN));
    }

    /// @param block for the sum at the end of a block, the place of the first layer of its branch; else −1
    private record Stage(Layer layer, Rise rise, int block) {}

    private static Signal rise(List<Layer> layers, Shape inputs, Signal data, List<Stage> into) {
        Shape shape = inputs;
        Signal signal = data;
        Optional<Rise> settled = Optional.empty();
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.get(l);
            Shape outputs = layer.outputs(shape);
            if (layer instanceof Residual block) {
                int first = into.size();
                Signal branch = rise(block.branch(), shape, signal, into);
                signal = signal.plus(block.gain(), branch);
                into.add(new Stage(layer, Rise.sum(signal, block.gain()), first));
            } else {
                Rise rise = settled.isPresent() ? settled.get() : Rise.of(layer, shape, signal);
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

    private static List<Expected> descend(List<Stage> stages, List<String> numbers) {
        var expected = new Expected[stages.size()];
        var skipped = new double[stages.size()];
        var skippedSpread = new double[stages.size()];
        double gradient = Double.NaN;
        double spread = 0;
        for (int l = stages.size() - 1; l >= 0; l--) {
            Rise rise = stages.get(l).rise();
            boolean top = l == stages.size() - 1;
            double delta = top ? 1 : gradient * rise.slope();
            if (!top) spread += rise.slopeSpread();
            double weights = stages.get(l).layer().inits().isEmpty()
                    ? Double.NaN
                    : Math.sqrt(delta * rise.in().meanSquare());
            double through = delta * rise.through();
            int block = stages.get(l).block();
            if (block >= 0) {
                skipped[block] += delta;
                skippedSpread[block] = spread;
            }
            double branch = skipped[l] > 0 ? Math.sqrt(through) : Double.NaN;
            Signal at = rise.z() == null ? rise.out() : rise.z();
            expected[l] = new Expected(numbers.get(l), stages.get(l).layer(),
                    rise.z() == null ? Double.NaN : rise.z().rms(), rise.out().rms(),
                    at.correlation(), Math.sqrt(gradient), Math.sqrt(delta), branch, weights,
                    Math.sqrt(spread) / (2 * Math.log(10)), Optional.ofNullable(rise.time()));
            gradient = through + skipped[l];
            spread += rise.throughSpread();
            if (skipped[l] > 0) {
                // Both ways share what spread above the block; the branch adds its own to its part.
                double part = through / gradient;
                spread = skippedSpread[l] + part * part * (spread - skippedSpread[l]);
            }
        }
        return Arrays.asList(expected);
    }

    private static List<String> limits(List<Stage> stages, List<String> numbers) {
        var limits = new LinkedHashSet<String>();
        for (int l = 0; l < stages.size(); l++) {
            String limit = stages.get(l).rise().limit();
            boolean output = l == stages.size() - 1;
            if (limit != null && !(output && limit.endsWith(Rise.OF_ROWS)))
                limits.add(numbers.get(l) + ": " + limit);
        }
        return List.copyOf(limits);
    }
}
