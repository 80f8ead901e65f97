package plumb.files;

import java.util.Optional;
import plumb.train.Encoding;
import plumb.train.Trained;

/// What a network says about some rows.
public final class Predictions {
    private final float[] outputs;
    private final int width;
    private final Columns columns;
    private final Trained trained;

    Predictions(float[] outputs, Columns columns, Trained trained) {
        this.outputs = outputs;
        this.width = trained.network().outputs();
        this.columns = columns;
        this.trained = trained;
    }

    /// How many rows there are.
    public int rows() {
        return outputs.length / width;
    }

    /// The name of the class that the network decides for; none if an output is not finite.
    public Optional<String> className(int row) {
        int decided = Encoding.decide(outputs, row * width, width, trained.loss());
        return decided < 0 ? Optional.empty() : Optional.of(columns.classes().get(decided));
    }

    /// The output for a class, a probability if [Model#givesProbabilities]; with one output unit,
    /// the first class has what is left of 1.
    public double share(int row, int ofClass) {
        if (width > 1) return outputs[row * width + ofClass];
        return ofClass == 1 ? outputs[row] : 1 - (double) outputs[row];
    }

    /// The class of a label that the network decides for; none if its output is not finite.
    public Optional<String> label(int row, int label) {
        int decided = Encoding.decide(outputs, row * width + label, 1, trained.loss());
        return decided < 0
                ? Optional.empty()
                : Optional.of(columns.goals().get(label).classes().get(decided));
    }

    /// The output for a label, the probability of the second of its two classes if
    /// [Model#givesProbabilities].
    public double ofLabel(int row, int label) {
        return outputs[row * width + label];
    }

    /// A predicted number, in the units of its target column.
    public double value(int row, int target) {
        return trained.targetScaling().undo(outputs[row * width + target], target);
    }
}
