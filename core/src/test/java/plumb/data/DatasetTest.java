package plumb.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.nn.Shape;
import plumb.text.InputError;

class DatasetTest {
    private static final int ROWS = 100;

    /// 70 rows of class 0, 20 of class 1, 10 of class 2.
    private static Dataset data() {
        int[] of = IntStream.range(0, ROWS).map(row -> row < 70 ? 0 : row < 90 ? 1 : 2).toArray();
        return Dataset.of(new float[ROWS], List.of("x"),
                new Target.Classes(of, List.of("a", "b", "c")));
    }

    @Test
    void a_split_is_disjoint_and_complete() {
        Dataset data = data().split(0.3, 1);
        int[] all = IntStream.concat(Arrays.stream(data.train()), Arrays.stream(data.validation()))
                .sorted().toArray();
        assertThat(all).isEqualTo(IntStream.range(0, ROWS).toArray());
        assertThat(data.heldOut()).isTrue();
    }

    @Test
    void a_split_holds_the_same_share_of_every_class() {
        int[] drawn = data().split(0.2, 1).validation();
        assertThat(Arrays.stream(drawn).filter(row -> row < 70).count()).isEqualTo(14);
        assertThat(Arrays.stream(drawn).filter(row -> row >= 70 && row < 90).count()).isEqualTo(4);
        assertThat(Arrays.stream(drawn).filter(row -> row >= 90).count()).isEqualTo(2);
    }

    @Test
    void a_split_of_many_small_classes_has_the_share_that_was_asked_for() {
        int[] of = IntStream.range(0, 200).map(row -> row / 2).toArray();
        List<String> names = IntStream.range(0, 100).mapToObj(String::valueOf).toList();
        Dataset data = Dataset.of(new float[200], List.of("x"), new Target.Classes(of, names));
        Dataset split = data.split(0.2, 1);
        assertThat(Arrays.stream(split.validation()).map(row -> row / 2).sorted().toArray())
                .isEqualTo(IntStream.range(0, 40).toArray());
        assertThat(split.train()).hasSize(160);
    }

    /// 3.5, 1 and 0.5 rows, 5 in all: of equal remainders the class that stands first has the row.
    @Test
    void rows_that_are_left_over_go_to_the_largest_remainders() {
        int[] drawn = data().split(0.05, 1).validation();
        assertThat(Arrays.stream(drawn).filter(row -> row < 70).count()).isEqualTo(4);
        assertThat(Arrays.stream(drawn).filter(row -> row >= 70 && row < 90).count()).isOne();
        assertThat(Arrays.stream(drawn).filter(row -> row >= 90).count()).isZero();
    }

    @Test
    void a_split_depends_on_its_seed_alone() {
        assertThat(data().split(0.3, 1).validation()).isEqualTo(data().split(0.3, 1).validation());
        assertThat(data().split(0.3, 1).validation())
                .isNotEqualTo(data().split(0.3, 2).validation());
    }

    @Test
    void without_a_split_decisions_are_measured_on_the_training_rows() {
        assertThat(data().heldOut()).isFalse();
        assertThat(data().split(0, 1).heldOut()).isFalse();
        assertThat(data().validation()).isEqualTo(data().train());
    }

    @Test
    void test_rows_are_neither_trained_nor_validated_on() {
        Dataset data = data().withTestFrom(80).split(0.25, 1);
        assertThat(data.test()).isEqualTo(IntStream.range(80, 100).toArray());
        assertThat(data.train().length + data.validation().length).isEqualTo(80);
        assertThat(Arrays.stream(data.train()).max().orElseThrow()).isLessThan(80);
        assertThat(Arrays.stream(data.validation()).max().orElseThrow()).isLessThan(80);
    }

    @Test
    void rows_keep_their_shape() {
        assertThat(data().shape()).hasToString("1");
        Dataset shaped = data().shaped(Shape.of(1, 1)).withTestFrom(80).split(0.25, 1);
        assertThat(shaped.shape()).hasToString("1x1");
        assertThatThrownBy(() -> data().shaped(Shape.of(2, 1)))
                .hasMessage("a row of 1 has not the shape 2x1");
    }

