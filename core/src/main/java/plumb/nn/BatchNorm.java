package plumb.nn;

import java.util.List;
import plumb.math.Rng;
import plumb.math.Tensor;
import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.InputError;

/// Normalization of each channel over the batch, `y = γ·x̂ + β` with `x̂ = (x − μ)/√(σ² + eps)`.
///
/// In training μ and σ² are the mean and the variance (over n, not n − 1) of a channel over all rows
/// and positions of the batch; outside of it they are the running statistics, which every step moves
/// by 1 − momentum towards those of its batch. Defaults and formulas are those of Keras; the source is
/// Ioffe and Szegedy (2015). With batches of a few rows the statistics are noise.
public record BatchNorm(
        @Default("0.99") double momentum,
        @Default("0.001") double eps) implements Layer.OverBatch {
    /// What a batch has in common, a value for each channel: μ, 1/√(σ² + eps), Σ dy, Σ dy·x̂.
    private static final int MEAN = 0;
    private static final int FACTOR = 1;
    private static final int DELTA = 2;
    private static final int SCALED_DELTA = 3;
    private static final int VALUES = 4;

    public BatchNorm {
        if (!(momentum >= 0 && momentum <= 1)) {
            throw new InputError(
                    "momentum must be between 0 and 1, got " + Grammar.number(momentum));
        }
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

    @Override
    public List<Parameter> statistics(Shape inputs) {
        return List.of(new Parameter("running-mean", 1, inputs.channels()),
                new Parameter("running-variance", 1, inputs.channels()));
    }

    @Override
    public void reset(List<Tensor> statistics) {
        statistics.getFirst().fill(0);
        statistics.getLast().fill(1);
    }

    @Override
    public int batchValues(Shape inputs) {
        return VALUES * inputs.channels();
    }

    @Override
    public void measure(Frame[] frames, int fromChannel, int toChannel) {
        int channels = frames[0].y().columns();
        float[] batch = frames[0].batch();
        float keep = (float) momentum;
        Tensor means = frames[0].statistics().getFirst();
        Tensor variances = frames[0].statistics().getLast();
        for (int c = fromChannel; c < toChannel; c++) {
            long n = 0;
            double sum = 0;
            for (Frame f : frames) {
                float[] x = f.x().data();
                int end = f.x().size();
                for (int i = c; i < end; i += channels) sum += x[i];
                n += f.x().rows();
            }
            double mean = sum / n;
            double squares = 0;
            for (Frame f : frames) {
                float[] x = f.x().data();
                int end = f.x().size();
                for (int i = c; i < end; i += channels) squares += (x[i] - mean) * (x[i] - mean);
            }
            double variance = squares / n;
            batch[MEAN * channels + c] = (float) mean;
            batch[FACTOR * channels + c] = (float) (1 / Math.sqrt(variance + eps));
            means.set(0, c, keep * means.get(0, c) + (1 - keep) * (float) mean);
            variances.set(0, c, keep * variances.get(0, c) + (1 - keep) * (float) variance);
        }
    }

    @Override
    public void forward(Frame f) {
        int channels = f.y().columns();
        float[] x = f.x().data();
        float[] y = f.y().data();
        float[] gamma = f.parameters().getFirst().data();
        int g = f.parameters().getFirst().offset();
        int b = f.parameters().getLast().offset();
        float[] batch = f.batch();
        for (int c = 0; c < channels; c++) {
            float mean = f.training() ? batch[c] : f.statistics().getFirst().get(0, c);
            float factor = f.training()
                    ? batch[FACTOR * channels + c]
                    : (float) (1 / Math.sqrt(f.statistics().getLast().get(0, c) + eps));
            float scale = gamma[g + c];
            float shift = gamma[b + c];
            int end = f.y().size();
            for (int i = c; i < end; i += channels) {
                y[i] = (x[i] - mean) * factor * scale + shift;
            }
        }
        f.tally().output(f.y());
    }

    /// The gradients of γ and β are sums over the batch: the last frame is given them all.
    @Override
    public void measureBack(Frame[] frames, int fromChannel, int toChannel) {
        int channels = frames[0].y().columns();
        float[] batch = frames[0].batch();
        List<Tensor> gradients = frames[frames.length - 1].gradients();
        for (int c = fromChannel; c < toChannel; c++) {
            float mean = batch[MEAN * channels + c];
            float factor = batch[FACTOR * channels + c];
            double sum = 0;
            double scaled = 0;
            for (Frame f : frames) {
                float[] x = f.x().data();
                float[] dy = f.dy().data();
                int end = f.dy().size();
                for (int i = c; i < end; i += channels) {
                    sum += dy[i];
                    scaled += (double) dy[i] * ((x[i] - mean) * factor);
                }
            }
            batch[DELTA * channels + c] = (float) sum;
            batch[SCALED_DELTA * channels + c] = (float) scaled;
            gradients.getFirst().set(0, c, (float) scaled);
            gradients.getLast().set(0, c, (float) sum);
        }
    }

    @Override
    public void backward(Frame f) {
        f.tally().gradient(f.dy());
        if (f.dx() == null) return;
        int channels = f.y().columns();
        float[] x = f.x().data();
        float[] dy = f.dy().data();
        float[] batch = f.batch();
        Tensor gamma = f.parameters().getFirst();
        float share = 1f / f.batchRows();
        int end = f.dy().size();
        for (int c = 0; c < channels; c++) {
            float mean = batch[MEAN * channels + c];
            float factor = batch[FACTOR * channels + c];
            float meanDelta = batch[DELTA * channels + c] * share;
            float meanScaled = batch[SCALED_DELTA * channels + c] * share;
            float scale = gamma.get(0, c) * factor;
            for (int i = c; i < end; i += channels) {
                dy[i] = scale * (dy[i] - meanDelta - (x[i] - mean) * factor * meanScaled);
            }
        }
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}
