package plumb.optim;

import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.Require;

/// A rule that turns a gradient into a change of the parameters, with its state outside of it.
///
/// Formulas and defaults are those of Keras 3. A call changes the first `n` elements of `p` by
/// the gradients `g`, and those of each buffer of `state`. Steps count from 1.
public sealed interface Optimizer {
    double learningRate();

    /// The same rule with another learning rate.
    Optimizer withLearningRate(double learningRate);

    /// The number of state buffers this rule keeps, each as large as the parameters and 0 at first.
    int buffers();

    void update(float[] p, float[] g, float[][] state, int n, long step);

    /// Whether steps are divided by the size of recent gradients, so that a layer with a small
    /// gradient still moves.
    default boolean adaptive() {
        return true;
    }

    /// Parses an optimizer such as `adam(0.001)`.
    static Optimizer of(String text) {
        return Grammar.parse(Optimizer.class, text);
    }

    /// Stochastic gradient descent, `v ← μv − ηg`, `p ← p + v`; with `nesterov`, `p ← p + μv − ηg`.
    record Sgd(
            @Default("0.01") double learningRate,
            @Default("0") double momentum,
            @Default("false") boolean nesterov) implements Optimizer {
        public Sgd {
            Require.positive(learningRate, "the learning rate");
            Require.share(momentum, "momentum");
        }

        @Override
        public Sgd withLearningRate(double rate) {
            return new Sgd(rate, momentum, nesterov);
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
        public void update(float[] p, float[] g, float[][] state, int n, long step) {
            float rate = (float) learningRate;
            float mu = (float) momentum;
            if (momentum == 0) {
                for (int i = 0; i < n; i++) p[i] -= rate * g[i];
                return;
            }
            float[] v = state[0];
            for (int i = 0; i < n; i++) v[i] = mu * v[i] - rate * g[i];
            if (nesterov) {
                for (int i = 0; i < n; i++) p[i] += mu * v[i] - rate * g[i];
            } else {
                for (int i = 0; i < n; i++) p[i] += v[i];
            }
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// Steps divided by the root of a running mean of squares, `v ← ρv + (1 − ρ)g²`,
    /// `p ← p − ηg / √(v + ε)` (Tieleman & Hinton, 2012).
    record Rmsprop(
            @Default("0.001") double learningRate,
            @Default("0.9") double rho,
            @Default("1e-7") double eps) implements Optimizer {
        public Rmsprop {
            Require.positive(learningRate, "the learning rate");
            Require.share(rho, "rho");
            Require.positive(eps, "eps");
        }

        @Override
        public Rmsprop withLearningRate(double rate) {
            return new Rmsprop(rate, rho, eps);
        }

        @Override
        public int buffers() {
            return 1;
        }

        @Override
        public void update(float[] p, float[] g, float[][] state, int n, long step) {
            float rate = (float) learningRate;
            float keep = (float) rho;
            float add = (float) (1 - rho);
            float floor = (float) eps;
            float[] v = state[0];
            for (int i = 0; i < n; i++) {
                v[i] = keep * v[i] + add * g[i] * g[i];
                p[i] -= rate * g[i] / (float) Math.sqrt(v[i] + floor);
            }
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// Adaptive moments: `m ← β₁m + (1 − β₁)g`, `v ← β₂v + (1 − β₂)g²`,
    /// `p ← p − η √(1 − β₂ᵗ)/(1 − β₁ᵗ) · m / (√v + ε)` (Kingma & Ba, 2015).
    record Adam(
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
        public Adam withLearningRate(double rate) {
            return new Adam(rate, beta1, beta2, eps);
        }

        @Override
        public int buffers() {
            return 2;
        }

        @Override
        public void update(float[] p, float[] g, float[][] state, int n, long step) {
            double corrected = learningRate * Math.sqrt(1 - StrictMath.pow(beta2, (double) step))
                    / (1 - StrictMath.pow(beta1, (double) step));
            float rate = (float) corrected;
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
                p[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) + floor);
            }
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }
}
