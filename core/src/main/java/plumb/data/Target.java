package plumb.data;

import java.util.List;
import plumb.text.InputError;

/// What a network is to predict, for each row of a data set.
public sealed interface Target {
    /// How many rows there are.
    int rows();

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

    /// Multi-label classification: several questions with two answers for each row,
    /// `of[row][label]` is 0 or 1.
    ///
    /// @param width the number of labels
    record Labels(byte[] of, int width) implements Target {
        @Override
        public int rows() {
            return of.length / width;
        }
    }

    /// Regression: one or several numbers for each row, `of[row][number]`.
    ///
    /// @param width how many numbers a row has
    record Values(float[] of, int width) implements Target {
        /// One number for each row.
        public Values(float[] of) {
            this(of, 1);
        }

        @Override
        public int rows() {
            return of.length / width;
        }
    }
}
