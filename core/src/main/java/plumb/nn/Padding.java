package plumb.nn;

import plumb.text.Grammar;

/// What a window does at the edges of an image, side by side: height and width are alike.
public sealed interface Padding {
    /// How many windows there are along a side, 0 if it is too short for one.
    int windows(int side, int kernel, int stride);

    /// How many zeros stand before the first value of a side.
    int before(int side, int kernel, int stride);

    /// Zeros around the image, so that there are side/stride windows, rounded up. Where their number is
    /// odd, one more stands at the end.
    record Same() implements Padding {
        @Override
        public int windows(int side, int kernel, int stride) {
            return (side - 1) / stride + 1;
        }

        @Override
        public int before(int side, int kernel, int stride) {
            long covered = (windows(side, kernel, stride) - 1L) * stride + kernel;
            return (int) (Math.max(0, covered - side) / 2);
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// No zeros: windows lie within the image.
    record Valid() implements Padding {
        @Override
        public int windows(int side, int kernel, int stride) {
            return side < kernel ? 0 : (side - kernel) / stride + 1;
        }

        @Override
        public int before(int side, int kernel, int stride) {
            return 0;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }
}
