package plumb.remedy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import plumb.nn.Blueprint;
import plumb.nn.Layer;
import plumb.nn.Residual;
import plumb.train.Plan;

/// The layers in front of the output layer, as remedies see them.
final class HiddenLayers {
    private HiddenLayers() {}

    /// The plan with every hidden layer changed.
    static Plan map(Plan plan, UnaryOperator<Layer> change) {
        var layers = new ArrayList<>(plan.network().layers());
        for (int l = 0; l < layers.size() - 1; l++) {
            layers.set(l, layers.get(l) instanceof Residual block
                    ? block.map(change)
                    : change.apply(layers.get(l)));
        }
        return plan.network(new Blueprint(layers));
    }

    /// `layers 1 to 8`, or `layer 1`.
    static String words(Plan plan) {
        int hidden = plan.network().layers().size() - 1;
        return hidden == 1 ? "layer 1" : "layers 1 to " + hidden;
    }

    /// How many hidden layers have weights, those in blocks too.
    static long depth(Plan plan) {
        return of(plan).filter(layer -> !layer.inits().isEmpty()).count();
    }

    /// The hidden layers, also those in blocks.
    static Stream<Layer> of(Plan plan) {
        List<Layer> layers = plan.network().flat();
        return layers.stream().limit(layers.size() - 1L);
    }
}
