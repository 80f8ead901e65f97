package plumb.diagnose;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumb.data.Scaling;
import plumb.data.Target;
import plumb.nn.Activation;
import plumb.nn.Loss;
import plumb.nn.Rectifier;
import plumb.nn.Squashing;

/// The output activation and the loss do not belong together, or the outputs cannot reach the
/// targets, so the loss has no way down or no gradient.
record OutputLossMismatch() implements Symptom {
    /// Learning is impossible.
    private static final double FATAL = 100;
    /// Learning is slower or ends worse.
    private static final double MILD = 1;
    /// Share of targets that the outputs may fail to reach.
    static final double UNREACHABLE = 0.05;

    private record Mismatch(double damage, String why, double unreachable) {}

    @Override
    public Optional<Finding> find(Evidence e) {
        int output = e.history().depth() - 1;
        Mismatch m = mismatch(e, e.activation(output), e.plan().loss(),
                e.plan().network().units(e.data().shape()));
        if (m == null) return Optional.empty();
        return Optional.of(new Sign(this, m.damage, m.why)
                .layers(List.of(e.number(output)))
                .measured("unreachableTargets", m.unreachable, UNREACHABLE)
                .causes(Cause.only("output"))
                .remedies("set-output")
                .finding());
    }

    private static @Nullable Mismatch mismatch(
            Evidence e, Activation output, Loss loss, int units) {
        if (output instanceof Activation.Softmax && units == 1) {
            return new Mismatch(FATAL,
                    "The output is softmax over a single unit: it is 1 whatever the input, so nothing "
                            + "can be learned.",
                    Double.NaN);
        }
        double unreachable = unreachable(e, output);
        if (unreachable > UNREACHABLE) {
            return new Mismatch(FATAL,
                    "The output " + output + " cannot reach " + Words.percent(unreachable)
                            + " of the targets.",
                    unreachable);
        }
        boolean labels = e.data().target() instanceof Target.Labels;
        if (labels && loss instanceof Loss.CategoricalCrossEntropy) {
            return new Mismatch(FATAL, loss + " takes the labels of a row for one class out of many"
                    + " and does not see those that it has not: each label is a question of its"
                    + " own, for sigmoid and binary-cross-entropy.", unreachable);
        }
        boolean probability = output instanceof Activation.Softmax
                || output instanceof Squashing.Sigmoid
                || output instanceof Squashing.HardSigmoid;
        boolean shares = loss instanceof Loss.CategoricalCrossEntropy
                && (output instanceof Activation.Exponential
                        || output instanceof Rectifier.Softplus);
        if (loss instanceof Loss.OnLogits && !probability && !shares) {
            return new Mismatch(FATAL, loss + " expects probabilities, but the output " + output
                    + " leaves the range from 0 to 1: there the loss is clipped and has no gradient, or is not finite.",
                    unreachable);
        }
        if (loss instanceof Loss.Hinge) return hinge(e, output, units, unreachable);
        if (e.regression()) return null;
        if (loss instanceof Loss.Mse || loss instanceof Loss.Mae || loss instanceof Loss.Huber) {
            return new Mismatch(MILD,
                    loss + " on " + output
                            + " treats classes as numbers: its gradient is small where "
                            + "an answer is wrong with confidence.",
                    unreachable);
        }
        if (loss instanceof Loss.CategoricalCrossEntropy
                && !(output instanceof Activation.Softmax)) {
            return new Mismatch(MILD,
                    loss + " divides the outputs of " + output
                            + " by their sum; softmax does that on "
                            + "the logits, without losing gradient.",
                    unreachable);
        }
        return null;
    }

    /// The hinge loss wants outputs of both signs, up to a distance of 1 from 0, for classes.
    private static @Nullable Mismatch hinge(Evidence e, Activation output, int units,
            double unreachable) {
        if (e.regression()) {
            return new Mismatch(FATAL,
                    "hinge is a loss for two classes, but the target is a number: whatever it is,"
                            + " it counts as a sign.",
                    unreachable);
        }
        boolean alone = units == 1 || e.data().target() instanceof Target.Labels;
        if (alone && output.least() >= 0) {
            return new Mismatch(FATAL,
                    "Under hinge an output below 0 stands for the first class, but "
                            + output + " is never below 0.",
                    unreachable);
        }
        if (output.least() > -1 || output.most() < 1) {
            return new Mismatch(MILD, "hinge pushes outputs to −1 and 1 or beyond, where " + output
                    + " does not reach: rows that are right are pushed on.", unreachable);
        }
        return null;
    }

    /// The share of targets outside of what the output activation can give.
    private static double unreachable(Evidence e, Activation output) {
        return switch (e.data().target()) {
            case Target.Classes _ -> 0;
            case Target.Labels labels -> output instanceof Activation.Softmax
                    ? notOne(labels, e.data().train())
                    : 0;
            case Target.Values values -> outside(e, values, output);
        };
    }

    /// The share of rows that have no label or several, where a softmax has one in all.
    private static double notOne(Target.Labels labels, int[] rows) {
        int width = labels.width();
        int others = 0;
        for (int row : rows) {
            int sum = 0;
            for (int j = 0; j < width; j++) sum += labels.of()[row * width + j];
            others += sum == 1 ? 0 : 1;
        }
        return (double) others / rows.length;
    }

    private static double outside(Evidence e, Target.Values values, Activation output) {
        int width = values.width();
        Scaling scaling = e.plan().scaleTarget().fit(values.of(), width, e.data().train());
        var scaled = new float[width];
        int outside = 0;
        for (int row : e.data().train()) {
            scaling.apply(values.of(), row * width, scaled, 0);
            for (float t : scaled) outside += t < output.least() || t > output.most() ? 1 : 0;
        }
        return (double) outside / ((double) width * e.data().train().length);
    }
}
