package plumb.data;

import java.util.Arrays;
import java.util.Locale;
import plumb.text.InputError;
import plumb.text.Nearest;

/// A rule that brings the columns of a table to a common range, fitted on the training rows.
public enum Scale {
    NONE,
    /// To mean 0 and standard deviation 1; a constant column becomes 0.
    STANDARDIZE,
    /// To [0, 1]; a constant column becomes 0.
    MINMAX,
    /// Pixels from 0..255 to [0, 1].
    UNIT;

    /// Parses a name in lower case.
    public static Scale of(String text) {
        for (Scale scale : values()) {
            if (scale.toString().equals(text)) return scale;
        }
        var known = Arrays.stream(values()).map(Scale::toString).toList();
        throw new InputError("unknown scale \"" + text + "\"; " + Nearest.suggestion(text, known));
    }

    /// Fits this rule to some rows of a table with `columns` columns.
    public Scaling fit(float[] table, int columns, int[] rows) {
        return fit(Inputs.of(table, columns), rows);
    }

    /// Fits this rule to some rows.
    Scaling fit(Inputs table, int[] rows) {
        var offset = new float[table.width()];
        var factor = new float[table.width()];
        switch (this) {
            case NONE -> Arrays.fill(factor, 1);
            case UNIT -> Arrays.fill(factor, 1f / 255);
            case STANDARDIZE -> standardize(table, rows, offset, factor);
            case MINMAX -> minmax(table, rows, offset, factor);
        }
        return new Scaling(offset, factor);
    }

    private static void standardize(Inputs table, int[] rows, float[] offset, float[] factor) {
        int columns = offset.length;
        var values = new float[columns];
        var mean = new double[columns];
        for (int row : rows) {
            table.read(row, values, 0);
            for (int c = 0; c < columns; c++) mean[c] += values[c];
        }
        for (int c = 0; c < columns; c++) mean[c] /= rows.length;
        var square = new double[columns];
        for (int row : rows) {
            table.read(row, values, 0);
            for (int c = 0; c < columns; c++) {
                double distance = values[c] - mean[c];
                square[c] += distance * distance;
            }
        }
        for (int c = 0; c < columns; c++) {
            double sd = Math.sqrt(square[c] / rows.length);
            offset[c] = (float) mean[c];
            factor[c] = sd > 1e-6 * Math.abs(mean[c]) ? inverse(sd) : 0;
        }
    }

    private static void minmax(Inputs table, int[] rows, float[] offset, float[] factor) {
        int columns = offset.length;
        var values = new float[columns];
        Arrays.fill(offset, Float.POSITIVE_INFINITY);
        var high = new float[columns];
        Arrays.fill(high, Float.NEGATIVE_INFINITY);
        for (int row : rows) {
            table.read(row, values, 0);
            for (int c = 0; c < columns; c++) {
                offset[c] = Math.min(offset[c], values[c]);
                high[c] = Math.max(high[c], values[c]);
            }
        }
        for (int c = 0; c < columns; c++) factor[c] = inverse((double) high[c] - offset[c]);
    }

    /// The factor that brings a spread to 1, or 0 where there is none that a float can hold.
    private static float inverse(double spread) {
        float factor = (float) (1 / spread);
        return Float.isFinite(factor) ? factor : 0;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
