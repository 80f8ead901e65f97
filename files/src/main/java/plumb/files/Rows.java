package plumb.files;

import java.util.Optional;
import plumb.data.Dataset;
import plumb.data.Inputs;
import plumb.data.Target;
import plumb.nn.Shape;

/// Rows of a table or of arrays, prepared for a network.
public final class Rows {
    private final Inputs inputs;
    private final Optional<Target> target;
    private final Gaps gaps;

    Rows(Inputs inputs, Optional<Target> target, Gaps gaps) {
        this.inputs = inputs;
        this.target = target;
        this.gaps = gaps;
    }

    public Inputs inputs() {
        return inputs;
    }

    /// How many rows there are.
    public int number() {
        return inputs.rows();
    }

    /// What is right, if it was asked for.
    public Optional<Target> target() {
        return target;
    }

    /// The rows with a target, all for training.
    Dataset dataset(Columns columns, Target wanted) {
        return Dataset.of(inputs, columns.names(), wanted).shaped(Shape.of(columns.shape()));
    }

    /// Where values are missing or not known.
    Gaps gaps() {
        return gaps;
    }
}
