package plumb.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.nn.Activation;
import plumb.nn.Blueprint;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.nn.Rectifier;
import plumb.nn.Shape;
import plumb.nn.Squashing;
import plumb.theory.Forecast.Change;

/// The change of all hidden layers, in one property, that lets the gradient pass best by theory.
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

    static Optional<Change> best(Blueprint network, Shape inputs, Signal data, double decades) {
        var changes = new ArrayList<Change>();
        for (Activation other : ACTIVATIONS) {
            add("activation " + other,
                    changed(network, l -> l.activation() instanceof Activation.Linear
                            ? l
                            : l.withActivation(other)),
                    network, inputs, data, changes);
        }
        for (Init other : INITS) {
            add("weights " + other, changed(network, l -> l.inits().isEmpty()
                    ? l
                    : l.withInit(other)), network, inputs, data, changes);
        }
        gain(network).ifPresent(init -> add("weights " + init, changed(network,
                l -> l.inits().isEmpty() ? l : l.withInit(init)), network, inputs, data, changes));
        double least = changes.stream().mapToDouble(c -> Math.abs(c.decades())).min().orElse(0);
        return changes.stream()
                .filter(c -> Math.abs(c.decades()) < Math.abs(decades) - WORTH)
                .filter(c -> Math.abs(c.decades()) < least + WORTH).findFirst();
    }

    /// Orthogonal weights with the gain that keeps the gradients of the first hidden nonlinearity.
    private static Optional<Init> gain(Blueprint network) {
        return network.layers().stream().map(Layer::activation)
                .filter(a -> !(a instanceof Activation.Linear))
                .findFirst().filter(Activation.Elementwise.class::isInstance)
                .map(Activation.Elementwise.class::cast)
                .flatMap(phi -> MeanField.critical(phi, 0).stream()
                        .filter(c -> c.point().stable() && Baseline.saturated(phi,
                                c.point().variance()) < SATURATED)
                        .findFirst())
                .map(c -> new Init.Orthogonal(
                        Math.round(1000 * Math.sqrt(c.weightVariance())) / 1000.0));
    }

    private interface LayerChange {
        Layer of(Layer layer);
    }

    private static Blueprint changed(Blueprint network, LayerChange change) {
        Layer output = network.output();
        return network.map(l -> l.equals(output) ? l : change.of(l));
    }

    private static void add(String text, Blueprint changed, Blueprint network, Shape inputs,
            Signal data, List<Change> into) {
        if (changed.equals(network)) return;
        double decades = Forecast.decades(SignalPropagation.ofGradients(changed, inputs, data));
        if (Double.isFinite(decades)) into.add(new Change(text, decades));
    }
}
