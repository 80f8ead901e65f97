package plumb.app.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import plumb.nn.Activation;
import plumb.nn.Blueprint;
import plumb.nn.Dense;
import plumb.nn.Layer;

/// A hidden layer as the page shows it: the layers of the network, as they run, from one dense layer
/// to the next.
///
/// @param number from 1; that behind the last hidden layer is the output
/// @param first the dense layer
/// @param last where its values leave it
/// @param nonlinear where the nonlinearity is
record Slot(int number, int first, int last, int nonlinear, Layer shown) {
    /// The slots of a network, the output last.
    static List<Slot> of(Blueprint network) {
        List<Layer> layers = network.flat();
        var slots = new ArrayList<Slot>();
        for (int first = 0, next; first < layers.size(); first = next) {
            next = first + 1;
            int nonlinear = first;
            while (next < layers.size() && !(layers.get(next) instanceof Dense)) {
                if (!(layers.get(next).activation() instanceof Activation.Linear)) nonlinear = next;
                next++;
            }
            slots.add(new Slot(slots.size() + 1, first, next - 1, nonlinear,
                    layers.get(nonlinear)));
        }
        return slots;
    }

    boolean has(int layer) {
        return layer >= first && layer <= last;
    }

    Activation activation() {
        return shown.activation();
    }

    /// `layer 3`.
    static String name(int number, int slots) {
        return number == slots ? "the output" : String.format(Locale.ROOT, "layer %d", number);
    }
}
