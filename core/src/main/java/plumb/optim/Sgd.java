package plumb.optim;

import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.Require;

/// Stochastic gradient descent, `v ← μv − ηg`, `p ← p + v`; with `nesterov`, `p ← p + μv − ηg`.
public record Sgd(
        @Default("0.01") double learningRate,
        @Default("0") double momentum,
        @Default("false") boolean nesterov) implements Optimizer {
    public Sgd {
        Require.positive(learningRate, "the learning rate");
        Require.share(momentum, "momentum");
    }

    @Override
    public Sgd withLearningRate(double changed) {
        return new Sgd(changed, momentum, nesterov);
    }

    @Override
    public int buffers() {
        return momentum == 0 ? 0 : 1;
    }

    @Override
    public boolean adaptive() {
        return false;
    }

    @Override
    public void update(float[] p, float[] g, float[][] state, int n, long step,
            double rate) {
        float eta = (float) rate;
        float mu = (float) momentum;
        if (momentum == 0) {
            for (int i = 0; i < n; i++) p[i] -= eta * g[i];
            return;
        }
        float[] v = state[0];
        for (int i = 0; i < n; i++) v[i] = mu * v[i] - eta * g[i];
        if (nesterov) {
            for (int i = 0; i < n; i++) p[i] += mu * v[i] - eta * g[i];
        } else {
            for (int i = 0; i < n; i++) p[i] += v[i];
        }
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}
