package plumb.remedy;

import plumb.text.Grammar;
import plumb.train.Plan;

/// Another learning rate for the same optimizer.
public record SetLearningRate(double rate) implements Remedy {
    @Override
    public Plan apply(Plan plan) {
        return plan.optimizer(plan.optimizer().withLearningRate(rate));
    }

    @Override
    public String change(Plan plan) {
        return "learning rate: " + Grammar.number(plan.optimizer().learningRate()) + " → "
                + Grammar.number(rate);
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
