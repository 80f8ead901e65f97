package plumb.train;

import plumb.data.Dataset;
import plumb.data.Scale;
import plumb.nn.Blueprint;
import plumb.nn.Loss;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.optim.Schedule;
import plumb.text.InputError;

/// What is trained: a network, what it minimizes and by which rule, on inputs and targets in which
/// units, with classes of which weight, for how long. A repair is a function from plan to plan.
public record Plan(
        Blueprint network,
        Loss loss,
        Optimizer optimizer,
        Schedule schedule,
        Clip clip,
        int batch,
        Length length,
        Stop stop,
        Scale scale,
        Scale scaleTarget,
        ClassWeight classWeight) {

    public Plan {
        if (batch < 1) throw new InputError("batch must be at least 1, got " + batch);
        if (scaleTarget != Scale.NONE && scaleTarget != Scale.STANDARDIZE) {
            throw new InputError(
                    "data.scale-target must be none or standardize, got " + scaleTarget);
        }
    }

    /// A plan from texts, such as `"dense(16, relu) x 3; dense(1, sigmoid)"`,
    /// `"binary-cross-entropy"` and `"adam(0.001)"`, with batches of 32 rows for 20 epochs at a
    /// constant learning rate, without a limit on gradients.
    public static Plan of(String network, String loss, String optimizer) {
        return new Plan(Blueprint.of(network), Loss.of(loss), Optimizer.of(optimizer),
                new Schedule.Constant(), new Clip.None(), 32, new Length.Epochs(20),
                new Stop.None(), Scale.NONE,
                Scale.NONE, new ClassWeight.None());
    }

    public Plan network(Blueprint changed) {
        return new Plan(changed, loss, optimizer, schedule, clip, batch, length, stop, scale,
                scaleTarget, classWeight);
    }

    public Plan loss(Loss changed) {
        return new Plan(network, changed, optimizer, schedule, clip, batch, length, stop, scale,
                scaleTarget, classWeight);
    }

    public Plan optimizer(Optimizer changed) {
        return new Plan(network, loss, changed, schedule, clip, batch, length, stop, scale,
                scaleTarget,
                classWeight);
    }

    public Plan schedule(Schedule changed) {
        return new Plan(network, loss, optimizer, changed, clip, batch, length, stop, scale,
                scaleTarget,
                classWeight);
    }

    public Plan clip(Clip changed) {
        return new Plan(network, loss, optimizer, schedule, changed, batch, length, stop, scale,
                scaleTarget, classWeight);
    }

    /// The rows of a batch of this data: no more than there are training rows.
    public int batchOf(Dataset data) {
        return Math.min(batch, data.train().length);
    }

    public Plan batch(int changed) {
        return new Plan(network, loss, optimizer, schedule, clip, changed, length, stop, scale,
                scaleTarget, classWeight);
    }

    public Plan length(Length changed) {
        return new Plan(network, loss, optimizer, schedule, clip, batch, changed, stop, scale,
                scaleTarget, classWeight);
    }

    public Plan epochs(int number) {
        return length(new Length.Epochs(number));
    }

    public Plan stop(Stop changed) {
        return new Plan(network, loss, optimizer, schedule, clip, batch, length, changed, scale,
                scaleTarget, classWeight);
    }

    public Plan scale(Scale changed) {
        return new Plan(network, loss, optimizer, schedule, clip, batch, length, stop, changed,
                scaleTarget, classWeight);
    }

    public Plan scaleTarget(Scale changed) {
        return new Plan(network, loss, optimizer, schedule, clip, batch, length, stop, scale,
                changed,
                classWeight);
    }

    public Plan classWeight(ClassWeight changed) {
        return new Plan(network, loss, optimizer, schedule, clip, batch, length, stop, scale,
                scaleTarget,
                changed);
    }
}
