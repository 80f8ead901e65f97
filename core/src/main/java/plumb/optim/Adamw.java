package plumb.optim;

import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.Require;

/// [Adam] with decay of the parameters that does not pass through the moments: `p ← p − ηλp` and
/// Adam's step, both from the same `p` (Loshchilov & Hutter, 2019).
///
/// As in Keras, the decay is multiplied by the rate of the step, so that a schedule scales both, and
/// biases decay like weights; the paper scales by the schedule alone.
public record Adamw(
        @Default("0.001") double learningRate,
        @Default("0.004") double decay,
        @Default("0.9") double beta1,
        @Default("0.999") double beta2,
        @Default("1e-7") double eps) implements Optimizer {
    public Adamw {
        Require.positive(learningRate, "the learning rate");
        Require.notNegative(decay, "the decay");
        Require.share(beta1, "beta1");
        Require.share(beta2, "beta2");
        Require.positive(eps, "eps");
    }

    @Override
    public Adamw withLearningRate(double changed) {
        return new Adamw(changed, decay, beta1, beta2, eps);
    }

    @Override
    public int buffers() {
        return 2;
    }

    @Override
    public void update(float[] p, float[] g, float[][] state, int n, long step,
            double rate) {
        float eta = (float) (rate * Adam.correction(beta1, beta2, step));
        float shrink = (float) (rate * decay);
        float keep1 = (float) beta1;
        float add1 = (float) (1 - beta1);
        float keep2 = (float) beta2;
        float add2 = (float) (1 - beta2);
        float floor = (float) eps;
        float[] m = state[0];
        float[] v = state[1];
        for (int i = 0; i < n; i++) {
            m[i] = keep1 * m[i] + add1 * g[i];
            v[i] = keep2 * v[i] + add2 * g[i] * g[i];
            p[i] -= shrink * p[i] + eta * m[i] / ((float) Math.sqrt(v[i]) + floor);
        }
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}
