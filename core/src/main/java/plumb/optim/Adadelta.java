package plumb.optim;

import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.Require;

/// Steps in the units of the parameters, as large as recent steps were for gradients as large as
/// recent ones: `v ← ρv + (1 − ρ)g²`, `d = −g √(s + ε)/√(v + ε)`, `s ← ρs + (1 − ρ)d²`, `p ← p + ηd`
/// (Zeiler, 2012).
///
/// The paper has no η, which is 1; as in Keras, the default is 0.001, with which little moves. The
/// first steps have about the size `η √(ε/(1 − ρ))`, 0.0014 for η = 1.
public record Adadelta(
        @Default("0.001") double learningRate,
        @Default("0.95") double rho,
        @Default("1e-7") double eps) implements Optimizer {
    public Adadelta {
        Require.positive(learningRate, "the learning rate");
        Require.share(rho, "rho");
        Require.positive(eps, "eps");
    }

    @Override
    public Adadelta withLearningRate(double changed) {
        return new Adadelta(changed, rho, eps);
    }

    @Override
    public int buffers() {
        return 2;
    }

    @Override
    public void update(float[] p, float[] g, float[][] state, int n, long step,
            double rate) {
        float eta = (float) rate;
        float keep = (float) rho;
        float add = (float) (1 - rho);
        float floor = (float) eps;
        float[] v = state[0];
        float[] s = state[1];
        for (int i = 0; i < n; i++) {
            v[i] = keep * v[i] + add * g[i] * g[i];
            float d = g[i] * (float) Math.sqrt(s[i] + floor) / (float) Math.sqrt(v[i] + floor);
            s[i] = keep * s[i] + add * d * d;
            p[i] -= eta * d;
        }
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}
