package plumb.nn;

import java.util.Arrays;
import plumb.math.Kernels;
import plumb.text.Grammar;
import plumb.text.Named;

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
    sealed interface Elementwise extends Activation
            permits Linear, Squashing, Rectifier, Exponential {
        /// Writes `slope = φ′(z)`, given `y = φ(z)`. At a kink it is the slope on the left, so that
        /// a ReLU has slope 0 at 0.
        void slope(float[] z, float[] y, float[] slope, int from, int to);

        /// `φ(z)` in double precision.
        double value(double z);

        /// `φ′(z)` in double precision; at a kink the slope on the left.
        double slope(double z);

        /// Where `φ` or its slope is not smooth.
        default double[] kinks() {
            return new double[0];
        }

        /// Whether `φ(λz) = λ·φ(z)` for every λ > 0.
        default boolean homogeneous() {
            return false;
        }

        /// Whether [#slope(float[], float[], float[], int, int)] reads `y` alone, so that `y` may take the place of `z`.
        default boolean slopeNeedsOnlyOutput() {
            return false;
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
        public boolean homogeneous() {
            return true;
        }

        @Override
        public double value(double z) {
            return z;
        }

        @Override
        public double slope(double z) {
            return 1;
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
        public double value(double z) {
            return Math.exp(z);
        }

        @Override
        public double slope(double z) {
            return Math.exp(z);
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
}
