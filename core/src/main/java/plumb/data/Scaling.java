package plumb.data;

import plumb.math.Kernels;

/// A fitted change of units, column by column: `x′ = (x − offset) · factor`.
public record Scaling(float[] offset, float[] factor) {
    /// Writes one scaled row.
    public void apply(float[] from, int fromOffset, float[] to, int toOffset) {
        Kernels.best().scale(from, fromOffset, offset, factor, to, toOffset);
    }

    /// The value that a number of a column had before scaling.
    public double undo(double scaled, int column) {
        return factor[column] == 0 ? offset[column] : scaled / factor[column] + offset[column];
    }
}
