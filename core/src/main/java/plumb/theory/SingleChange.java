package plumb.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import plumb.nn.Activation;
import plumb.nn.Blueprint;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.nn.Rectifier;
import plumb.nn.Residual;
import plumb.nn.Shape;
import plumb.nn.Squashing;
import plumb.theory.Forecast.Change;

/// The change of all hidden layers or all blocks, in one property, that lets the gradient pass best by theory.
final class SingleChange {
    private static final List<Activation> ACTIVATIONS = List.of(new Rectifier.Relu(),
            new Rectifier.LeakyRelu(0.01), new Rectifier.Elu(1), new Rectifier.Selu(),
            new Rectifier.Gelu(), new Rectifier.Silu(), new Squashing.Tanh());
    private static final List<Init> INITS = List.of(new Init.HeNormal(), new Init.GlorotUniform(),
            new Init.LecunNormal(), new Init.Orthogonal(1));
    /// A change that brings less than this is none, and one that brings so much more is better.
    private static final double WORTH = 0.5;
    /// Where more of the units would be saturated, a gain is no help.
    private static final double SATURATED = 0.5;

    private SingleChange() {}

    private static final String LAYERS = "all hidden layers";
    private static final String BLOCKS = "all blocks";

    private record Candidate(String text, String where, Blueprint network) {}

    static Optional<Change> best(Blueprint network, Shape inputs, Signal data, int batch,
            double decades) {
        List<Change> changes = candidates(network).stream()
                .map(c -> new Change(c.text, c.where, Forecast.decades(
                        SignalPropagation.ofGradients(c.network, inputs, data, batch))))
                .filter(change -> Double.isFinite(change.decades())).toList();
        double least = changes.stream().mapToDouble(c -> Math.abs(c.decades())).min().orElse(0);
        return changes.stream()
                .filter(c -> Math.abs(c.decades()) < Math.abs(decades) - WORTH)
                .filter(c -> Math.abs(c.decades()) < least + WORTH).findFirst();
    }

    private static List<Candidate> candidates(Blueprint network) {
        var candidates = new ArrayList<Candidate>();
        blocks(network).ifPresent(candidates::add);
        for (Activation other : ACTIVATIONS) {
            candidates.add(new Candidate("activation " + other, LAYERS, hidden(network,
                    l -> l.activation() instanceof Activation.Linear
                            ? l
                            : l.withActivation(other))));
        }
        for (Init other : INITS) candidates.add(drawn(network, other));
        gain(network).ifPresent(init -> candidates.add(drawn(network, init)));
        return candidates.stream().filter(c -> !c.network.equals(network)).toList();
    }

    private static Candidate drawn(Blueprint network, Init init) {
        return new Candidate("weights " + init, LAYERS,
                hidden(network, l -> l.inits().isEmpty() ? l : l.withInit(init)));
    }

    /// Blocks with the gain 1/√L: their growth is that of a single one (Yang & Schoenholz, 2017).
    private static Optional<Candidate> blocks(Blueprint network) {
        long blocks = network.layers().stream().filter(Residual.class::isInstance).count();
        if (blocks == 0) return Optional.empty();
        double gain = thousandths(1 / Math.sqrt((double) blocks));
        var changed = new Blueprint(network.layers().stream().<Layer>map(
                l -> l instanceof Residual block ? new Residual(block.branch(), gain) : l)
                .toList());
        return Optional.of(new Candidate("gain=" + gain, BLOCKS, changed));
    }

    private static double thousandths(double value) {
        return Math.round(1000 * value) / 1000.0;
    }

    /// The network with all layers but the output changed.
    private static Blueprint hidden(Blueprint network, UnaryOperator<Layer> change) {
        return network.map(change).with(network.layers().size() - 1, network.output());
    }

    /// Orthogonal weights with the gain that keeps the gradients of the first hidden nonlinearity.
    private static Optional<Init> gain(Blueprint network) {
        return network.layers().stream().map(Layer::activation)
                .filter(a -> !(a instanceof Activation.Linear))
                .findFirst().filter(Activation.Elementwise.class::isInstance)
                .map(Activation.Elementwise.class::cast)
                .flatMap(phi -> MeanField.critical(phi, 0).stream()
                        .filter(c -> c.point().stable() && Baseline.saturated(phi,
                                Signal.of(c.point().variance())) < SATURATED)
                        .findFirst())
                .map(c -> new Init.Orthogonal(thousandths(Math.sqrt(c.weightVariance()))));
    }
}
