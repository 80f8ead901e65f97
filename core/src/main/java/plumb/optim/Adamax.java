package plumb.optim;

import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.Require;

/// [Adam] with the largest recent gradient in place of the root of a mean of squares:
/// `m ← β₁m + (1 − β₁)g`, `u ← max(β₂u, |g|)`, `p ← p − η/(1 − β₁ᵗ) · m / (u + ε)`
/// (Kingma & Ba, 2015, section 7.1).
///
/// The paper has no ε, which Keras adds, and a default rate of 0.002, where Keras has 0.001.
public record Adamax(
        @Default("0.001") double learningRate,
        @Default("0.9") double beta1,
        @Default("0.999") double beta2,
        @Default("1e-7") double eps) implements Optimizer {
    public Adamax {
        Require.positive(learningRate, "the learning rate");
        Require.share(beta1, "beta1");
        Require.share(beta2, "beta2");
        Require.positive(eps, "eps");
    }

    @Override
    public Adamax withLearningRate(double changed) {
        return new Adamax(changed, beta1, beta2, eps);
    }

    @Override
    public int buffers() {
        return 2;
    }

    @Override
    public void update(float[] p, float[] g, float[][] state, int n, long step,
            double rate) {
        float eta = (float) (rate / (1 - StrictMath.pow(beta1, (double) step)));
        float keep1 = (float) beta1;
        float add1 = (float) (1 - beta1);
        float keep2 = (float) beta2;
        float floor = (float) eps;
        float[] m = state[0];
        float[] u = state[1];
        for (int i = 0; i < n; i++) {
            m[i] = keep1 * m[i] + add1 * g[i];
            u[i] = Math.max(keep2 * u[i], Math.abs(g[i]));
            p[i] -= eta * m[i] / (u[i] + floor);
        }
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}
