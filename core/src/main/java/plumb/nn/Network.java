package plumb.nn;

import java.util.ArrayList;
import java.util.List;
import plumb.math.Rng;
import plumb.math.Tensor;

/// A blueprint on a fixed number of inputs, with its parameters in one flat buffer.
public final class Network {
    /// The most parameters one network can hold: they share one array.
    public static final long LARGEST = Integer.MAX_VALUE - 8;

    /// Where one parameter matrix lies in the flat buffer; `layer` counts from 0, `index` within it.
    public record Slot(int layer, int index, String name, int offset, int rows, int columns) {
        public int size() {
            return rows * columns;
        }

        Tensor in(float[] buffer) {
            return Tensor.of(buffer, offset, rows, columns);
        }
    }

    private final Blueprint blueprint;
    private final int[] widths;
    private final List<Slot> slots;
    private final int[] firstSlot;
    private final float[] parameters;

    /// A network with all parameters 0.
    public Network(Blueprint blueprint, int inputs) {
        this.blueprint = blueprint;
        this.widths = blueprint.widths(inputs);
        this.slots = new ArrayList<>();
        this.firstSlot = new int[widths.length];
        int offset = 0;
        for (int l = 0; l < blueprint.layers().size(); l++) {
            for (Layer.Shape shape : blueprint.layers().get(l).parameters(widths[l])) {
                slots.add(new Slot(l, slots.size() - firstSlot[l], shape.name(), offset,
                        shape.rows(), shape.columns()));
                offset = Math.addExact(offset, Math.multiplyExact(shape.rows(), shape.columns()));
            }
            firstSlot[l + 1] = slots.size();
        }
        this.parameters = new float[offset];
    }

    /// Draws all parameters; equal seeds give equal networks.
    public Network initialize(long seed) {
        for (int l = 0; l < blueprint.layers().size(); l++) {
            blueprint.layers().get(l).initialize(views(l, parameters), widths[l],
                    new Rng(seed, Rng.Stream.INIT, l));
        }
        return this;
    }

    public Blueprint blueprint() {
        return blueprint;
    }

    public int inputs() {
        return widths[0];
    }

    public int outputs() {
        return widths[widths.length - 1];
    }

    /// The number of values in front of each layer and behind the last.
    int[] widths() {
        return widths;
    }

    public List<Slot> slots() {
        return List.copyOf(slots);
    }

    /// All parameters; changes to the array change the network.
    public float[] parameters() {
        return parameters;
    }

    /// Where the parameters of a layer, counted from 0, begin in the flat buffer.
    public int layerStart(int layer) {
        int first = firstSlot[layer];
        return first == slots.size() ? parameters.length : slots.get(first).offset();
    }

    /// The parameter matrices of a layer as views of a buffer laid out like [#parameters].
    List<Tensor> views(int layer, float[] buffer) {
        return slots.subList(firstSlot[layer], firstSlot[layer + 1]).stream()
                .map(slot -> slot.in(buffer)).toList();
    }
}
