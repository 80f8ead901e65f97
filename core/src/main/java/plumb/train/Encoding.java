package plumb.train;

import plumb.data.Dataset;
import plumb.data.Scale;
import plumb.data.Scaling;
import plumb.data.Target;
import plumb.nn.Loss;
import plumb.text.InputError;

/// How a target is written on the outputs of a network, and read back from them.
///
/// With one output unit for each class, a class is a 1 among 0s and the largest output decides. With
/// one unit and two classes, the second is 1 and an output above the loss's boundary decides for it:
/// 0.5, or 0 under the hinge loss. Each label has a unit of its own, read like that of two classes, and
/// so has each number, in its training units.
public final class Encoding {
    private final Target target;
    private final int width;
    private final Scaling scaling;
    private final float[] classWeights;

    /// The encoding for a data set as a plan says: its target is scaled, and its classes are weighted,
    /// by rules fitted on the training rows.
    ///
    /// @throws InputError if that many output units or these rules do not fit the target
    public Encoding(Dataset data, int width, Plan plan) {
        this(data.target(), width, fit(data, plan.scaleTarget()), plan.classWeight().fit(data));
    }

    /// The encoding in units that are known already.
    ///
    /// @param classWeights of each class; none if every row counts the same
    /// @throws InputError if that many output units do not fit the target
    Encoding(Target target, int width, Scaling scaling, float[] classWeights) {
        this.target = target;
        this.width = width;
        this.scaling = scaling;
        this.classWeights = classWeights;
        switch (target) {
            case Target.Classes c -> {
                int classes = c.names().size();
                if (width != classes && !(width == 1 && classes == 2)) {
                    throw new InputError(
                            "the last layer has " + units(width) + ", but the target has " + classes
                                    + " classes: expected "
                                    + (classes == 2 ? "1 or 2 units" : units(classes)));
                }
            }
            case Target.Labels labels -> requireUnits(labels.width(),
                    "has " + labels.width() + " labels");
            case Target.Values values -> requireUnits(values.width(), values.width() == 1
                    ? "is one number"
                    : "has " + values.width() + " numbers");
        }
    }

    private void requireUnits(int expected, String target) {
        if (width == expected) return;
        throw new InputError("the last layer has " + units(width) + ", but the target " + target
                + ": expected " + units(expected));
    }

    private static String units(int number) {
        return number == 1 ? "1 unit" : number + " units";
    }

    private static Scaling fit(Dataset data, Scale scaleTarget) {
        return switch (data.target()) {
            case Target.Classes _ -> unscaled(scaleTarget, "classes");
            case Target.Labels _ -> unscaled(scaleTarget, "labels");
            case Target.Values v -> scaleTarget.fit(v.of(), v.width(), data.train());
        };
    }

    private static Scaling unscaled(Scale scaleTarget, String target) {
        if (scaleTarget == Scale.NONE) return new Scaling(new float[] {0}, new float[] {1});
        throw new InputError("data.scale-target is for regression, but the target has " + target);
    }

    public int width() {
        return width;
    }

    public Target target() {
        return target;
    }

    public Scaling scaling() {
        return scaling;
    }

    /// The weight of each class; none if every row counts the same.
    public float[] classWeights() {
        return classWeights;
    }

    /// Whether rows count differently.
    public boolean weighted() {
        return classWeights.length > 0;
    }

    /// How much a row counts: 1, or the weight of its class.
    public float weight(int row) {
        return weighted() ? classWeights[((Target.Classes) target).of()[row]] : 1;
    }

    /// The name of the metric that decides: that of the task, of rows that count by their weights.
    public String metricName() {
        return (weighted() ? "weighted-" : "") + Metric.main(target);
    }

    /// Writes the target of a row.
    public void write(int row, float[] t, int at) {
        switch (target) {
            case Target.Classes c -> {
                for (int j = 0; j < width; j++) t[at + j] = 0;
                if (width == 1) t[at] = c.of()[row];
                else t[at + c.of()[row]] = 1;
            }
            case Target.Labels labels -> {
                for (int j = 0; j < width; j++) t[at + j] = labels.of()[row * width + j];
            }
            case Target.Values v -> scaling.apply(v.of(), row * width, t, at);
        }
    }

    /// The class that the outputs from `at` on decide for, or −1 where they are not finite.
    public int decide(float[] y, int at, Loss loss) {
        return decide(y, at, width, loss);
    }

    /// The same for any number of outputs.
    public static int decide(float[] y, int at, int width, Loss loss) {
        if (width == 1) return Float.isFinite(y[at]) ? (y[at] > loss.boundary() ? 1 : 0) : -1;
        int best = 0;
        for (int j = 0; j < width; j++) {
            if (!Float.isFinite(y[at + j])) return -1;
            if (y[at + j] > y[at + best]) best = j;
        }
        return best;
    }

    /// A mean loss over values, brought from training units to the user's; for the Huber loss that is
    /// the one with δ in the user's units. Losses for classes have no units, and those over several
    /// numbers no common ones: they stay as they are.
    public double lossInUserUnits(Loss loss, double scaled) {
        double factor = scaling.factor()[0];
        if (factor == 0 || width > 1 || !(target instanceof Target.Values)) return scaled;
        return switch (loss) {
            case Loss.Mae _ -> scaled / factor;
            case Loss.Mse _,Loss.Huber _ -> scaled / (factor * factor);
            case Loss.Hinge _,Loss.BinaryCrossEntropy _,Loss.CategoricalCrossEntropy _ -> scaled;
        };
    }
}
