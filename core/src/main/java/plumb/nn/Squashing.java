package plumb.nn;

import plumb.math.Kernels;
import plumb.text.Grammar;

/// An activation that is flat at both ends: where |z| is large, no gradient passes.
public sealed interface Squashing extends Activation.Elementwise {
    /// The logistic function `1 / (1 + e⁻ᶻ)`; its slope `y(1 − y)` is at most 0.25.
    record Sigmoid() implements Squashing {
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
        public double value(double z) {
            double e = Math.exp(-Math.abs(z));
            return (z < 0 ? e : 1) / (1 + e);
        }

        @Override
        public double slope(double z) {
            double e = Math.exp(-Math.abs(z));
            return e / ((1 + e) * (1 + e));
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The hyperbolic tangent, slope `1 − y²`.
    record Tanh() implements Squashing {
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
        public double value(double z) {
            return Math.tanh(z);
        }

        @Override
        public double slope(double z) {
            double e = Math.exp(-2 * Math.abs(z));
            return 4 * e / ((1 + e) * (1 + e));
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// `z / (1 + |z|)` (Bergstra, 2009).
    record Softsign() implements Squashing {
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
        public double value(double z) {
            return z / (1 + Math.abs(z));
        }

        @Override
        public double slope(double z) {
            return 1 / ((1 + Math.abs(z)) * (1 + Math.abs(z)));
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

    /// `z` clipped to [−1, 1] (Collobert, 2004).
    record HardTanh() implements Squashing {
        @Override
        public void forward(float[] z, float[] y, int from, int to, int width) {
            for (int i = from; i < to; i++) y[i] = Math.max(-1, Math.min(1, z[i]));
        }

        @Override
        public void slope(float[] z, float[] y, float[] slope, int from, int to) {
            Ramp.slope(-1, 1, 1, z, slope, from, to);
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
        public double value(double z) {
            return Math.max(-1, Math.min(1, z));
        }

        @Override
        public double slope(double z) {
            return z > -1 && z <= 1 ? 1 : 0;
        }

        @Override
        public double[] kinks() {
            return new double[] {-1, 1};
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// `z/6 + 1/2` clipped to [0, 1].
    record HardSigmoid() implements Squashing {
        @Override
        public void forward(float[] z, float[] y, int from, int to, int width) {
            for (int i = from; i < to; i++) y[i] = Math.max(0, Math.min(1, z[i] / 6 + 0.5f));
        }

        @Override
        public void slope(float[] z, float[] y, float[] slope, int from, int to) {
            Ramp.slope(-3, 3, 1f / 6, z, slope, from, to);
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
        public double value(double z) {
            return Math.max(0, Math.min(1, z / 6 + 0.5));
        }

        @Override
        public double slope(double z) {
            return z > -3 && z <= 3 ? 1.0 / 6 : 0;
        }

        @Override
        public double[] kinks() {
            return new double[] {-3, 3};
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }
}
