package plumb.remedy;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import plumb.nn.Init;
import plumb.nn.Recurrent;
import plumb.text.Grammar;
import plumb.train.Plan;

/// Other initial weights in all layers, biases that begin at 0, and weights from step to step that keep
/// the length of a state.
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
        String recurrent = plan.network().flat().stream()
                .filter(layer -> layer instanceof Recurrent r
                        && !Recurrent.keeping(r.recurrent()).equals(r.recurrent()))
                .map(layer -> ((Recurrent) layer).recurrent().toString()).distinct()
                .collect(Collectors.joining(", "));
        return Stream.of(weights.isEmpty() ? "" : "initial weights: " + weights + " → " + init,
                recurrent.isEmpty()
                        ? ""
                        : "weights from step to step: " + recurrent + " → orthogonal",
                bias ? "biases → zeros" : "").filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
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
