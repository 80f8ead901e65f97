package plumb.optim;

import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.Require;

/// Steps divided by the root of a running mean of squares, `v ← ρv + (1 − ρ)g²`,
/// `p ← p − ηg / √(v + ε)` (Tieleman & Hinton, 2012).
public record Rmsprop(
        @Default("0.001") double learningRate,
        @Default("0.9") double rho,
        @Default("1e-7") double eps) implements Optimizer {
    public Rmsprop {
        Require.positive(learningRate, "the learning rate");
        Require.share(rho, "rho");
        Require.positive(eps, "eps");
    }

    @Override
    public Rmsprop withLearningRate(double changed) {
        return new Rmsprop(changed, rho, eps);
    }

    @Override
    public int buffers() {
        return 1;
    }

    @Override
    public void update(float[] p, float[] g, float[][] state, int n, long step,
            double rate) {
        float eta = (float) rate;
        float keep = (float) rho;
        float add = (float) (1 - rho);
        float floor = (float) eps;
        float[] v = state[0];
        for (int i = 0; i < n; i++) {
            v[i] = keep * v[i] + add * g[i] * g[i];
            p[i] -= eta * g[i] / (float) Math.sqrt(v[i] + floor);
        }
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}
