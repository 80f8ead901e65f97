package plumb.nn;

import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.Require;

/// What training minimizes: the mean over the rows of a batch of a row's distance between outputs
/// `y` and targets `t`.
///
/// Outputs and targets are contiguous `[row][width]`; ranges hold whole rows. Losses take
/// predictions, as in Keras, and are mean over the `width` outputs of a row, except the
/// categorical cross-entropy, which is their sum.
public sealed interface Loss {
    /// The sum of the loss over the rows from element `from` to `to`.
    double sum(float[] y, float[] t, int from, int to, int width);

    /// Writes `dy = scale · ∂sum/∂y`.
    void gradient(float[] y, float[] t, float scale, float[] dy, int from, int to, int width);

    /// What the output of a single unit must exceed to decide for the second of two classes.
    default float boundary() {
        return 0.5f;
    }

    /// Parses a loss such as `mse`.
    static Loss of(String text) {
        return Grammar.parse(Loss.class, text);
    }

    /// A loss that is computed from the pre-activations `z` of the output activation it belongs to,
    /// where neither rounding nor clipping can lose the gradient: `∂sum/∂z` is `y − t` up to a factor.
    sealed interface OnLogits extends Loss {
        boolean belongsTo(Activation output);

        /// The same as [#sum], from the pre-activations and the outputs.
        double sumOfLogits(float[] z, float[] y, float[] t, int from, int to, int width);

        /// The factor `f` in `∂sum/∂z = f · (y − t)`.
        float logitsFactor(int width);
    }

    /// The mean squared error, mean of `(y − t)²`.
    record Mse() implements Loss {
        @Override
        public double sum(float[] y, float[] t, int from, int to, int width) {
            double sum = 0;
            for (int i = from; i < to; i++) sum += ((double) y[i] - t[i]) * ((double) y[i] - t[i]);
            return sum / width;
        }

