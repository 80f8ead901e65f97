package plumb.remedy;

import java.util.stream.Stream;
import plumb.nn.Activation;
import plumb.nn.Layer;
import plumb.nn.Prelu;
import plumb.nn.Rectifier;
import plumb.nn.Squashing;
import plumb.text.Grammar;
import plumb.train.Plan;

/// Another activation in all hidden layers.
public record SwapActivation(Activation activation) implements Remedy {
    @Override
    public Plan apply(Plan plan) {
        return HiddenLayers.map(plan, layer -> layer.withActivation(activation));
    }

    @Override
    public String change(Plan plan) {
        return "activation of " + HiddenLayers.words(plan) + ": "
                + HiddenLayers.distinct(plan, SwapActivation::own) + " → " + activation;
    }

    /// The activation of a layer that could have another.
    private static Stream<String> own(Layer layer) {
        boolean swaps = Stream.of(new Rectifier.Relu(), new Squashing.Tanh())
                .anyMatch(other -> !layer.withActivation(other).equals(layer));
        if (!swaps) return Stream.empty();
        return Stream.of(layer instanceof Prelu ? layer.toString() : layer.activation().toString());
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
