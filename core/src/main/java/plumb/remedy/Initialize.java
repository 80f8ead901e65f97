package plumb.remedy;

import java.util.Optional;
import java.util.stream.Collectors;
import plumb.nn.Blueprint;
import plumb.nn.Dense;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.text.Grammar;
import plumb.train.Plan;

/// Other initial weights in all layers, and biases that begin at 0.
public record Initialize(Init init) implements Remedy {
    @Override
    public Plan apply(Plan plan) {
        return plan.network(
                new Blueprint(plan.network().layers().stream().<Layer>map(layer -> switch (layer) {
                    case Dense d -> new Dense(d.units(), d.activation(), init,
                            d.bias().map(b -> new Init.Zeros()));
                }).toList()));
    }

    @Override
    public String change(Plan plan) {
        boolean bias = plan.network().layers().stream().anyMatch(layer -> switch (layer) {
            case Dense d -> d.bias().isPresent() && !d.bias().equals(Optional.of(new Init.Zeros()));
        });
        String weights = plan.network().layers().stream().map(layer -> switch (layer) {
            case Dense d -> d.init();
        }).filter(i -> !i.equals(init)).distinct().map(Init::toString)
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
