package plumb.remedy;

import java.util.ArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import plumb.nn.Blueprint;
import plumb.nn.Dense;
import plumb.nn.Layer;
import plumb.train.Plan;

/// The layers in front of the output layer, as remedies see them.
final class HiddenLayers {
    private HiddenLayers() {}

    /// The plan with every hidden layer changed.
    static Plan map(Plan plan, Function<Dense, Layer> change) {
        var layers = new ArrayList<>(plan.network().layers());
        for (int l = 0; l < layers.size() - 1; l++) {
            layers.set(l, switch (layers.get(l)) {
                case Dense d -> change.apply(d);
            });
        }
        return plan.network(new Blueprint(layers));
    }

    /// `layers 1 to 8`, or `layer 1`.
    static String words(Plan plan) {
        int hidden = plan.network().layers().size() - 1;
        return hidden == 1 ? "layer 1" : "layers 1 to " + hidden;
    }

    /// What the hidden layers have, each once, with commas between.
    static String distinct(Plan plan, Function<Dense, String> property) {
        return plan.network().layers().stream()
                .limit(plan.network().layers().size() - 1L)
                .map(layer -> switch (layer) {
                    case Dense d -> property.apply(d);
                }).distinct().collect(Collectors.joining(", "));
    }
}
