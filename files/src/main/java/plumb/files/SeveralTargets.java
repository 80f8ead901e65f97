package plumb.files;

import java.util.List;
import plumb.data.Target;
import plumb.nn.Loss;
import plumb.text.InputError;

/// What several target columns stand for: numbers, or labels, questions with two answers each.
final class SeveralTargets {
    private SeveralTargets() {}

    /// What a column holds.
    ///
    /// @param what the column, as errors name it
    /// @param values its different values, sorted: texts, or the names of numbers
    record Shown(String name, String what, boolean numeric, List<String> values) {}

    /// Whether several columns are labels, or else numbers.
    ///
    /// @param numeric whether all of them hold numbers
    static boolean areLabels(boolean numeric, Experiment experiment) {
        return switch (experiment.data().task()) {
            case CLASSIFICATION -> true;
            case REGRESSION -> false;
            case AUTO -> NumericTarget.isForClasses(experiment.plan().loss()) || !numeric;
        };
    }

    /// The columns as goals that are all numbers, or all have two classes.
    static List<Goal> goals(List<Shown> columns, Experiment experiment) {
        boolean labels = areLabels(columns.stream().allMatch(Shown::numeric), experiment);
        for (Shown column : columns) {
            int values = column.values.size();
            if (values == 1) {
                throw new InputError(column.what + " has one value only, \""
                        + column.values.getFirst() + "\": there is nothing to learn");
            }
            if (labels && values != 2) {
                throw new InputError(column.what + " has " + values + " different values, "
                        + String.join(", ", column.values.subList(0, 3))
                        + (values > 3 ? " and so on" : "")
                        + ": of several targets with classes each has two");
            }
        }
        return columns.stream()
                .map(column -> new Goal(column.name, labels ? column.values : List.of())).toList();
    }

    /// @throws InputError if the labels are one class out of many, written as one column for each
    static void requireNotOneHot(Target target, Experiment experiment, String what) {
        boolean forOne = experiment.plan().loss() instanceof Loss.CategoricalCrossEntropy;
        if (!forOne || !(target instanceof Target.Labels labels)) return;
        for (int row = 0; row < labels.rows(); row++) {
            int sum = 0;
            for (int j = 0; j < labels.width(); j++) sum += labels.of()[row * labels.width() + j];
            if (sum != 1) return;
        }
        throw new InputError(what + ": each row has 1 in one of the " + labels.width()
                + " columns: they are classes; make one column of them, or take sigmoid and binary-cross-entropy for labels of their own");
    }
}
