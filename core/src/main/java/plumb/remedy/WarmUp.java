package plumb.remedy;

import plumb.optim.Schedule;
import plumb.text.Grammar;
import plumb.text.Require;
import plumb.train.Plan;

/// A learning rate that rises in a straight line over the first epochs, then takes the course it had
/// (Goyal et al., 2017): the first steps, where curvature and the averages of the optimizer are not yet
/// settled, are small. A plan that begins so stays as it is.
///
/// @param epochs how long it rises, passes over the training rows; above 0
public record WarmUp(double epochs) implements Remedy {
    public WarmUp {
        Require.positive(epochs, "epochs");
    }

    @Override
    public Plan apply(Plan plan) {
        return plan.schedule() instanceof Schedule.Warmup
                ? plan
                : plan.schedule(new Schedule.Warmup(epochs, plan.schedule()));
    }

    @Override
    public String change(Plan plan) {
        return "schedule: " + plan.schedule() + " → " + apply(plan).schedule();
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
