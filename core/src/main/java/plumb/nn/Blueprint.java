package plumb.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import plumb.text.Grammar;
import plumb.text.InputError;

/// The layers of a network, in order, before it knows how many inputs it will have.
///
/// Its text lists the layers with `;` between them, `dense(64, relu) x 8; dense(10, softmax)`.
public record Blueprint(List<Layer> layers) {
    /// The deepest network that can be trained.
    private static final int MOST_LAYERS = 10_000;

    public Blueprint {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) throw new InputError("a network needs at least one layer");
        requireFew(layers, 0);
        requireWordsFirst(layers, "");
    }

    /// Counts layers, those in blocks too, and stops where they are too many.
    private static int requireFew(List<Layer> layers, int before) {
        int count = before;
        for (Layer layer : layers) {
            count = 1 + (layer instanceof Residual block
                    ? requireFew(block.branch(), count)
                    : count);
            if (count > MOST_LAYERS) {
                throw new InputError("a network has at most " + MOST_LAYERS + " layers");
            }
        }
        return count;
    }

    /// Requires words to be looked up before all else: no layer gives whole numbers.
    private static void requireWordsFirst(List<Layer> layers, String prefix) {
        for (int l = 0; l < layers.size(); l++) {
            String number = prefix + (l + 1);
            Layer layer = layers.get(l);
            if (layer instanceof Residual block) requireWordsFirst(block.branch(), number + ".");
            if (layer instanceof Embedding && !number.equals("1")) {
                throw new InputError("layer " + number + ", " + layer
                        + ", must be the first of the network: it takes whole numbers, which only"
                        + " the columns of a row are");
            }
        }
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

    /// The layers one by one as they run: those of a block's branch, then the block itself, which stands
    /// for the sum at its end.
    public List<Layer> flat() {
        var flat = new ArrayList<Layer>();
        for (Layer layer : layers) flatten(layer, flat);
        return flat;
    }

    private static void flatten(Layer layer, List<Layer> into) {
        if (layer instanceof Residual block) block.branch().forEach(l -> flatten(l, into));
        into.add(layer);
    }

    /// The numbers of the layers of [#flat], from 1; those of a block's branch stand behind that of the
    /// block, `3.1`.
    public List<String> numbers() {
        var numbers = new ArrayList<String>();
        number(layers, "", numbers);
        return numbers;
    }

    private static void number(List<Layer> layers, String prefix, List<String> into) {
        for (int l = 0; l < layers.size(); l++) {
            String number = prefix + (l + 1);
            if (layers.get(l) instanceof Residual block) number(block.branch(), number + ".", into);
            into.add(number);
        }
    }

    /// This blueprint with every layer, also those in blocks, replaced.
    public Blueprint map(UnaryOperator<Layer> change) {
        return new Blueprint(layers.stream().map(l -> l instanceof Residual block
                ? block.map(change)
                : change.apply(l)).toList());
    }

    /// The shape behind the last layer.
    ///
    /// @throws InputError if a layer cannot take the shape in front of it
    public Shape outputs(Shape inputs) {
        Shape shape = inputs;
        for (Layer layer : layers) shape = layer.outputs(shape);
        return shape;
    }

    /// The number of outputs of a row, which targets stand on.
    ///
    /// @throws InputError if a layer cannot take the shape in front of it, or if there are outputs at
    ///     several steps or pixels
    public int units(Shape inputs) {
        Shape outputs = outputs(inputs);
        if (outputs.positions() == 1) return outputs.size();
        throw new InputError("the network gives " + outputs
                + " values for each row, expected one list"
                + " of them: last, flatten or global-average-pool in front of the output makes one");
    }

    /// The number of parameters on rows of this shape, or the largest long if it is less.
    public long parameterCount(Shape inputs) {
        return (long) Stage.of(this, inputs).stream()
                .flatMap(stage -> stage.layer().parameters(stage.inputs()).stream())
                .mapToDouble(p -> (double) p.rows() * p.columns()).sum();
    }

    /// The number of multiply-adds of one row on its way forward, but for those without parameters.
    public double multiplyAdds(Shape inputs) {
        return Stage.of(this, inputs).stream()
                .filter(stage -> !(stage.layer() instanceof Embedding))
                .mapToDouble(stage -> stage.layer().parameters(stage.inputs()).stream()
                        .mapToDouble(p -> (double) p.rows() * p.columns()).sum()
                        * stage.outputs().positions())
                .sum();
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
