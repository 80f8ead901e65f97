package plumb.theory;

import plumb.math.Normal;

/// A format of floating-point numbers, by what becomes of small and large ones.
public enum Precision {
    FLOAT32("float32", -149, 0x1.fffffep127), BFLOAT16("bfloat16", -133, 0x1.fep127), FLOAT16(
            "float16", -24,
            65504), FLOAT8_E5M2("float8-e5m2", -16, 57344), FLOAT8_E4M3("float8-e4m3", -9, 448);

    private final String text;
    private final int exponent;
    private final double largest;

    Precision(String text, int exponent, double largest) {
        this.text = text;
        this.exponent = exponent;
        this.largest = largest;
    }

    /// The smallest number above 0.
    public double smallest() {
        return Math.scalb(1.0, exponent);
    }

    /// The largest finite number.
    public double largest() {
        return largest;
    }

    /// The share of numbers x ~ N(0, rms²) that become 0: those of at most half of [#smallest].
    public double lost(double rms) {
        return rms == 0 ? 1 : Normal.erf(smallest() / 2 / (rms * Math.sqrt(2)));
    }

    @Override
    public String toString() {
        return text;
    }
}
