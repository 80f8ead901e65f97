package plumb.optim;

import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.Require;

/// Adaptive moments: `m ← β₁m + (1 − β₁)g`, `v ← β₂v + (1 − β₂)g²`,
/// `p ← p − η √(1 − β₂ᵗ)/(1 − β₁ᵗ) · m / (√v + ε)` (Kingma & Ba, 2015).
///
/// As in Keras, ε is added before the correction, where the algorithm of the paper adds it behind.
public record Adam(
        @Default("0.001") double learningRate,
        @Default("0.9") double beta1,
        @Default("0.999") double beta2,
        @Default("1e-7") double eps) implements Optimizer {
    public Adam {
        Require.positive(learningRate, "the learning rate");
        Require.share(beta1, "beta1");
        Require.share(beta2, "beta2");
        Require.positive(eps, "eps");
    }

    @Override
    public Adam withLearningRate(double changed) {
        return new Adam(changed, beta1, beta2, eps);
    }

    @Override
    public int buffers() {
        return 2;
    }

    @Override
    public void update(float[] p, float[] g, float[][] state, int n, long step,
            double rate) {
        float eta = (float) (rate * correction(beta1, beta2, step));
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
            p[i] -= eta * m[i] / ((float) Math.sqrt(v[i]) + floor);
        }
    }

    /// `√(1 − β₂ᵗ)/(1 − β₁ᵗ)`, which undoes that both means began at 0.
    static double correction(double beta1, double beta2, long step) {
        return Math.sqrt(1 - StrictMath.pow(beta2, (double) step))
                / (1 - StrictMath.pow(beta1, (double) step));
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}
