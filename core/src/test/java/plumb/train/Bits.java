package plumb.train;

import plumb.nn.Tally;

/// A number that tells float arrays with different bits apart.
final class Bits {
    private long hash = 17;

    Bits add(float[] values) {
        for (float value : values) add(Float.floatToRawIntBits(value));
        return this;
    }

    Bits add(double value) {
        add(Double.doubleToRawLongBits(value));
        return this;
    }

    Bits add(Iterable<Tally> tallies) {
        for (Tally t : tallies) {
            add(t.preactivation.squares).add(t.output.squares).add(t.outputGradient.squares)
                    .add(t.delta.squares)
                    .add(t.slope.squares).add(t.parameters.squares).add(t.gradients.squares)
                    .add(t.updates.squares)
                    .add(t.live);
        }
        return this;
    }

    private void add(long bits) {
        hash = (hash ^ bits) * 0x9E3779B97F4A7C15L;
        hash ^= hash >>> 29;
    }

    @Override
    public String toString() {
        return Long.toHexString(hash);
    }
}
