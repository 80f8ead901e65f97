package plumb.nn;

import java.util.Arrays;
import plumb.math.Kernels;
import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.InputError;
import plumb.text.Named;
import plumb.text.Require;

/// A nonlinearity `y = φ(z)` applied to the pre-activations of a layer.
///
/// Arrays are indexed alike: element `i` of `y` belongs to element `i` of `z`, for `from ≤ i < to`.
/// Every activation owns its loops: a loop shared by all activations would call `φ` through an
/// interface for each element and run 8 to 50 times slower. (Slopes of 0 and 1 come from `signum`: a
/// condition for each element takes 7 times as long.)
public sealed interface Activation {
    /// Writes `y = φ(z)`; rows have `width` elements and the range holds whole rows.
    void forward(float[] z, float[] y, int from, int to, int width);

    /// No output is below this.
    default double least() {
        return Double.NEGATIVE_INFINITY;
    }

    /// No output is above this.
    default double most() {
        return Double.POSITIVE_INFINITY;
    }

    /// Parses an activation such as `leaky-relu(0.01)`.
    static Activation of(String text) {
        return Grammar.parse(Activation.class, text);
    }

    /// An activation whose outputs each depend on their own pre-activation alone.
    @Named("elementwise activation")
    sealed interface Elementwise extends Activation {
        /// Writes `slope = φ′(z)`, given `y = φ(z)`. At a kink it is the slope on the left, so that
        /// a ReLU has slope 0 at 0.
        void slope(float[] z, float[] y, float[] slope, int from, int to);

        /// Whether [#slope] reads `y` alone, so that `y` may take the place of `z`.
        default boolean slopeNeedsOnlyOutput() {
            return false;
        }

        /// No slope is larger than this; where it is not reached, infinite will do.
        default double steepest() {
            return Double.POSITIVE_INFINITY;
        }

        /// The largest slope where the activation is flat at both ends (sigmoid, tanh, …), else 0.
        /// A unit is saturated on a sample where its slope is below a tenth of this.
        default double saturatingSlope() {
            return 0;
        }
    }

    /// The identity.
    record Linear() implements Elementwise {
        @Override
        public void forward(float[] z, float[] y, int from, int to, int width) {
            System.arraycopy(z, from, y, from, to - from);
        }

        @Override
        public void slope(float[] z, float[] y, float[] slope, int from, int to) {
            Arrays.fill(slope, from, to, 1);
        }

        @Override
        public boolean slopeNeedsOnlyOutput() {
            return true;
        }

