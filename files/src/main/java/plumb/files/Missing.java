package plumb.files;

import java.util.ArrayList;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import plumb.data.Inputs;
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
    /// @param training finds the training rows, if they are needed
    /// @return the columns with these means
    static Columns fill(Rows rows, Columns columns, Supplier<int[]> training) {
        Set<String> incomplete = rows.gaps().incomplete();
        int[] train = incomplete.isEmpty() ? new int[0] : training.get();
        float[] means = means(rows.inputs(), train);
        var filled = new ArrayList<Columns.Column>();
        int input = 0;
        for (Columns.Column column : columns.inputs()) {
            filled.add(switch (column) {
                case Columns.Column.Category category -> category;
                case Columns.Column.Numeric(String name, _) -> incomplete.contains(name)
                        ? new Columns.Column.Numeric(name,
                                OptionalDouble.of(mean(means[input], name, train.length)))
                        : new Columns.Column.Numeric(name);
            });
            input += (int) column.inputs().count();
        }
        if (!incomplete.isEmpty()) fill(rows.inputs(), means);
        return new Columns(filled, columns.goals(), columns.shape());
    }

    /// The means of the numbers that are there; NaN where there is none.
    private static float[] means(Inputs inputs, int[] train) {
        var row = new float[inputs.width()];
        var sums = new double[row.length];
        var numbers = new int[row.length];
        for (int r : train) {
            inputs.read(r, row, 0);
            for (int c = 0; c < row.length; c++) {
                if (Float.isNaN(row[c])) continue;
                sums[c] += row[c];
                numbers[c]++;
            }
        }
        var means = new float[row.length];
        for (int c = 0; c < row.length; c++) means[c] = (float) (sums[c] / numbers[c]);
        return means;
    }

    private static double mean(float mean, String name, int rows) {
        if (Float.isNaN(mean)) {
            throw new InputError("column \"" + name + "\" has no value in any of the " + rows
                    + " training rows: remove it");
        }
        return Double.parseDouble(Float.toString(mean));
    }

    private static void fill(Inputs inputs, float[] means) {
        var row = new float[inputs.width()];
        for (int r = 0; r < inputs.rows(); r++) {
            inputs.read(r, row, 0);
            boolean complete = true;
            for (int c = 0; c < row.length; c++) {
                if (!Float.isNaN(row[c])) continue;
                row[c] = means[c];
                complete = false;
            }
            if (!complete) inputs.write(r, row);
        }
    }
}
