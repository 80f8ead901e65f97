package plumb.remedy;

import java.util.stream.Collectors;
import plumb.nn.Activation;
import plumb.nn.Layer;
import plumb.nn.Prelu;
import plumb.text.Grammar;
import plumb.train.Plan;

/// Another activation in all hidden layers that have one, or in all if none has: a linear layer in
/// front of a normalization or of an activation of its own stays linear.
public record SwapActivation(Activation activation) implements Remedy {
    @Override
    public Plan apply(Plan plan) {
        boolean none = HiddenLayers.of(plan).noneMatch(SwapActivation::nonlinear);
        return HiddenLayers.map(plan, layer -> none || nonlinear(layer)
                ? layer.withActivation(activation)
                : layer);
    }

    @Override
    public String change(Plan plan) {
        return "activation of " + HiddenLayers.words(plan) + ": "
                + own(plan) + " → " + activation;
    }

    private static boolean nonlinear(Layer layer) {
        return layer instanceof Prelu || !(layer.activation() instanceof Activation.Linear);
    }

    /// The activations that others take the place of, each once, with commas between.
    private static String own(Plan plan) {
        String own = HiddenLayers.of(plan).filter(SwapActivation::nonlinear)
                .map(l -> l instanceof Prelu ? l.toString() : l.activation().toString())
                .distinct().collect(Collectors.joining(", "));
        return own.isEmpty() ? new Activation.Linear().toString() : own;
    }

    @Override
    public int size() {
        return 2;
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}
