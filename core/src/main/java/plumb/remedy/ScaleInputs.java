package plumb.remedy;

import plumb.data.Scale;
import plumb.text.Grammar;
import plumb.train.Plan;

/// Inputs brought to mean 0 and standard deviation 1, column by column.
public record ScaleInputs() implements Remedy {
    @Override
    public Plan apply(Plan plan) {
        return plan.scale(Scale.STANDARDIZE);
    }

    @Override
    public String change(Plan plan) {
        return "scale of the inputs: " + plan.scale() + " → standardize";
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}
