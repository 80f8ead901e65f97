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
public record Dense(
        int units,
        @Default(value = "linear", shown = true) Activation activation,
        @Default(value = "glorot-uniform", shown = true) Init init,
        @Default("zeros") Optional<Init> bias) implements Layer {

    public Dense {
        Require.atLeastOne(units, "units");
    }

    @Override
    public int outputs(int inputs) {
        return units;
    }

    @Override
    public List<Shape> parameters(int inputs) {
        var weights = new Shape("weights", inputs, units);
        return bias.isPresent() ? List.of(weights, new Shape("bias", 1, units)) : List.of(weights);
    }

    @Override
    public void initialize(List<Tensor> parameters, int inputs, Rng rng) {
        var fans = new Init.Fans(inputs, units);
        init.draw(parameters.getFirst(), fans, rng);
        bias.ifPresent(b -> b.draw(parameters.getLast(), fans, rng));
    }

    @Override
    public void forward(Frame f) {
        Tensor b = bias.isPresent() ? f.parameters().get(1) : null;
        Kernels.best().multiply(f.x(), f.parameters().get(0), b, f.z());
        f.tally().preactivation(f.z());
        activation.forward(f.z().data(), f.y().data(), 0, f.z().size(), units);
        f.tally().output(f.y());
    }

    @Override
    public void backward(Frame f) {
        if (!f.deltaGiven()) throughActivation(f);
        f.tally().delta(f.dz());
        if (f.share() != null) {
            f.share().inputs(f.x());
            f.share().delta(f.dz());
        }
        if (f.dx() != null) {
            Kernels.best().multiply(f.dz(), f.parameters().get(0).transposed(), f.dx());
        }
    }

    @Override
    public void gradient(int index, Gradients.Task t) {
        if (index == 0) t.kernels().multiply(t.x().transposed(), t.dz(), t.into());
        else t.kernels().sumRows(t.dz(), t.rows(), t.into());
    }

    private void throughActivation(Frame f) {
        float[] y = f.y().data();
        float[] dy = f.dy().data();
        float[] dz = f.dz().data();
        int n = f.dz().size();
        f.tally().outputGradient(f.dy());
        switch (activation) {
            case Activation.Elementwise elementwise -> {
                elementwise.slope(f.z().data(), y, dz, 0, n);
                f.tally().slope(f.dz(), elementwise);
                for (int i = 0; i < n; i++) dz[i] *= dy[i];
            }
            case Activation.Softmax softmax -> softmax.backward(y, dy, dz, 0, n, units);
        }
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}