        @Override
        public double steepest() {
            return 1;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The logistic function `1 / (1 + e⁻ᶻ)`; its slope `y(1 − y)` is at most 0.25.
    record Sigmoid() implements Elementwise {
        @Override
        public void forward(float[] z, float[] y, int from, int to, int width) {
            Kernels.best().sigmoid(z, from, y, from, to - from);
        }

        @Override
        public void slope(float[] z, float[] y, float[] slope, int from, int to) {
            for (int i = from; i < to; i++) slope[i] = y[i] * (1 - y[i]);
        }

        @Override
        public boolean slopeNeedsOnlyOutput() {
            return true;
        }

        @Override
        public double saturatingSlope() {
            return 0.25;
        }

        @Override
        public double least() {
            return 0;
        }

        @Override
        public double most() {
            return 1;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The hyperbolic tangent, slope `1 − y²`.
    record Tanh() implements Elementwise {
        @Override
        public void forward(float[] z, float[] y, int from, int to, int width) {
            Kernels.best().tanh(z, from, y, from, to - from);
        }

        @Override
        public void slope(float[] z, float[] y, float[] slope, int from, int to) {
            for (int i = from; i < to; i++) slope[i] = 1 - y[i] * y[i];
        }

        @Override
        public boolean slopeNeedsOnlyOutput() {
            return true;
        }

        @Override
        public double saturatingSlope() {
            return 1;
        }

        @Override
        public double least() {
            return -1;
        }

        @Override
        public double most() {
            return 1;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The rectifier `max(0, z)` (Nair & Hinton, 2010).
    record Relu() implements Elementwise {
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
        public double steepest() {
            return 1;
        }

        @Override
        public double least() {
            return 0;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The leaky rectifier `max(z, a·z)`, with the slope `a` for negative `z` (Maas, 2013).
    record LeakyRelu(@Default("0.01") double slope) implements Elementwise {
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
        public double steepest() {
            return 1;
        }

        @Override
        public double least() {
            return slope == 0 ? 0 : Double.NEGATIVE_INFINITY;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The exponential linear unit: `z` above 0, `α(eᶻ − 1)` below (Clevert, 2016).
    record Elu(@Default("1") double alpha) implements Elementwise {
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
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The self-normalizing unit `λ·elu(z, α)` whose fixed point is mean 0 and variance 1
    /// (Klambauer, 2017).
    record Selu() implements Elementwise {
        private static final float LAMBDA = (float) 1.0507009873554805;
        private static final float ALPHA = (float) 1.6732632423543772;

        @Override
        public void forward(float[] z, float[] y, int from, int to, int width) {
            scaledElu(z, y, from, to, LAMBDA, ALPHA);
        }

        @Override
        public void slope(float[] z, float[] y, float[] slope, int from, int to) {
            scaledEluSlope(z, slope, from, to, LAMBDA, ALPHA);
        }

        @Override
        public double least() {
            return -(double) LAMBDA * ALPHA;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The Gaussian error linear unit `z·Φ(z)` in its erf form (Hendrycks & Gimpel, 2016).
    record Gelu() implements Elementwise {
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
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The sigmoid linear unit `z·sigmoid(z)`, also called swish (Elfwing, 2018).
    record Silu() implements Elementwise {
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
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// `z·tanh(softplus(z))` (Misra, 2019), computed as `z·n/(n + 2)` with `n = e²ᶻ + 2eᶻ`.
    record Mish() implements Elementwise {
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
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The smooth rectifier `ln(1 + eᶻ)`, whose slope is the sigmoid (Dugas, 2001).
    record Softplus() implements Elementwise {
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
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// `z / (1 + |z|)` (Bergstra, 2009).
    record Softsign() implements Elementwise {
        @Override
        public void forward(float[] z, float[] y, int from, int to, int width) {
            for (int i = from; i < to; i++) y[i] = z[i] / (1 + Math.abs(z[i]));
        }

        @Override
        public void slope(float[] z, float[] y, float[] slope, int from, int to) {
            for (int i = from; i < to; i++) {
                float s = 1 / (1 + Math.abs(z[i]));
                slope[i] = s * s;
            }
        }

        @Override
        public double saturatingSlope() {
            return 1;
        }

        @Override
        public double least() {
            return -1;
        }

        @Override
        public double most() {
            return 1;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// `z` clipped to [−1, 1] (Collobert, 2004).
    record HardTanh() implements Elementwise {
        @Override
        public void forward(float[] z, float[] y, int from, int to, int width) {
            for (int i = from; i < to; i++) y[i] = Math.max(-1, Math.min(1, z[i]));
        }

        @Override
        public void slope(float[] z, float[] y, float[] slope, int from, int to) {
            between(-1, 1, 1, z, slope, from, to);
        }

        @Override
        public double saturatingSlope() {
            return 1;
        }

        @Override
        public double least() {
            return -1;
        }

        @Override
        public double most() {
            return 1;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// `z/6 + 1/2` clipped to [0, 1].
    record HardSigmoid() implements Elementwise {
        @Override
        public void forward(float[] z, float[] y, int from, int to, int width) {
            for (int i = from; i < to; i++) y[i] = Math.max(0, Math.min(1, z[i] / 6 + 0.5f));
        }

        @Override
        public void slope(float[] z, float[] y, float[] slope, int from, int to) {
            between(-3, 3, 1f / 6, z, slope, from, to);
        }

        @Override
        public double saturatingSlope() {
            return 1.0 / 6;
        }

        @Override
        public double least() {
            return 0;
        }

        @Override
        public double most() {
            return 1;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// `z` clipped to [0, 6] (Krizhevsky, 2010).
    record Relu6() implements Elementwise {
        @Override
        public void forward(float[] z, float[] y, int from, int to, int width) {
            for (int i = from; i < to; i++) y[i] = Math.max(0, Math.min(6, z[i]));
        }

        @Override
        public void slope(float[] z, float[] y, float[] slope, int from, int to) {
            between(0, 6, 1, z, slope, from, to);
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
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// `eᶻ`. Its slope grows with its value, so deep stacks of it explode.
    record Exponential() implements Elementwise {
        @Override
        public void forward(float[] z, float[] y, int from, int to, int width) {
            Kernels.best().exp(z, from, y, from, to - from);
        }

        @Override
        public void slope(float[] z, float[] y, float[] slope, int from, int to) {
            System.arraycopy(y, from, slope, from, to - from);
        }

        @Override
        public double least() {
            return 0;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The softmax of each row, `yⱼ = e^zⱼ / Σₖ e^zₖ`: positive outputs that sum to 1. Over a single
    /// unit it is always 1, whatever the input.
    record Softmax() implements Activation {
        @Override
        public void forward(float[] z, float[] y, int from, int to, int width) {
            for (int row = from; row < to; row += width) {
                float largest = Float.NEGATIVE_INFINITY;
                for (int j = row; j < row + width; j++) largest = Math.max(largest, z[j]);
                for (int j = row; j < row + width; j++) y[j] = z[j] - largest;
            }
            Kernels.best().exp(y, from, y, from, to - from);
            for (int row = from; row < to; row += width) {
                float sum = 0;
                for (int j = row; j < row + width; j++) sum += y[j];
                float scale = 1 / sum;
                for (int j = row; j < row + width; j++) y[j] *= scale;
            }
        }

        /// Writes `dz = y ⊙ (dy − ⟨dy, y⟩)`, row by row.
        public void backward(float[] y, float[] dy, float[] dz, int from, int to, int width) {
            for (int row = from; row < to; row += width) {
                float inner = 0;
                for (int j = row; j < row + width; j++) inner += dy[j] * y[j];
                for (int j = row; j < row + width; j++) dz[j] = y[j] * (dy[j] - inner);
            }
        }

        @Override
        public double least() {
            return 0;
        }

        @Override
        public double most() {
            return 1;
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

    /// Writes the slope of a function that rises for `low < z ≤ high` and is flat elsewhere.
    private static void between(float low, float high, float rise, float[] z, float[] slope,
            int from, int to) {
        for (int i = from; i < to; i++) {
            float above = Math.signum(Math.max(z[i] - low, 0));
            float beyond = Math.signum(Math.max(z[i] - high, 0));
            slope[i] = rise * (above - beyond);
        }
    }
}
