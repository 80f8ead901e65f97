package plumb.data;

import plumb.math.Kernels;

/// A fitted change of units, column by column: `x′ = (x − offset) · factor`.
public record Scaling(float[] offset, float[] factor) {
    /// Writes one scaled row.
    public void apply(float[] from, int fromOffset, float[] to, int toOffset) {
        Kernels.best().scale(from, fromOffset, offset, factor, to, toOffset);
    }

    /// The value that the first column had before scaling.
    public double undo(double scaled) {
        return factor[0] == 0 ? offset[0] : scaled / factor[0] + offset[0];
    }
}
