package plumb.remedy;

import plumb.optim.Clip;
import plumb.text.Grammar;
import plumb.train.Plan;

/// A limit on the gradients of a step.
public record ClipGradients(Clip clip) implements Remedy {
    @Override
    public Plan apply(Plan plan) {
        return plan.clip(clip);
    }

    @Override
    public String change(Plan plan) {
        return "clip: " + plan.clip() + " → " + clip;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public Start start() {
        return Start.KEPT;
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}