        @Override
        public void gradient(float[] y, float[] t, float scale, float[] dy, int from, int to,
                int width) {
            float factor = 2 * scale / width;
            for (int i = from; i < to; i++) dy[i] = factor * (y[i] - t[i]);
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The mean absolute error, mean of `|y − t|`; its gradient is 0 where they are equal.
    record Mae() implements Loss {
        @Override
        public double sum(float[] y, float[] t, int from, int to, int width) {
            double sum = 0;
            for (int i = from; i < to; i++) sum += Math.abs((double) y[i] - t[i]);
            return sum / width;
        }

        @Override
        public void gradient(float[] y, float[] t, float scale, float[] dy, int from, int to,
                int width) {
            float factor = scale / width;
            for (int i = from; i < to; i++) dy[i] = factor * Math.signum(y[i] - t[i]);
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The squared error near the target and the absolute one beyond, mean of `e²/2` where `|e| ≤ δ`
    /// and of `δ(|e| − δ/2)` elsewhere, with `e = y − t` (Huber, 1964). No row pulls harder than δ.
    ///
    /// δ counts in the units the network is trained in: 1 is a lot of a target between 0 and 0.1, and
    /// little of one in the thousands, unless it is standardized.
    record Huber(@Default("1") double delta) implements Loss {
        public Huber {
            Require.positive(delta, "delta");
        }

        @Override
        public double sum(float[] y, float[] t, int from, int to, int width) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                double error = Math.abs((double) y[i] - t[i]);
                double near = Math.min(error, delta);
                sum += near * (error - near / 2);
            }
            return sum / width;
        }

        @Override
        public void gradient(float[] y, float[] t, float scale, float[] dy, int from, int to,
                int width) {
            float factor = scale / width;
            float most = (float) delta;
            for (int i = from; i < to; i++)
                dy[i] = factor * Math.max(-most, Math.min(most, y[i] - t[i]));
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The hinge loss, mean of `max(0, 1 − sy)`, where the sign `s = 2t − 1` of a class that is 0 or 1
    /// is −1 or 1, as in Keras (Cortes & Vapnik, 1995).
    ///
    /// Outputs on the right side of 0 by 1 or more are left alone; 0 parts the classes on one unit.
    /// It wants outputs of both signs: linear or tanh.
    record Hinge() implements Loss {
        @Override
        public double sum(float[] y, float[] t, int from, int to, int width) {
            double sum = 0;
            for (int i = from; i < to; i++) sum += Math.max(0, 1 - (2 * t[i] - 1) * (double) y[i]);
            return sum / width;
        }

        @Override
        public void gradient(float[] y, float[] t, float scale, float[] dy, int from, int to,
                int width) {
            float factor = scale / width;
            for (int i = from; i < to; i++) {
                float sign = 2 * t[i] - 1;
                dy[i] = sign * y[i] >= 1 ? 0 : -factor * sign;
            }
        }

        @Override
        public float boundary() {
            return 0;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The mean of `−t ln y − (1 − t) ln(1 − y)`, each output a probability of its own.
    ///
    /// On a sigmoid it is computed from the logits. On another output `y` is clipped to
    /// [1e-7, 1 − 1e-7], and the gradient is 0 outside, where nothing can be learned.
    record BinaryCrossEntropy() implements OnLogits {
        private static final double LARGE = 0x1p900;

        @Override
        public double sum(float[] y, float[] t, int from, int to, int width) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                double p = Clip.probability(y[i]);
                sum -= t[i] * StrictMath.log(p) + (1 - t[i]) * StrictMath.log(1 - p);
            }
            return sum / width;
        }

        @Override
        public void gradient(float[] y, float[] t, float scale, float[] dy, int from, int to,
                int width) {
            for (int i = from; i < to; i++) {
                double slope = (y[i] - t[i]) / ((double) y[i] * (1 - (double) y[i]));
                dy[i] = Clip.outside(y[i]) ? 0 : (float) (scale / width * slope);
            }
        }

        @Override
        public boolean belongsTo(Activation output) {
            return output instanceof Squashing.Sigmoid;
        }

        /// The logarithms of several factors 1 + e⁻ᶻ are taken as that of their product, 1 + `excess`.
        @Override
        public double sumOfLogits(float[] z, float[] y, float[] t, int from, int to, int width) {
            double sum = 0;
            double excess = 0;
            for (int i = from; i < to; i++) {
                sum += Math.max(z[i], 0) - (double) z[i] * t[i];
                double e = StrictMath.exp(-Math.abs(z[i]));
                excess += e + excess * e;
                if (excess > LARGE) {
                    sum += StrictMath.log1p(excess);
                    excess = 0;
                }
            }
            return (sum + StrictMath.log1p(excess)) / width;
        }

        @Override
        public float logitsFactor(int width) {
            return 1f / width;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The sum of `−t ln p` over a row, with `p` the share of each output in its row's sum.
    ///
    /// On a softmax it is computed from the logits. On another output `p` is clipped to
    /// [1e-7, 1 − 1e-7] with gradient 0 outside; a row of zeros has no shares and makes the loss
    /// non-finite.
    record CategoricalCrossEntropy() implements OnLogits {
        @Override
        public double sum(float[] y, float[] t, int from, int to, int width) {
            double sum = 0;
            for (int row = from; row < to; row += width) {
                double total = rowSum(y, row, width);
                for (int i = row; i < row + width; i++) {
                    if (t[i] != 0) sum -= t[i] * StrictMath.log(Clip.probability(y[i] / total));
                }
            }
            return sum;
        }

        @Override
        public void gradient(float[] y, float[] t, float scale, float[] dy, int from, int to,
                int width) {
            for (int row = from; row < to; row += width) {
                double total = rowSum(y, row, width);
                double inner = 0;
                for (int i = row; i < row + width; i++)
                    inner += slope(y[i] / total, t[i]) * (y[i] / total);
                for (int i = row; i < row + width; i++) {
                    dy[i] = (float) (scale * (slope(y[i] / total, t[i]) - inner) / total);
                }
            }
        }

        private static double slope(double p, float t) {
            return t == 0 || Clip.outside(p) ? 0 : -t / p;
        }

        private static double rowSum(float[] y, int row, int width) {
            double total = 0;
            for (int i = row; i < row + width; i++) total += y[i];
            return total;
        }

        @Override
        public boolean belongsTo(Activation output) {
            return output instanceof Activation.Softmax;
        }

        /// The exponentials are those of the softmax: eᶻ over that of the largest z is y over the
        /// largest y.
        @Override
        public double sumOfLogits(float[] z, float[] y, float[] t, int from, int to, int width) {
            double sum = 0;
            for (int row = from; row < to; row += width) {
                int largest = row;
                for (int i = row + 1; i < row + width; i++) {
                    if (z[i] > z[largest]) largest = i;
                }
                double others = 0;
                for (int i = row; i < row + width; i++) others += i == largest ? 0 : y[i];
                double logTotal = z[largest] + StrictMath.log1p(others / y[largest]);
                for (int i = row; i < row + width; i++) {
                    if (t[i] != 0) sum += t[i] * (logTotal - z[i]);
                }
            }
            return sum;
        }

        @Override
        public float logitsFactor(int width) {
            return 1;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The clipping of probabilities away from 0 and 1.
    final class Clip {
        private static final double LEAST = 1e-7;

        private Clip() {}

        static double probability(double p) {
            return Math.max(LEAST, Math.min(1 - LEAST, p));
        }

        static boolean outside(double p) {
            return p < LEAST || p > 1 - LEAST;
        }
    }
}
