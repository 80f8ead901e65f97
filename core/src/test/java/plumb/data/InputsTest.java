package plumb.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.math.Rng;

/// Rows in an array and rows of a mapped file are the same rows.
class InputsTest {
    private static final int ROWS = 100;
    private static final int WIDTH = 7;

    private static float[] draw(long seed) {
        var rng = new Rng(seed, Rng.Stream.DATA, 0);
        var values = new float[ROWS * WIDTH];
        for (int i = 0; i < values.length; i++) values[i] = (float) rng.normal();
        return values;
    }

    private static Inputs mapped(float[] values, int width) {
        return MappedInputs.of(Inputs.of(values, width));
    }

    @Test
    void what_is_written_is_read() {
        float[] values = draw(1);
        for (Inputs inputs : List.of(mapped(values, WIDTH), Inputs.of(values.clone(), WIDTH))) {
            assertThat(inputs.rows()).isEqualTo(ROWS);
            assertThat(inputs.width()).isEqualTo(WIDTH);
            assertThat(InputValues.of(inputs)).isEqualTo(values);
            inputs.write(3, new float[] {1, 2, 3, 4, 5, 6, 7});
            var found = new float[WIDTH + 2];
            inputs.read(3, found, 1);
            assertThat(found).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 0);
            inputs.read(4, found, 0);
            assertThat(found[0]).isEqualTo(values[4 * WIDTH]);
        }
    }

    @Test
    void rules_are_fitted_and_applied_alike() {
        float[] values = draw(2);
        List<String> columns = IntStream.range(0, WIDTH).mapToObj(c -> "x" + c).toList();
        var target = new Target.Values(new float[ROWS]);
        var one = Dataset.of(values, columns, target).split(0.3, 1);
        var other = Dataset.of(mapped(values, WIDTH), columns, target).split(0.3, 1);
        for (Scale rule : Scale.values()) {
            Scaling scaling = one.scaling(rule);
            assertThat(other.scaling(rule).offset()).isEqualTo(scaling.offset());
            assertThat(other.scaling(rule).factor()).isEqualTo(scaling.factor());
            assertThat(one.scaling(rule)).isSameAs(scaling);
            var expected = new float[WIDTH + 1];
            var found = new float[WIDTH + 1];
            for (int row = 0; row < ROWS; row++) {
                one.inputs().read(row, scaling, expected, 1);
                other.inputs().read(row, scaling, found, 1);
                assertThat(found).isEqualTo(expected);
            }
        }
    }

    @Test
    void rows_have_the_same_length() {
        assertThatThrownBy(() -> Inputs.of(new float[7], 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Inputs.Mapped(Arena.ofAuto().allocate(28), 2))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
