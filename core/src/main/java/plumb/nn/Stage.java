package plumb.nn;

import java.util.ArrayList;
import java.util.List;

/// One layer of a network as it runs, on inputs of a fixed shape.
///
/// @param block for the sum at the end of a block, the place of the first layer of its branch; else −1
record Stage(Layer layer, Shape inputs, Shape outputs, int block) {
    /// The layers of a blueprint in the order of [Blueprint#flat].
    ///
    /// @throws plumb.text.InputError if a layer cannot take the shape in front of it
    static List<Stage> of(Blueprint blueprint, Shape inputs) {
        var stages = new ArrayList<Stage>();
        Shape shape = inputs;
        for (Layer layer : blueprint.layers()) shape = add(layer, shape, stages);
        return stages;
    }

    private static Shape add(Layer layer, Shape before, List<Stage> stages) {
        int first = stages.size();
        Shape after = layer.outputs(before);
        if (layer instanceof Residual block) {
            Shape shape = before;
            for (Layer inner : block.branch()) shape = add(inner, shape, stages);
            stages.add(new Stage(layer, shape, after, first));
        } else {
            stages.add(new Stage(layer, before, after, -1));
        }
        return after;
    }
}
