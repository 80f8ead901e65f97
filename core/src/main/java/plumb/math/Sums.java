package plumb.math;

/// Raw sums over the elements of one or more arrays: the sum of squares and counts of special
/// values.
///
/// The sum of squares is held in double, so it neither overflows nor underflows for any finite
/// float (squares reach from 2e-90 to 1.2e77). Infinite and NaN elements enter it as they are: the
/// sum is then not finite and [#nonFinite] says how many caused that.
public final class Sums {
    /// Σ x².
    public double squares;
    /// How many elements are +0 or −0.
    public long zeros;
    /// How many elements are subnormal: not zero and smaller than 2⁻¹²⁶ in magnitude.
    public long subnormals;
    /// How many elements are infinite or NaN.
    public long nonFinite;
    /// Where a sum over vectors is folded.
    final float[] lanes = new float[8];

    /// Sums over no elements.
    public Sums() {}

    /// Adds the four sums of another set of elements.
    public void add(Sums other) {
        squares += other.squares;
        zeros += other.zeros;
        subnormals += other.subnormals;
        nonFinite += other.nonFinite;
    }

    /// Sets the four sums to zero.
    public void clear() {
        squares = 0;
        zeros = 0;
        subnormals = 0;
        nonFinite = 0;
    }

    /// The mean of x² over `count` elements; 0 for no elements.
    public double meanSquare(long count) {
        return count == 0 ? 0 : squares / count;
    }

    /// The root mean square over `count` elements; 0 for no elements.
    public double rms(long count) {
        return Math.sqrt(meanSquare(count));
    }

    @Override
    public String toString() {
        return "squares " + squares + ", zeros " + zeros + ", subnormals " + subnormals
                + ", non-finite " + nonFinite;
    }
}
