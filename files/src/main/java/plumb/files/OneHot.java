package plumb.files;

import plumb.nn.Loss;

/// Classes as a column for each of them, 1 in the rows of the class and 0 in all others.
final class OneHot {
    private OneHot() {}

    /// Whether an experiment takes such columns of an array for classes: if its loss is made for one
    /// class out of many.
    static boolean isWanted(Experiment experiment) {
        return experiment.data().task() != Task.REGRESSION
                && experiment.plan().loss() instanceof Loss.CategoricalCrossEntropy;
    }

    /// Whether all rows of several columns, one row after another, are written so.
    static boolean is(double[] numbers, int width) {
        if (width < 2) return false;
        for (int from = 0; from < numbers.length; from += width) {
            if (place(numbers, from, width) < 0) return false;
        }
        return true;
    }

    /// The class of the row that begins at `from`, or −1 if it is not written so.
    static int place(double[] numbers, int from, int width) {
        int place = -1;
        for (int j = 0; j < width; j++) {
            double number = numbers[from + j];
            if (number == 0) continue;
            if (number != 1 || place >= 0) return -1;
            place = j;
        }
        return place;
    }
}
