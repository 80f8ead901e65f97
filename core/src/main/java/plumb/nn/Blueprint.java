package plumb.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import plumb.text.Grammar;
import plumb.text.InputError;

/// The layers of a network, in order, before it knows how many inputs it will have.
///
/// Its text lists the layers with `;` between them, `dense(64, relu) x 8; dense(10, softmax)`.
public record Blueprint(List<Layer> layers) {
    public Blueprint {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) throw new InputError("a network needs at least one layer");
    }

    /// Parses layers with `;` between them.
    public static Blueprint of(String text) {
        return of(Arrays.stream(text.split(";")).map(String::strip).filter(s -> !s.isEmpty())
                .toList());
    }

    /// Parses a list of layers, each with an optional ` x N`.
    public static Blueprint of(List<String> entries) {
        return new Blueprint(entries.stream()
                .flatMap(e -> Grammar.parseRepeated(Layer.class, e).stream()).toList());
    }

    public Layer output() {
        return layers.getLast();
    }

    /// This blueprint with the layer at `index`, counted from 0, replaced.
    public Blueprint with(int index, Layer layer) {
        var changed = new ArrayList<>(layers);
        changed.set(index, layer);
        return new Blueprint(changed);
    }

    /// The number of values in front of each layer and behind the last.
    public int[] widths(int inputs) {
        var widths = new int[layers.size() + 1];
        widths[0] = inputs;
        for (int l = 0; l < layers.size(); l++) widths[l + 1] = layers.get(l).outputs(widths[l]);
        return widths;
    }

    /// The number of parameters on rows of `inputs` values, or the largest long if it is less.
    public long parameterCount(int inputs) {
        int[] widths = widths(inputs);
        double count = 0;
        for (int l = 0; l < layers.size(); l++) {
            for (Layer.Shape shape : layers.get(l).parameters(widths[l]))
                count += (double) shape.rows() * shape.columns();
        }
        return (long) count;
    }

    /// The layers as list entries; equal layers in a row are written once, with ` x N`.
    public List<String> entries() {
        var entries = new ArrayList<String>();
        for (int i = 0, next; i < layers.size(); i = next) {
            next = i + 1;
            while (next < layers.size() && layers.get(next).equals(layers.get(i))) next++;
            entries.add(layers.get(i) + (next - i > 1 ? " x " + (next - i) : ""));
        }
        return entries;
    }

    @Override
    public String toString() {
        return String.join("; ", entries());
    }
}
