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
        for (int i = 0; i < f.panels().size(); i++) {
            Frame.Panel p = f.panels().get(i);
            f.tally().preactivation(p.z());
            activation.forward(p.z().data(), p.y().data(), p.z().offset(),
                    p.z().offset() + p.z().size(), units);
            f.tally().output(p.y());
        }
    }

    @Override
    public void backward(Frame f) {
        if (f.share() != null) f.share().inputs(f.x());
        for (int i = 0; i < f.panels().size(); i++) {
            Frame.Panel p = f.panels().get(i);
            if (!f.deltaGiven()) throughActivation(f, p);
            f.tally().delta(p.dz());
            if (f.share() != null) f.share().delta(p.dz(), p.first());
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

    private void throughActivation(Frame f, Frame.Panel p) {
        float[] y = p.y().data();
        float[] dy = p.dy().data();
        float[] dz = p.dz().data();
        int from = p.dz().offset();
        int to = from + p.dz().size();
        f.tally().outputGradient(p.dy());
        switch (activation) {
            case Activation.Elementwise elementwise -> {
                elementwise.slope(p.z().data(), y, dz, from, to);
                f.tally().slope(p.dz(), elementwise);
                for (int i = from; i < to; i++) dz[i] *= dy[i];
            }
            case Activation.Softmax softmax -> softmax.backward(y, dy, dz, from, to, units);
        }
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}
