package plumb.nn;

import java.util.List;
import java.util.Optional;
import plumb.math.Rng;
import plumb.math.Tensor;
import plumb.text.Grammar;

/// One layer of a network: an immutable value that is both its configuration and its arithmetic.
public sealed interface Layer permits Layer.OverRows, Layer.OverBatch, Layer.View, ActivationLayer,
        Prelu, LayerNorm, Dropout, Residual, Conv2d, MaxPool, AveragePool, GlobalAveragePool,
        Recurrent,
        Last, Embedding {
    /// The shape behind this layer, given the one before it.
    ///
    /// @throws plumb.text.InputError if the layer cannot take it
    Shape outputs(Shape inputs);

    /// The parameters this layer has on rows of this shape, in the order of their storage.
    default List<Parameter> parameters(Shape inputs) {
        return List.of();
    }

    /// Draws the parameters listed by [#parameters] for rows of this shape.
    default void initialize(List<Tensor> parameters, Shape inputs, Rng rng) {}

    /// What this layer keeps beside its parameters and learns without gradients.
    default List<Parameter> statistics(Shape inputs) {
        return List.of();
    }

    /// Sets the statistics to what they are before training.
    default void reset(List<Tensor> statistics) {}

    /// By how many columns this layer sees its inputs as a matrix.
    default int columns(Shape inputs) {
        return inputs.channels();
    }

    /// How many values of a row the way forward leaves for the way back, beside inputs and outputs.
    default int kept(Shape inputs) {
        return 0;
    }

    /// How many values of working memory this layer needs for so many rows. All layers of a pass use the
    /// same, one after another.
    default long scratch(Shape inputs, int rows) {
        return 0;
    }

    /// Computes `y` from `x`, and `z` if there is one.
    void forward(Frame frame);

    /// Computes from `dy` the gradients of the parameters over these rows and, unless it is absent, `dx`.
    void backward(Frame frame);

    /// Whether this layer brings its values to a common scale.
    default boolean normalizes() {
        return false;
    }

    /// The nonlinearity at the end of this layer, linear if it has none.
    default Activation activation() {
        return new Activation.Linear();
    }

    /// Whether `y = φ(z)` is the last thing it does, with `z` in the frame and its gradient in `dz`: then a
    /// loss can be taken of `z`.
    default boolean endsWithActivation() {
        return true;
    }

    /// The same layer with another nonlinearity, if it has one.
    default Layer withActivation(Activation activation) {
        return this;
    }

    /// The factor λ of the penalty λ·Σw² on the weights, the first of [#parameters]. The gradient has its
    /// part, 2λw; losses are printed without it.
    default double l2() {
        return 0;
    }

    /// The rules by which the weights are drawn.
    default List<Init> inits() {
        return List.of();
    }

    /// The rule by which the biases are drawn, if there are any and they are drawn by one.
    default Optional<Init> bias() {
        return Optional.empty();
    }

    /// The same layer with other initial weights, and biases that begin at 0, if it has any. Weights from
    /// step to step begin with a rule that keeps the length of a state.
    default Layer withInit(Init init) {
        return this;
    }

    /// Parses a layer such as `dense(64, relu, he-normal)`.
    static Layer of(String text) {
        return Grammar.parse(Layer.class, text);
    }

    /// The name and size of one parameter matrix.
    record Parameter(String name, int rows, int columns) {}

    /// A layer whose gradients are products over the rows of a batch, of inputs and `dz`.
    ///
    /// [#backward] leaves both in the frame's share instead of the gradients, and when all workers have
    /// done so any of them can compute a slice.
    sealed interface OverRows extends Layer permits Dense {
        /// Computes a slice of the gradient of the parameters with this index among [#parameters].
        void gradient(int index, Gradients.Task task);
    }

    /// A layer whose values of one row depend on the whole batch.
    ///
    /// The engine calls [#measure] when the inputs of all rows are there, before [#forward], and
    /// [#measureBack] when all `dy` are, before [#backward]: with the frames of all workers in the order
    /// of their rows, and channels that no other worker has.
    sealed interface OverBatch extends Layer permits BatchNorm {
        /// How many numbers a batch has in common, in the frames' `batch`.
        int batchValues(Shape inputs);

        void measure(Frame[] frames, int fromChannel, int toChannel);

        void measureBack(Frame[] frames, int fromChannel, int toChannel);
    }

    /// A layer that only sees its values in another shape: they stay where they are.
    sealed interface View extends Layer permits Flatten, Reshape {
        @Override
        default void forward(Frame frame) {}

        @Override
        default void backward(Frame frame) {}
    }
}
