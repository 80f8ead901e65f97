package plumb.nn;

import plumb.math.Kernels;
import plumb.math.Normal;
import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.InputError;
import plumb.text.Require;

/// An activation that lets positive values through, more or less as they are, and holds negative ones
/// back.
public sealed interface Rectifier extends Activation.Elementwise {
    /// The rectifier `max(0, z)` (Nair & Hinton, 2010).
    record Relu() implements Rectifier {
        @Override
        public void forward(float[] z, float[] y, int from, int to, int width) {
            for (int i = from; i < to; i++) y[i] = Math.max(0, z[i]);
        }

        @Override
        public void slope(float[] z, float[] y, float[] slope, int from, int to) {
            for (int i = from; i < to; i++) slope[i] = Math.max(0, Math.signum(y[i]));
        }

        @Override
        public boolean slopeNeedsOnlyOutput() {
            return true;
        }

        @Override
        public double least() {
            return 0;
        }

        @Override
        public boolean homogeneous() {
            return true;
        }

        @Override
        public double value(double z) {
            return Math.max(0, z);
        }

        @Override
        public double slope(double z) {
            return z > 0 ? 1 : 0;
        }

        @Override
        public double[] kinks() {
            return new double[] {0};
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The leaky rectifier `max(z, a·z)`, with the slope `a` for negative `z` (Maas, 2013).
    record LeakyRelu(@Default("0.01") double slope) implements Rectifier {
        public LeakyRelu {
            if (!(slope >= 0 && slope <= 1))
                throw new InputError("the slope must be between 0 and 1");
        }

        @Override
        public void forward(float[] z, float[] y, int from, int to, int width) {
            float a = (float) slope;
            for (int i = from; i < to; i++) y[i] = Math.max(z[i], a * z[i]);
        }

        @Override
        public void slope(float[] z, float[] y, float[] slope, int from, int to) {
            float a = (float) this.slope;
            for (int i = from; i < to; i++) slope[i] = Math.max(a, Math.signum(y[i]));
        }

        @Override
        public boolean slopeNeedsOnlyOutput() {
            return true;
        }

        @Override
        public double least() {
            return slope == 0 ? 0 : Double.NEGATIVE_INFINITY;
        }

        @Override
        public boolean homogeneous() {
            return true;
        }

        @Override
        public double value(double z) {
            return Math.max(z, slope * z);
        }

        @Override
        public double slope(double z) {
            return z > 0 ? 1 : slope;
        }

        @Override
        public double[] kinks() {
            return new double[] {0};
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// `z` clipped to [0, 6] (Krizhevsky, 2010).
    record Relu6() implements Rectifier {
        @Override
        public void forward(float[] z, float[] y, int from, int to, int width) {
            for (int i = from; i < to; i++) y[i] = Math.max(0, Math.min(6, z[i]));
        }

        @Override
        public void slope(float[] z, float[] y, float[] slope, int from, int to) {
            Ramp.slope(0, 6, 1, z, slope, from, to);
        }

        @Override
        public double least() {
            return 0;
        }

        @Override
        public double most() {
            return 6;
        }

        @Override
        public double value(double z) {
            return Math.max(0, Math.min(6, z));
        }

        @Override
        public double slope(double z) {
            return z > 0 && z <= 6 ? 1 : 0;
        }

        @Override
        public double[] kinks() {
            return new double[] {0, 6};
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The exponential linear unit: `z` above 0, `α(eᶻ − 1)` below (Clevert, 2016).
    record Elu(@Default("1") double alpha) implements Rectifier {
        public Elu {
            Require.positive(alpha, "alpha");
        }

        @Override
        public void forward(float[] z, float[] y, int from, int to, int width) {
            scaledElu(z, y, from, to, 1, (float) alpha);
        }

        @Override
        public void slope(float[] z, float[] y, float[] slope, int from, int to) {
            scaledEluSlope(z, slope, from, to, 1, (float) alpha);
        }

        @Override
        public double least() {
            return -alpha;
        }

        @Override
        public double value(double z) {
            return z > 0 ? z : alpha * Math.expm1(z);
        }

        @Override
        public double slope(double z) {
            return z > 0 ? 1 : alpha * Math.exp(z);
        }

        @Override
        public double[] kinks() {
            return new double[] {0};
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The self-normalizing unit `λ·elu(z, α)` whose fixed point is mean 0 and variance 1
    /// (Klambauer, 2017).
    record Selu() implements Rectifier {
        private static final double LAMBDA = 1.0507009873554805;
        private static final double ALPHA = 1.6732632423543772;

        @Override
        public void forward(float[] z, float[] y, int from, int to, int width) {
            scaledElu(z, y, from, to, (float) LAMBDA, (float) ALPHA);
        }

        @Override
        public void slope(float[] z, float[] y, float[] slope, int from, int to) {
            scaledEluSlope(z, slope, from, to, (float) LAMBDA, (float) ALPHA);
        }

        @Override
        public double least() {
            return -LAMBDA * ALPHA;
        }

        @Override
        public double value(double z) {
            return LAMBDA * (z > 0 ? z : ALPHA * Math.expm1(z));
        }

        @Override
        public double slope(double z) {
            return LAMBDA * (z > 0 ? 1 : ALPHA * Math.exp(z));
        }

        @Override
        public double[] kinks() {
            return new double[] {0};
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The Gaussian error linear unit `z·Φ(z)` in its erf form (Hendrycks & Gimpel, 2016).
    record Gelu() implements Rectifier {
        private static final float ROOT_HALF = (float) Math.sqrt(0.5);
        private static final float DENSITY_AT_0 = (float) (1 / Math.sqrt(2 * Math.PI));
        private static final float SMALL = 1e-3f;

        @Override
        public void forward(float[] z, float[] y, int from, int to, int width) {
            for (int i = from; i < to; i++) y[i] = z[i] * ROOT_HALF;
            Kernels.best().erf(y, from, y, from, to - from);
            for (int i = from; i < to; i++) y[i] = z[i] * (0.5f + 0.5f * y[i]);
        }

        @Override
        public void slope(float[] z, float[] y, float[] slope, int from, int to) {
            for (int i = from; i < to; i++) slope[i] = -0.5f * z[i] * z[i];
            Kernels.best().exp(slope, from, slope, from, to - from);
            for (int i = from; i < to; i++) {
                float cumulative = Math.abs(z[i]) < SMALL
                        ? 0.5f + DENSITY_AT_0 * z[i]
                        : y[i] / z[i];
                slope[i] = cumulative + z[i] * DENSITY_AT_0 * slope[i];
            }
        }

        @Override
        public double least() {
            return -0.16997;
        }

        @Override
        public double value(double z) {
            return z * Normal.below(z);
        }

        @Override
        public double slope(double z) {
            return Normal.below(z) + z * Normal.density(z);
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The sigmoid linear unit `z·sigmoid(z)`, also called swish (Elfwing, 2018).
    record Silu() implements Rectifier {
        @Override
        public void forward(float[] z, float[] y, int from, int to, int width) {
            Kernels.best().sigmoid(z, from, y, from, to - from);
            for (int i = from; i < to; i++) y[i] *= z[i];
        }

        @Override
        public void slope(float[] z, float[] y, float[] slope, int from, int to) {
            Kernels.best().sigmoid(z, from, slope, from, to - from);
            for (int i = from; i < to; i++) slope[i] += y[i] * (1 - slope[i]);
        }

        @Override
        public double least() {
            return -0.27847;
        }

        @Override
        public double value(double z) {
            double e = Math.exp(-Math.abs(z));
            return z * (z < 0 ? e : 1) / (1 + e);
        }

        @Override
        public double slope(double z) {
            double e = Math.exp(-Math.abs(z));
            return ((z < 0 ? e : 1) + z * e / (1 + e)) / (1 + e);
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// `z·tanh(softplus(z))` (Misra, 2019), computed as `z·n/(n + 2)` with `n = e²ᶻ + 2eᶻ`.
    record Mish() implements Rectifier {
        private static final float LINEAR_FROM = 20;

        @Override
        public void forward(float[] z, float[] y, int from, int to, int width) {
            for (int i = from; i < to; i++) y[i] = Math.min(z[i], LINEAR_FROM);
            Kernels.best().exp(y, from, y, from, to - from);
            for (int i = from; i < to; i++) {
                float n = y[i] * (y[i] + 2);
                y[i] = z[i] * (n / (n + 2));
            }
        }

        @Override
        public void slope(float[] z, float[] y, float[] slope, int from, int to) {
            for (int i = from; i < to; i++) slope[i] = Math.min(z[i], LINEAR_FROM);
            Kernels.best().exp(slope, from, slope, from, to - from);
            for (int i = from; i < to; i++) {
                float e = slope[i];
                float n = e * (e + 2);
                float t = n / (n + 2);
                float change = 4 * e * (e + 1) / ((n + 2) * (n + 2));
                slope[i] = t + Math.min(z[i], LINEAR_FROM) * change;
            }
        }

        @Override
        public double least() {
            return -0.30884;
        }

        @Override
        public double value(double z) {
            double e = Math.exp(Math.min(z, LINEAR_FROM));
            double n = e * (e + 2);
            return z * n / (n + 2);
        }

        @Override
        public double slope(double z) {
            double e = Math.exp(Math.min(z, LINEAR_FROM));
            double n = e * (e + 2);
            return n / (n + 2) + z * 4 * e * (e + 1) / ((n + 2) * (n + 2));
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The smooth rectifier `ln(1 + eᶻ)`, whose slope is the sigmoid (Dugas, 2001).
    record Softplus() implements Rectifier {
        @Override
        public void forward(float[] z, float[] y, int from, int to, int width) {
            Kernels.best().softplus(z, from, y, from, to - from);
        }

        @Override
        public void slope(float[] z, float[] y, float[] slope, int from, int to) {
            Kernels.best().sigmoid(z, from, slope, from, to - from);
        }

        @Override
        public double least() {
            return 0;
        }

        @Override
        public double value(double z) {
            return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
        }

        @Override
        public double slope(double z) {
            double e = Math.exp(-Math.abs(z));
            return (z < 0 ? e : 1) / (1 + e);
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// Where z > 0, its exponential less 1 is taken of 0.
    private static void scaledElu(float[] z, float[] y, int from, int to, float scale,
            float alpha) {
        for (int i = from; i < to; i++) y[i] = Math.min(z[i], 0);
        Kernels.best().expm1(y, from, y, from, to - from);
        for (int i = from; i < to; i++) y[i] = scale * (Math.max(z[i], 0) + alpha * y[i]);
    }

    private static void scaledEluSlope(float[] z, float[] slope, int from, int to, float scale,
            float alpha) {
        for (int i = from; i < to; i++) slope[i] = Math.min(z[i], 0);
        Kernels.best().exp(slope, from, slope, from, to - from);
        for (int i = from; i < to; i++) {
            float right = Math.signum(Math.max(z[i], 0));
            slope[i] = scale * (right + (1 - right) * (alpha * slope[i]));
        }
    }
}
