package plumb.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.text.InputError;

class ScaleTest {
    private static final int COLUMNS = 4;
    private static final int ROWS = 500;
    private static final int[] FIRST = IntStream.range(0, 400).toArray();

    /// Columns: normal around 1000, tiny, constant, uniform pixels.
    private static float[] table() {
        var random = new SplittableRandom(1);
        var table = new float[ROWS * COLUMNS];
        for (int row = 0; row < ROWS; row++) {
            table[row * COLUMNS] = (float) (1000 + 50 * random.nextGaussian());
            table[row * COLUMNS + 1] = (float) (1e-6 * random.nextGaussian());
            table[row * COLUMNS + 2] = 123.456f;
            table[row * COLUMNS + 3] = random.nextInt(256);
        }
        return table;
    }

    private static double[] column(Scale scale, int column, int[] rows) {
        float[] table = table();
        Scaling scaling = scale.fit(table, COLUMNS, FIRST);
        var scaled = new float[table.length];
        for (int row = 0; row < ROWS; row++)
            scaling.apply(table, row * COLUMNS, scaled, row * COLUMNS);
        return Arrays.stream(rows).mapToDouble(row -> scaled[row * COLUMNS + column]).toArray();
    }

    @Test
    void standardize_gives_mean_0_and_deviation_1_on_the_rows_it_was_fitted_on() {
        for (int c : new int[] {0, 1, 3}) {
            double[] x = column(Scale.STANDARDIZE, c, FIRST);
            double mean = Arrays.stream(x).average().orElseThrow();
            assertThat(mean).isCloseTo(0, within(1e-5));
            assertThat(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow())
                    .isCloseTo(1, within(1e-5));
        }
        double[] others = column(Scale.STANDARDIZE, 0, IntStream.range(400, 500).toArray());
        assertThat(Arrays.stream(others).average().orElseThrow()).isNotCloseTo(0, within(1e-4));
    }

    @Test
    void minmax_fills_0_to_1() {
        for (int c : new int[] {0, 1, 3}) {
            double[] x = column(Scale.MINMAX, c, FIRST);
            assertThat(Arrays.stream(x).min().orElseThrow()).isEqualTo(0);
            assertThat(Arrays.stream(x).max().orElseThrow()).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void unit_divides_pixels_by_255() {
        double[] x = column(Scale.UNIT, 3, FIRST);
        for (int row : FIRST)
            assertThat(x[row]).isCloseTo(table()[row * COLUMNS + 3] / 255.0, within(1e-7));
    }

    @Test
    void none_changes_nothing() {
        for (int c = 0; c < COLUMNS; c++)
            assertThat(column(Scale.NONE, c, FIRST)[7]).isEqualTo(table()[7 * COLUMNS + c]);
    }

    @Test
    void a_constant_column_becomes_0() {
        assertThat(column(Scale.STANDARDIZE, 2, FIRST)).containsOnly(0);
        assertThat(column(Scale.MINMAX, 2, FIRST)).containsOnly(0);
    }

    @Test
    void undo_gives_the_value_back() {
        for (Scale scale : Scale.values()) {
            for (float value : new float[] {-3, 0, 250.5f}) {
                Scaling scaling = scale.fit(new float[] {1, 5, 9}, 1, new int[] {0, 1, 2});
                var scaled = new float[1];
                scaling.apply(new float[] {value}, 0, scaled, 0);
                assertThat(scaling.undo(scaled[0], 0)).as(scale.toString()).isCloseTo(value,
                        within(1e-4));
            }
        }
        assertThat(Scale.STANDARDIZE.fit(new float[] {4, 4}, 1, new int[] {0, 1}).undo(0.7, 0))
                .isEqualTo(4);
    }

    /// Columns of very small and very large numbers scale to finite numbers.
    @Test
    void extreme_columns_stay_finite() {
        for (float size : new float[] {1e-42f, 1e-30f, 1e30f}) {
            for (Scale scale : Scale.values()) {
                float[] table = {-size, 0, size};
                Scaling scaling = scale.fit(table, 1, new int[] {0, 1, 2});
                var scaled = new float[3];
                for (int row = 0; row < 3; row++) scaling.apply(table, row, scaled, row);
                for (float v : scaled) assertThat(v).as("%s of %s", scale, size).isFinite();
            }
        }
    }

    @Test
    void names_are_in_lower_case_and_the_nearest_is_suggested() {
        for (Scale scale : Scale.values()) assertThat(Scale.of(scale.toString())).isEqualTo(scale);
        assertThat(Scale.STANDARDIZE).hasToString("standardize");
        assertThatThrownBy(() -> Scale.of("standardise")).isInstanceOf(InputError.class)
                .hasMessage("unknown scale \"standardise\"; did you mean \"standardize\"?");
    }
}