    @Test
    void values_are_split_too() {
        Dataset data = Generator.of("linear(50, inputs=2)").generate(1).split(0.1, 1);
        assertThat(data.validation()).hasSize(5);
        assertThat(data.train()).hasSize(45);
    }

    @Test
    void empty_and_pointless_data_are_refused() {
        assertThatThrownBy(
                () -> Dataset.of(new float[0], List.of("x"), new Target.Values(new float[0])))
                .isInstanceOf(InputError.class).hasMessage("the data has no rows");
        assertThatThrownBy(
                () -> Dataset.of(new float[0], List.of(), new Target.Values(new float[1])))
                .isInstanceOf(InputError.class).hasMessage("the data has no input columns");
        assertThatThrownBy(() -> Dataset.of(new float[2], List.of("x"),
                new Target.Labels(new byte[] {0, 1, 1, 2}, 2))).isInstanceOf(InputError.class)
                .hasMessage("row 1, label 1: expected 0 or 1, got 2");
        assertThatThrownBy(() -> Dataset.of(new float[2], List.of("x"),
                new Target.Values(new float[] {0, Float.NaN, 1, 2}, 2)))
                .isInstanceOf(InputError.class)
                .hasMessage("row 0, target 1: expected a finite number, got NaN");
        assertThatThrownBy(() -> new Target.Classes(new int[3], List.of("only")))
                .isInstanceOf(InputError.class).hasMessageContaining("one class only, \"only\"");
        assertThatThrownBy(() -> data().split(1, 1)).isInstanceOf(InputError.class)
                .hasMessageContaining("at least 0 and below 1");
        assertThatThrownBy(() -> data().split(Double.NaN, 1)).isInstanceOf(InputError.class);
        assertThatThrownBy(() -> data().split(0.999, 1)).isInstanceOf(InputError.class)
                .hasMessage("data.validation 0.999 leaves no row for training, of "
                        + data().train().length + " in all");
        assertThatThrownBy(() -> data().withTestFrom(0)).isInstanceOf(InputError.class)
                .hasMessageContaining("no row is left for training");
    }

    @Test
    void values_that_are_not_finite_are_refused_with_row_and_column() {
        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> Dataset.of(new float[] {1, 2, 3, value}, List.of("x", "y"),
                    new Target.Values(new float[2]))).isInstanceOf(InputError.class)
                    .hasMessage("row 1, column \"y\": expected a finite number, got " + value);
            assertThatThrownBy(() -> Dataset.of(new float[3], List.of("x"),
                    new Target.Values(new float[] {1, 2, value}))).isInstanceOf(InputError.class)
                    .hasMessage("row 2, target: expected a finite number, got " + value);
        }
    }

    @Test
    void classes_that_do_not_exist_are_refused_with_their_row() {
        for (int number : new int[] {-1, 2, 3}) {
            assertThatThrownBy(() -> Dataset.of(new float[3], List.of("x"),
                    new Target.Classes(new int[] {0, 1, number}, List.of("a", "b"))))
                    .isInstanceOf(InputError.class)
                    .hasMessage("row 2, target: expected the number of a class, 0 to 1, got "
                            + number);
        }
    }

    @Test
    void theOnlyRowOfAClassIsTrainedOnWhereOthersHaveMore() {
        int[] classes = new int[203];
        Arrays.fill(classes, 100, 200, 1);
        for (int c = 2; c < 5; c++) classes[198 + c] = c;
        Dataset data = Dataset.of(new float[203], List.of("x"),
                new Target.Classes(classes, List.of("a", "b", "c", "d", "e"))).split(0.2, 1);
        assertThat(data.validation()).hasSize(41);
        assertThat(Arrays.stream(data.train()).map(row -> classes[row]).distinct()).hasSize(5);
    }
}
