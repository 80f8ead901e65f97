package plumb.nn;

import java.util.List;
import plumb.math.Rng;
import plumb.math.Tensor;
import plumb.text.Grammar;

/// One layer of a network: an immutable value that is both its configuration and its arithmetic.
public sealed interface Layer permits Dense {
    /// The number of values a row has behind this layer, given how many it has before it.
    ///
    /// @throws plumb.text.InputError if the layer cannot take that many
    int outputs(int inputs);

    /// The parameters this layer has on rows of `inputs` values, in the order of their storage.
    List<Shape> parameters(int inputs);

    /// Draws the parameters listed by [#parameters] for rows of `inputs` values.
    void initialize(List<Tensor> parameters, int inputs, Rng rng);

    /// Computes `z` and `y` from `x`.
    void forward(Frame frame);

    /// Computes `dz` and, unless it is absent, `dx` from `dy`, and leaves `x` and `dz` for the
    /// gradients.
    void backward(Frame frame);

    /// Computes a slice of the gradient of the parameters with this index among [#parameters].
    void gradient(int index, Gradients.Task task);

    /// The nonlinearity at the end of this layer.
    Activation activation();

    /// Parses a layer such as `dense(64, relu, he-normal)`.
    static Layer of(String text) {
        return Grammar.parse(Layer.class, text);
    }

    /// The name and size of one parameter matrix.
    record Shape(String name, int rows, int columns) {}
}
