package plumb.remedy;

import plumb.optim.Optimizer;
import plumb.text.Grammar;
import plumb.train.Plan;

/// Another optimizer.
public record OptimizeWith(Optimizer optimizer) implements Remedy {
    @Override
    public Plan apply(Plan plan) {
        return plan.optimizer(optimizer);
    }

    @Override
    public String change(Plan plan) {
        return "optimizer: " + plan.optimizer() + " → " + optimizer;
    }

    @Override
    public int size() {
        return 2;
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}
