package plumb.remedy;

import java.util.ArrayList;
import java.util.List;
import plumb.nn.Blueprint;
import plumb.nn.Dense;
import plumb.nn.Layer;
import plumb.nn.Residual;
import plumb.text.Grammar;
import plumb.train.Plan;

/// A connection past each hidden dense layer that has as many units as the dense layer in front of it,
/// `y = x + gain·layer(x)` with a trained gain that begins at 0 (SkipInit, De & Smith, 2020).
///
/// The network begins as if these layers were not there: signal and gradient pass them unchanged. That
/// is not the function of the unrepaired network. The weights of a layer get a gradient once its gain
/// has left 0, so from the second step on.
public record AddSkips() implements Remedy {
    @Override
    public Plan apply(Plan plan) {
        List<Layer> layers = plan.network().layers();
        var changed = new ArrayList<>(layers);
        for (int l = 1; l < layers.size() - 1; l++) {
            if (skippable(layers, l)) changed.set(l, new Residual(List.of(layers.get(l)), 0));
        }
        return plan.network(new Blueprint(changed));
    }

    /// How many layers of a plan a connection would pass.
    static int blocks(Plan plan) {
        List<Layer> layers = plan.network().layers();
        int blocks = 0;
        for (int l = 1; l < layers.size() - 1; l++) if (skippable(layers, l)) blocks++;
        return blocks;
    }

    private static boolean skippable(List<Layer> layers, int l) {
        return layers.get(l) instanceof Dense layer && layers.get(l - 1) instanceof Dense front
                && layer.units() == front.units();
    }

    @Override
    public String change(Plan plan) {
        return "skip connections past " + blocks(plan) + " of " + HiddenLayers.words(plan)
                + ", with a gain that begins at 0";
    }

    /// Another wiring, with parameters of its own.
    @Override
    public int size() {
        return 3;
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}
