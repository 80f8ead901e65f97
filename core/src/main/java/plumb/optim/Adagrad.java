package plumb.optim;

import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.Require;

/// Steps divided by the root of the sum of all squares so far, `v ← v + g²`, `p ← p − ηg / √(v + ε)`
/// (Duchi et al., 2011).
///
/// As in Keras, `v` begins at 0.1 and ε stands under the root; the paper begins at 0 and adds it
/// behind. So gradients well below 0.3 are not enlarged at first: there it is plain descent with
/// about three times the rate. Steps only ever shrink.
public record Adagrad(
        @Default("0.001") double learningRate,
        @Default("0.1") double initial,
        @Default("1e-7") double eps) implements Optimizer {
    public Adagrad {
        Require.positive(learningRate, "the learning rate");
        Require.notNegative(initial, "the initial sum of squares");
        Require.positive(eps, "eps");
    }

    @Override
    public Adagrad withLearningRate(double changed) {
        return new Adagrad(changed, initial, eps);
    }

    @Override
    public int buffers() {
        return 1;
    }

    @Override
    public float initialState() {
        return (float) initial;
    }

    @Override
    public boolean adaptive() {
        return false;
    }

    @Override
    public void update(float[] p, float[] g, float[][] state, int n, long step,
            double rate) {
        float eta = (float) rate;
        float floor = (float) eps;
        float[] v = state[0];
        for (int i = 0; i < n; i++) {
            v[i] += g[i] * g[i];
            p[i] -= eta * g[i] / (float) Math.sqrt(v[i] + floor);
        }
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}
