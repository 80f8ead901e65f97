package plumb.bench.clinic;

import plumb.data.Scale;
import plumb.optim.Optimizer;
import plumb.train.Length;
import plumb.train.Plan;

/// A plan in the terms in which it is drawn and spoiled.
///
/// @param output activation of the last layer
record Recipe(Hidden hidden, int outputs, String output, String outputInit, String loss,
        Optimizer optimizer, int batch, long steps, Scale scale, Scale scaleTarget) {

    Plan plan() {
        return Plan.of(hidden.text() + "; dense(" + outputs + ", " + output + ", " + outputInit
                + ")", loss, optimizer.toString()).batch(batch).length(new Length.Steps(steps))
                .scale(scale).scaleTarget(scaleTarget);
    }

    Recipe hidden(Hidden changed) {
        return new Recipe(changed, outputs, output, outputInit, loss, optimizer, batch, steps,
                scale, scaleTarget);
    }

    /// Another activation of the output, with a loss that people use it with.
    Recipe output(String activation, String withLoss) {
        return new Recipe(hidden, outputs, activation, outputInit, withLoss, optimizer, batch,
                steps, scale, scaleTarget);
    }

    /// Other initial weights in all layers.
    Recipe init(String changed) {
        return new Recipe(hidden.init(changed), outputs, output, changed, loss, optimizer, batch,
                steps, scale, scaleTarget);
    }

    Recipe rate(double factor) {
        return new Recipe(hidden, outputs, output, outputInit, loss,
                optimizer.withLearningRate(factor * optimizer.learningRate()), batch, steps, scale,
                scaleTarget);
    }

    Recipe optimizer(Optimizer changed, int rows) {
        return new Recipe(hidden, outputs, output, outputInit, loss, changed, rows, steps, scale,
                scaleTarget);
    }

    Recipe scale(Scale changed) {
        return new Recipe(hidden, outputs, output, outputInit, loss, optimizer, batch, steps,
                changed, scaleTarget);
    }

    Recipe scaleTarget(Scale changed) {
        return new Recipe(hidden, outputs, output, outputInit, loss, optimizer, batch, steps,
                scale, changed);
    }
}
