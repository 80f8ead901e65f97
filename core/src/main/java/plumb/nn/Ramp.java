package plumb.nn;

/// A function that rises between two values and is flat elsewhere.
final class Ramp {
    private Ramp() {}

    /// Writes the slope of a function that rises for `low < z ≤ high` and is flat elsewhere.
    static void slope(float low, float high, float rise, float[] z, float[] slope,
            int from, int to) {
        for (int i = from; i < to; i++) {
            float above = Math.signum(Math.max(z[i] - low, 0));
            float beyond = Math.signum(Math.max(z[i] - high, 0));
            slope[i] = rise * (above - beyond);
        }
    }
}
