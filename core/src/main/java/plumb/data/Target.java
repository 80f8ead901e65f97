package plumb.data;

import java.util.List;
import plumb.text.InputError;

/// What a network is to predict, for each row of a data set.
public sealed interface Target {
    /// How many rows there are.
    int rows();

    /// Room for the targets of some rows: of classes, or of numbers if there are none.
    static Target room(int rows, List<String> classes) {
        return classes.isEmpty()
                ? new Values(new float[rows])
                : new Classes(new int[rows], classes);
    }

    /// Classification: `of[row]` is the index of the row's class in `names`.
    record Classes(int[] of, List<String> names) implements Target {
        public Classes {
            names = List.copyOf(names);
            if (names.size() == 1) {
                throw new InputError("the target has one class only, \"" + names.getFirst()
                        + "\": there is nothing to learn");
            }
        }

        @Override
        public int rows() {
            return of.length;
        }
    }

    /// Regression: one number for each row.
    record Values(float[] of) implements Target {
        @Override
        public int rows() {
            return of.length;
        }
    }
}
