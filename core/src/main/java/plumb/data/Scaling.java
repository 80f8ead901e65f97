package plumb.data;

/// A fitted change of units, column by column: `x′ = (x − offset) · factor`.
public record Scaling(float[] offset, float[] factor) {
    /// Writes one scaled row.
    public void apply(float[] from, int fromOffset, float[] to, int toOffset) {
        for (int c = 0; c < offset.length; c++)
            to[toOffset + c] = (from[fromOffset + c] - offset[c]) * factor[c];
    }

    /// The value that the first column had before scaling.
    public double undo(double scaled) {
        return factor[0] == 0 ? offset[0] : scaled / factor[0] + offset[0];
    }
}
