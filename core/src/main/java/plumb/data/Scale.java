package plumb.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
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
        var offset = new float[columns];
        var factor = new float[columns];
        for (int c = 0; c < columns; c++) {
            int column = c;
            IntToDoubleFunction value = row -> table[row * columns + column];
            switch (this) {
                case NONE -> factor[c] = 1;
                case UNIT -> factor[c] = 1f / 255;
                case STANDARDIZE -> {
                    double mean = Arrays.stream(rows).mapToDouble(value).average().orElse(0);
                    double square = 0;
                    for (int row : rows) {
                        double distance = value.applyAsDouble(row) - mean;
                        square += distance * distance;
                    }
                    double sd = Math.sqrt(square / rows.length);
                    offset[c] = (float) mean;
                    factor[c] = sd > 1e-6 * Math.abs(mean) ? inverse(sd) : 0;
                }
                case MINMAX -> {
                    double low = Arrays.stream(rows).mapToDouble(value).min().orElse(0);
                    double high = Arrays.stream(rows).mapToDouble(value).max().orElse(0);
                    offset[c] = (float) low;
                    factor[c] = inverse(high - low);
                }
            }
        }
        return new Scaling(offset, factor);
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
