package plumb.files;

import java.util.ArrayList;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import plumb.text.InputError;

/// Values that a table does not have: cells that are empty or hold `?`, `NA`, `NaN` or `null`, in
/// letters of any case.
///
/// Among texts they are a category of their own. Among numbers the mean of the training rows takes
/// their place, so they lie at 0 once the column is standardized; rows for validation and test have
/// no part in that mean.
final class Missing {
    /// The category that missing texts are.
    static final String CATEGORY = "missing";

    /// What stands for a number that is missing until the mean is known.
    static final OptionalDouble UNKNOWN = OptionalDouble.of(Double.NaN);

    private static final Set<String> WORDS = Set.of("na", "nan", "null");

    private Missing() {}

    /// Whether a part of a buffer says that there is no value.
    static boolean is(char[] buffer, int from, int to) {
        if (from == to) return true;
        char first = buffer[from];
        if (first == '?') return to - from == 1;
        return (first == 'n' || first == 'N') && to - from <= 4
                && WORDS.contains(new String(buffer, from, to - from).toLowerCase(Locale.ROOT));
    }

    /// Puts the means of the training rows in the place of missing numbers.
    ///
    /// @param incomplete the names of the columns with missing values
    /// @return the columns with these means
    static Columns fill(Rows rows, int[] train, Columns columns, Set<String> incomplete) {
        var filled = new ArrayList<Columns.Column>();
        int input = 0;
        for (Columns.Column column : columns.inputs()) {
            filled.add(switch (column) {
                case Columns.Column.Category category -> category;
                case Columns.Column.Numeric(String name, _) -> incomplete.contains(name)
                        ? new Columns.Column.Numeric(name,
                                OptionalDouble
                                        .of(fill(rows, train, columns.names().size(), input, name)))
                        : new Columns.Column.Numeric(name);
            });
            input += (int) column.inputs().count();
        }
        return new Columns(filled, columns.target(), columns.classes(), columns.shape());
    }

    private static double fill(Rows rows, int[] train, int width, int input, String name) {
        float[] inputs = rows.inputs();
        double sum = 0;
        int number = 0;
        for (int row : train) {
            float value = inputs[row * width + input];
            if (Float.isNaN(value)) continue;
            sum += value;
            number++;
        }
        if (number == 0) {
            throw new InputError("column \"" + name + "\" has no value in any of the "
                    + train.length + " training rows: remove it");
        }
        float mean = (float) (sum / number);
        for (int i = input; i < inputs.length; i += width) {
            if (Float.isNaN(inputs[i])) inputs[i] = mean;
        }
        return Double.parseDouble(Float.toString(mean));
    }
}
