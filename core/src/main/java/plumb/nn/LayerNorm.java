package plumb.nn;

import java.util.List;
import plumb.math.Rng;
import plumb.math.Tensor;
import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.InputError;

/// Normalization of the channels of each position by themselves, `y = γ·x̂ + β` with
/// `x̂ = (x − μ)/√(σ² + eps)`, μ and σ² over the channels.
///
/// Defaults and formulas are those of Keras; the source is Ba, Kiros and Hinton (2016).
public record LayerNorm(@Default("0.001") double eps) implements Layer {
    public LayerNorm {
        if (!(eps > 0 && Double.isFinite(eps))) {
            throw new InputError("eps must be above 0, got " + Grammar.number(eps));
        }
    }

    @Override
    public boolean normalizes() {
        return true;
    }

    @Override
    public Shape outputs(Shape inputs) {
        return inputs;
    }

    @Override
    public List<Parameter> parameters(Shape inputs) {
        return List.of(new Parameter("gamma", 1, inputs.channels()),
                new Parameter("beta", 1, inputs.channels()));
    }

    @Override
    public void initialize(List<Tensor> parameters, Shape inputs, Rng rng) {
        parameters.getFirst().fill(1);
        parameters.getLast().fill(0);
    }

    /// x̂ of all values, then 1/√(σ² + eps) of each position.
    @Override
    public int kept(Shape inputs) {
        return inputs.size() + inputs.positions();
    }

    @Override
    public void forward(Frame f) {
        int channels = f.y().columns();
        int n = f.y().size();
        float[] x = f.x().data();
        float[] y = f.y().data();
        float[] p = f.parameters().getFirst().data();
        int gamma = f.parameters().getFirst().offset();
        int beta = f.parameters().getLast().offset();
        float[] kept = f.kept().data();
        boolean keep = f.kept().rows() > 0;
        for (int row = 0; row < n; row += channels) {
            double sum = 0;
            for (int i = row; i < row + channels; i++) sum += x[i];
            float mean = (float) (sum / channels);
            double squares = 0;
            for (int i = row; i < row + channels; i++) {
                squares += (double) (x[i] - mean) * (x[i] - mean);
            }
            float factor = (float) (1 / Math.sqrt(squares / channels + eps));
            for (int c = 0; c < channels; c++) {
                float normal = (x[row + c] - mean) * factor;
                if (keep) kept[row + c] = normal;
                y[row + c] = normal * p[gamma + c] + p[beta + c];
            }
            if (keep) kept[n + row / channels] = factor;
        }
        f.tally().output(f.y());
    }

    @Override
    public void backward(Frame f) {
        f.tally().gradient(f.dy());
        int channels = f.y().columns();
        int n = f.dy().size();
        float[] dy = f.dy().data();
        float[] kept = f.kept().data();
        float[] p = f.parameters().getFirst().data();
        int gamma = f.parameters().getFirst().offset();
        Tensor gammas = f.gradients().getFirst();
        Tensor betas = f.gradients().getLast();
        float[] g = gammas.data();
        gammas.fill(0);
        betas.fill(0);
        for (int row = 0; row < n; row += channels) {
            double sum = 0;
            double scaled = 0;
            for (int c = 0; c < channels; c++) {
                float normal = kept[row + c];
                g[gammas.offset() + c] += dy[row + c] * normal;
                g[betas.offset() + c] += dy[row + c];
                double d = (double) dy[row + c] * p[gamma + c];
                sum += d;
                scaled += d * normal;
            }
            if (f.dx() == null) continue;
            float meanDelta = (float) (sum / channels);
            float meanScaled = (float) (scaled / channels);
            float factor = kept[n + row / channels];
            for (int c = 0; c < channels; c++) {
                dy[row + c] = factor * (dy[row + c] * p[gamma + c] - meanDelta
                        - kept[row + c] * meanScaled);
            }
        }
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}
