package plumb.nn;

import java.util.List;
import java.util.Optional;
import plumb.math.Kernels;
import plumb.math.Rng;
import plumb.math.Tensor;
import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.Require;

/// A fully connected layer, `y = φ(x·w + b)` with `w` `[inputs][units]` and `b` `[units]`.
///
/// It takes all values of an image, and behind a recurrent layer each step by itself.
public record Dense(
        int units,
        @Default(value = "linear", shown = true) Activation activation,
        @Default(value = "glorot-uniform", shown = true) Init init,
        @Default("zeros") Optional<Init> bias,
        @Default("0") double l2) implements Layer.OverRows {

    public Dense {
        Require.atLeastOne(units, "units");
        Require.notNegative(l2, "l2");
        Init.requireForBias(bias);
    }

    @Override
    public Shape outputs(Shape inputs) {
        return inputs.stepwise()
                ? new Shape(List.of(inputs.positions(), units), true)
                : Shape.of(units);
    }

    @Override
    public int columns(Shape inputs) {
        return inputs.stepwise() ? inputs.channels() : inputs.size();
    }

    @Override
    public List<Parameter> parameters(Shape inputs) {
        var weights = new Parameter("weights", columns(inputs), units);
        return bias.isPresent()
                ? List.of(weights, new Parameter("bias", 1, units))
                : List.of(weights);
    }

    @Override
    public void initialize(List<Tensor> parameters, Shape inputs, Rng rng) {
        var fans = new Init.Fans(columns(inputs), units);
        Init.draw(init, bias, parameters, fans, rng);
    }

    @Override
    public void forward(Frame f) {
        Tensor b = bias.isPresent() ? f.parameters().get(1) : null;
        Kernels.best().multiply(f.x(), f.parameters().get(0), b, f.z());
        f.activate(activation);
    }

    @Override
    public void backward(Frame f) {
        if (f.share() != null) f.share().inputs(f.x());
        f.backThrough(activation);
        if (f.dx() != null) {
            Kernels.best().multiply(f.dz(), f.parameters().get(0).transposed(), f.dx());
        }
    }

    @Override
    public void gradient(int index, Gradients.Task t) {
        if (index == 0) t.kernels().multiply(t.x().transposed(), t.dz(), t.into());
        else t.kernels().sumRows(t.dz(), t.rows(), t.into());
    }

    @Override
    public Dense withActivation(Activation other) {
        return new Dense(units, other, init, bias, l2);
    }

    @Override
    public List<Init> inits() {
        return List.of(init);
    }

    @Override
    public Dense withInit(Init other) {
        return new Dense(units, activation, other, bias.map(_ -> new Init.Zeros()), l2);
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}
