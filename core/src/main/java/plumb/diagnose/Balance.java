package plumb.diagnose;

import java.util.Arrays;
import java.util.Optional;
import plumb.data.Dataset;
import plumb.data.Target;
import plumb.gauge.History;
import plumb.train.ClassWeight;
import plumb.train.Plan;
import plumb.train.Recall;
import plumb.train.Score;

/// How well a network finds the small ones of very uneven classes, where the share of right answers
/// says little: balanced accuracies beside that of the same answer for every row, 1/k of k classes.
///
/// Of two networks as good as each other one may name a small class more often: it is right about more
/// of its rows and wrong about more others. So a low balanced accuracy alone is no failure. It is
/// one if fewer answers are right as well, or if the loss is that of the trivial predictor. The
/// yardstick, too, may know which rows are likelier to be of a small class and never name it: then
/// its loss tells that there is something to learn.
///
/// @param largest the share of the largest class in the training rows
/// @param trivial 1/k of the k classes that have validation rows
/// @param yardstickSound whether the yardstick gives no fewer right answers than the trivial predictor
/// @param yardstickLoss the yardstick's loss over that of the trivial predictor
/// @param fewerRight whether the network gives fewer right answers than the yardstick, beyond chance
/// @param loss the network's loss over that of the trivial predictor
record Balance(double largest, double trivial, Recall own, Recall yardstick,
        boolean yardstickSound, double yardstickLoss, boolean fewerRight, double loss) {
    /// Classes are uneven if one has less than this part of what is its share in even ones.
    private static final double UNEVEN = 0.5;
    /// A loss above this part of the trivial predictor's is near it.
    static final double TRIVIAL_LOSS = 0.95;
    /// A yardstick whose loss is below this part of the trivial predictor's has learned.
    private static final double LEARNED_LOSS = 0.8;

    /// Empty where classes are even or weighted, where the weights say what each counts, where there is
    /// no yardstick, or where nothing was scored.
    static Optional<Balance> of(History history, Plan plan, Dataset data, Reference reference) {
        if (!(data.target() instanceof Target.Classes classes)
                || !(plan.classWeight() instanceof ClassWeight.None)
                || history.validation().isEmpty() || reference.yardstick().isEmpty()) {
            return Optional.empty();
        }
        int[] rows = count(classes, data.train());
        int[] asked = count(classes, data.validation());
        double even = (double) data.train().length / rows.length;
        if (Arrays.stream(rows).min().orElseThrow() >= UNEVEN * even) return Optional.empty();
        Score own = history.validation().get();
        Score yardstick = reference.yardstick().get();
        Score trivial = reference.trivial();
        if (Double.isNaN(own.recall().mean()) || Double.isNaN(yardstick.recall().mean())) {
            return Optional.empty();
        }
        double error = Math.hypot(own.standardError(), yardstick.standardError());
        return Optional.of(new Balance(
                (double) Arrays.stream(rows).max().orElseThrow() / data.train().length,
                1.0 / Arrays.stream(asked).filter(n -> n > 0).count(), own.recall(),
                yardstick.recall(), yardstick.metric() >= trivial.metric(),
                yardstick.loss() / Trivial.score(Yardstick.plan(plan, data, 1), data).loss(),
                yardstick.metric() - own.metric() > Evidence.STANDARD_ERRORS * error,
                own.loss() / trivial.loss()));
    }

    private static int[] count(Target.Classes classes, int[] rows) {
        var count = new int[classes.names().size()];
        for (int row : rows) count[classes.of()[row]]++;
        return count;
    }

    private double gain() {
        return yardstick.mean() - trivial;
    }

    /// Whether there is something to learn about small classes.
    boolean learnable() {
        return found() || yardstickLoss < LEARNED_LOSS;
    }

    /// Whether the yardstick finds small classes, beyond chance and not by guessing.
    private boolean found() {
        return yardstickSound && gain() > Evidence.LEAST_GAIN
                && gain() > Evidence.STANDARD_ERRORS * yardstick.standardError();
    }

    /// How far the network stays behind the yardstick, as a share of what there is to gain.
    double shortfall() {
        return found() ? (yardstick.mean() - own.mean()) / gain() : silent() ? 1 : 0;
    }

    /// Whether the network finds clearly less of the small classes than the yardstick.
    boolean behind() {
        return silent() || (found() && shortfall() > Evidence.CLEARLY_BEHIND
                && yardstick.mean() - own.mean() > Evidence.STANDARD_ERRORS
                        * Math.hypot(own.standardError(), yardstick.standardError())
                && (fewerRight || trivialLoss()));
    }

    /// Whether it finds none of them: it says little else than one class.
    boolean missed() {
        return behind() && shortfall() >= 1 - Evidence.NEAR_TRIVIAL;
    }

    /// Whether it says one class, and its loss is as if it knew nothing, where the yardstick's is not.
    private boolean silent() {
        return yardstickLoss < LEARNED_LOSS && trivialLoss()
                && own.mean() - trivial <= Evidence.NEAR_TRIVIAL * (1 - trivial);
    }

    private boolean trivialLoss() {
        return !(loss < TRIVIAL_LOSS);
    }
}
