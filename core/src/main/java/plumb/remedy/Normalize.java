package plumb.remedy;

import java.util.ArrayList;
import java.util.List;
import plumb.nn.Activation;
import plumb.nn.ActivationLayer;
import plumb.nn.Blueprint;
import plumb.nn.Conv2d;
import plumb.nn.Dense;
import plumb.nn.Layer;
import plumb.nn.Residual;
import plumb.text.Grammar;
import plumb.train.Plan;

/// A normalization between the sums and the activation of each hidden dense layer and convolution that
/// has none behind it (Ioffe & Szegedy, 2015; Ba, Kiros & Hinton, 2016): signals and gradients keep
/// their size at whatever weights.
public record Normalize(Layer normalization) implements Remedy {
    @Override
    public Plan apply(Plan plan) {
        List<Layer> layers = plan.network().layers();
        var changed = new ArrayList<>(normalized(layers.subList(0, layers.size() - 1)));
        changed.add(layers.getLast());
        return plan.network(new Blueprint(changed));
    }

    private List<Layer> normalized(List<Layer> layers) {
        var changed = new ArrayList<Layer>();
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.get(l);
            boolean already = l + 1 < layers.size() && layers.get(l + 1).normalizes();
            boolean sums = layer instanceof Dense || layer instanceof Conv2d;
            if (layer instanceof Residual block) {
                changed.add(new Residual(normalized(block.branch()), block.gain()));
            } else if (!sums || already) {
                changed.add(layer);
            } else {
                changed.add(layer.withActivation(new Activation.Linear()));
                changed.add(normalization);
                if (!(layer.activation() instanceof Activation.Linear))
                    changed.add(new ActivationLayer(layer.activation()));
            }
        }
        return changed;
    }

    @Override
    public String change(Plan plan) {
        return normalization + " in " + HiddenLayers.words(plan);
    }

    /// More layers, with parameters of their own.
    @Override
    public int size() {
        return 3;
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}
