package plumb.files;

import java.util.Map;
import java.util.Optional;
import plumb.data.Dataset;
import plumb.data.Target;

/// Rows of a table or of arrays, prepared for a network.
public final class Rows {
    private final float[] inputs;
    private final int number;
    private final Optional<Target> target;
    private final Map<String, Integer> unknown;

    Rows(float[] inputs, int number, Optional<Target> target, Map<String, Integer> unknown) {
        this.inputs = inputs;
        this.number = number;
        this.target = target;
        this.unknown = Map.copyOf(unknown);
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

    /// For each text column with a category that was not there at first, how many rows have one.
    public Map<String, Integer> unknown() {
        return unknown;
    }
}
