package plumb.files;

import java.util.Optional;
import plumb.data.Dataset;
import plumb.data.Target;

/// Rows of a table or of arrays, prepared for a network.
public final class Rows {
    private final float[] inputs;
    private final int number;
    private final Optional<Target> target;
    private final Gaps gaps;

    Rows(float[] inputs, int number, Optional<Target> target, Gaps gaps) {
        this.inputs = inputs;
        this.number = number;
        this.target = target;
        this.gaps = gaps;
    }

    /// The inputs, `[row][input]`.
    public float[] inputs() {
        return inputs;
    }

    /// How many rows there are.
    public int number() {
        return number;
    }

    /// What is right, if it was asked for.
    public Optional<Target> target() {
        return target;
    }

    /// The rows with a target, all for training.
    Dataset dataset(Columns columns, Target wanted) {
        return Dataset.of(inputs, columns.names(), wanted).shaped(columns.shape());
    }

    /// Where values are missing or not known.
    Gaps gaps() {
        return gaps;
    }
}
