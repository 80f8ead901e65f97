package plumb.remedy;

import plumb.data.Scale;
import plumb.text.Grammar;
import plumb.train.Plan;

/// Values to predict brought to mean 0 and standard deviation 1 for training; predictions and errors
/// come back in the user's units.
public record ScaleTargets() implements Remedy {
    @Override
    public Plan apply(Plan plan) {
        return plan.scaleTarget(Scale.STANDARDIZE);
    }

    @Override
    public String change(Plan plan) {
        return "scale of the targets: " + plan.scaleTarget() + " → standardize";
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
