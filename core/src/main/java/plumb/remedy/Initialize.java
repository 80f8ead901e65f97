package plumb.remedy;

import java.util.stream.Collectors;
import plumb.nn.Init;
import plumb.text.Grammar;
import plumb.train.Plan;

/// Other initial weights in all layers, and biases that begin at 0.
public record Initialize(Init init) implements Remedy {
    @Override
    public Plan apply(Plan plan) {
        return plan.network(
                plan.network().map(layer -> layer.withInit(init)));
    }

    @Override
    public String change(Plan plan) {
        boolean bias = plan.network().flat().stream().flatMap(layer -> layer.bias().stream())
                .anyMatch(rule -> !rule.equals(new Init.Zeros()));
        String weights = plan.network().flat().stream().flatMap(layer -> layer.inits().stream())
                .filter(i -> !i.equals(init)).distinct().map(Init::toString)
                .collect(Collectors.joining(", "));
        return (weights.isEmpty() ? "" : "initial weights: " + weights + " → " + init)
                + (weights.isEmpty() || !bias ? "" : ", ") + (bias ? "biases → zeros" : "");
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
