package plumb.remedy;

import plumb.nn.Activation;
import plumb.nn.Dense;
import plumb.text.Grammar;
import plumb.train.Plan;

/// Another activation in all hidden layers.
public record SwapActivation(Activation activation) implements Remedy {
    @Override
    public Plan apply(Plan plan) {
        return HiddenLayers.map(plan, d -> new Dense(d.units(), activation, d.init(), d.bias()));
    }

    @Override
    public String change(Plan plan) {
        return "activation of " + HiddenLayers.words(plan) + ": "
                + HiddenLayers.distinct(plan, d -> d.activation().toString()) + " → " + activation;
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
