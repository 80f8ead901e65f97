package plumb.nn;

import java.util.List;
import plumb.math.Rng;
import plumb.math.Tensor;
import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.Require;

/// The rectifier with a trained slope for negative inputs, `y = max(0, x) + a·min(0, x)`, one a for
/// each unit or channel, `slopes` `[channels]`.
///
/// Slopes begin at `slope`. The source is He et al. (2015), whose weights keep the size of the signal
/// with the variance 2/((1 + a²)·inputs): `he-normal` has 6 % more at a = 0.25.
public record Prelu(@Default("0.25") double slope) implements Layer {
    public Prelu {
        Require.finite(slope, "the slope");
    }

    @Override
    public Shape outputs(Shape inputs) {
        return inputs;
    }

    @Override
    public List<Parameter> parameters(Shape inputs) {
        return List.of(new Parameter("slopes", 1, inputs.channels()));
    }

    @Override
    public void initialize(List<Tensor> parameters, Shape inputs, Rng rng) {
        parameters.getFirst().fill((float) slope);
    }

    @Override
    public Layer withActivation(Activation other) {
        return new ActivationLayer(other);
    }

    @Override
    public void forward(Frame f) {
        f.tally().preactivation(f.x());
        Tensor slopes = f.parameters().getFirst();
        float[] a = slopes.data();
        float[] x = f.x().data();
        float[] y = f.y().data();
        int channels = slopes.columns();
        int n = f.y().size();
        for (int row = 0; row < n; row += channels) {
            for (int c = 0; c < channels; c++) {
                float v = x[row + c];
                y[row + c] = Math.max(0, v) + a[slopes.offset() + c] * Math.min(0, v);
            }
        }
        f.tally().output(f.y());
    }

    @Override
    public void backward(Frame f) {
        f.tally().outputGradient(f.dy());
        Tensor slopes = f.parameters().getFirst();
        Tensor gradient = f.gradients().getFirst();
        gradient.fill(0);
        float[] a = slopes.data();
        float[] da = gradient.data();
        float[] x = f.x().data();
        float[] dy = f.dy().data();
        float[] dz = f.dz().data();
        int channels = slopes.columns();
        int n = f.dy().size();
        for (int row = 0; row < n; row += channels) {
            for (int c = 0; c < channels; c++) {
                float v = x[row + c];
                float positive = Math.max(0, Math.signum(v));
                dz[row + c] = positive + (1 - positive) * a[slopes.offset() + c];
                da[gradient.offset() + c] += dy[row + c] * Math.min(0, v);
            }
        }
        f.tally().slope(f.dz(), 0);
        for (int i = 0; i < n; i++) dz[i] *= dy[i];
        f.tally().delta(f.dz());
        if (f.dx() != null) System.arraycopy(dz, 0, f.dx().data(), 0, n);
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}
