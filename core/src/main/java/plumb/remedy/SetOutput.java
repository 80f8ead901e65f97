package plumb.remedy;

import plumb.nn.Activation;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.text.Grammar;
import plumb.train.Plan;

/// The output activation and the loss that fit the task.
public record SetOutput(Activation activation, Loss loss) implements Remedy {
    @Override
    public Plan apply(Plan plan) {
        int last = plan.network().layers().size() - 1;
        Layer output = plan.network().output().withActivation(activation);
        return plan.network(plan.network().with(last, output)).loss(loss);
    }

    @Override
    public String change(Plan plan) {
        Activation before = plan.network().layers().getLast().activation();
        String output = before.equals(activation)
                ? ""
                : "output activation: " + before + " → " + activation;
        String losses = plan.loss().equals(loss) ? "" : "loss: " + plan.loss() + " → " + loss;
        return output + (output.isEmpty() || losses.isEmpty() ? "" : ", ") + losses;
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
