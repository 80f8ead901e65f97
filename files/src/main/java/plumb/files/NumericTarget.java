package plumb.files;

import java.util.Arrays;
import java.util.List;
import plumb.nn.Loss;
import plumb.nn.Shape;
import plumb.text.Grammar;
import plumb.text.InputError;
import plumb.train.Plan;

/// What a target of numbers stands for: names of classes, or a quantity.
final class NumericTarget {
    /// The most classes that numbers can name.
    static final int MOST = 1 << 16;

    private NumericTarget() {}

    /// The classes that the numbers name, sorted; none if they are a quantity.
    ///
    /// @param different the different numbers, sorted
    /// @param shape the shape of a row of inputs
    /// @param what the target, as errors name it
    static List<String> classes(double[] different, Shape shape, Experiment experiment,
            String what) {
        boolean classification = switch (experiment.data().task()) {
            case CLASSIFICATION -> true;
            case REGRESSION -> false;
            case AUTO -> suggested(experiment.plan(), shape, different.length);
        };
        if (classification && different.length > MOST) {
            throw new InputError(what + " has more than " + MOST
                    + " different numbers, too many for classes");
        }
        if (classification) return Arrays.stream(different).mapToObj(Columns::className).toList();
        if (different.length > 1) return List.of();
        throw new InputError(what + " has one value only, " + Grammar.number(different[0])
                + ": there is nothing to learn");
    }

    /// Whether loss or network are made for classes.
    private static boolean suggested(Plan plan, Shape shape, int numbers) {
        return isForClasses(plan.loss())
                || (numbers > 1 && plan.network().units(shape) == numbers);
    }

    /// Whether a loss is made for classes.
    static boolean isForClasses(Loss loss) {
        return switch (loss) {
            case Loss.BinaryCrossEntropy _,Loss.CategoricalCrossEntropy _,Loss.Hinge _ -> true;
            case Loss.Mse _,Loss.Mae _,Loss.Huber _ -> false;
        };
    }
}
