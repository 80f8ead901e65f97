package plumb.optim;

import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.Require;

/// [Adam] with Nesterov's momentum, which looks one step ahead (Dozat, 2016): `m` and `v` as in Adam,
/// `μₜ = β₁(1 − 0.96ᵗ/2)`, `πₜ = μ₁ ⋯ μₜ`, and
/// `p ← p − η (μₜ₊₁ m/(1 − πₜ₊₁) + (1 − μₜ) g/(1 − πₜ)) / (√(v/(1 − β₂ᵗ)) + ε)`.
///
/// As in Keras, μ has reached β₁ after some hundred steps; with the paper's `0.96^(t/250)` it takes
/// some ten thousand.
public record Nadam(
        @Default("0.001") double learningRate,
        @Default("0.9") double beta1,
        @Default("0.999") double beta2,
        @Default("1e-7") double eps) implements Optimizer {
    private static final double DECAY = 0.96;
    /// The products of `1 − 0.96ⁱ/2` over i = 1 … t, which in a double no longer change behind the
    /// last.
    private static final double[] WARM_UP = new double[1000];

    static {
        double product = 1;
        for (int t = 0; t < WARM_UP.length; t++) {
            WARM_UP[t] = product;
            product *= share(t + 1);
        }
    }

    public Nadam {
        Require.positive(learningRate, "the learning rate");
        Require.share(beta1, "beta1");
        Require.share(beta2, "beta2");
        Require.positive(eps, "eps");
    }

    @Override
    public Nadam withLearningRate(double changed) {
        return new Nadam(changed, beta1, beta2, eps);
    }

    @Override
    public int buffers() {
        return 2;
    }

    @Override
    public void update(float[] p, float[] g, float[][] state, int n, long step,
            double rate) {
        double now = momentum(step);
        double next = momentum(step + 1);
        double product = StrictMath.pow(beta1, (double) step) * warmUp(step);
        float ofMean = (float) (rate * next / (1 - product * next));
        float ofGradient = (float) (rate * (1 - now) / (1 - product));
        float root = (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, (double) step)));
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
            p[i] -= (ofMean * m[i] + ofGradient * g[i])
                    / (root * (float) Math.sqrt(v[i]) + floor);
        }
    }

    private double momentum(long step) {
        return beta1 * share(step);
    }

    /// The share of β₁ that the momentum of a step has.
    private static double share(long step) {
        return 1 - 0.5 * StrictMath.pow(DECAY, (double) step);
    }

    private static double warmUp(long step) {
        return WARM_UP[(int) Math.min(step, WARM_UP.length - 1)];
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}
