package plumb.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.text.InputError;

class GridTest {
    @Test
    void commas_in_parentheses_belong_to_a_value() {
        assertThat(
                Axis.of("network.1 = dense(64, relu), residual(dense(8, tanh), gain=0) ,dense(2)"))
                .isEqualTo(new Axis("network.1",
                        List.of("dense(64, relu)", "residual(dense(8, tanh), gain=0)",
                                "dense(2)")));
        assertThat(Axis.of("network=dense(2) x 3; dense(1),dense(1)").values())
                .containsExactly("dense(2) x 3; dense(1)", "dense(1)");
        assertThat(Axis.of("optimizer=sgd(0.1, momentum=0.9)").values()).hasSize(1);
    }

    @Test
    void commas_in_brackets_and_braces_belong_to_a_value() {
        assertThat(Axis.of("metrics=[auc, f1],[auc]").values())
                .containsExactly("[auc, f1]", "[auc]");
        assertThat(Axis.of("class-weight={0: 1, 1: 2},none").values())
                .containsExactly("{0: 1, 1: 2}", "none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "batch | \"batch\": expected key=value,value,…",
            "'=1,2' | \"=1,2\": expected key=value,value,…",
            "'batch=' | batch has an empty value",
            "'batch=1,,2' | batch has an empty value",
            "'batch=1,2, 1' | batch has the value 1 twice",
            "'network=dense(2);\n dense(1)' | network has a value of several lines: write it on one"})
    void an_axis_that_is_none_is_refused(String text, String message) {
        assertThatThrownBy(() -> Axis.of(text)).isInstanceOf(InputError.class).hasMessage(message);
    }

    @Test
    void points_are_all_combinations_the_last_key_fastest() {
        var grid = new Grid(List.of(Axis.of("a=1,2"), Axis.of("b=x,y,z"), Axis.of("c=0")));
        assertThat(grid.size()).isEqualTo(6);
        assertThat(grid.values(1)).containsExactly("1", "x", "0");
        assertThat(grid.values(2)).containsExactly("1", "y", "0");
        assertThat(grid.values(6)).containsExactly("2", "z", "0");
        assertThat(grid.settings(4)).containsExactly("a=2", "b=x", "c=0");
    }

    @Test
    void a_grid_that_is_none_is_refused() {
        assertThatThrownBy(() -> new Grid(List.of())).hasMessage("a grid needs at least one key");
        assertThatThrownBy(() -> new Grid(List.of(Axis.of("a=1"), Axis.of("a=2"))))
                .hasMessageStartingWith("a is given twice");
        List<Axis> large = List.of(wide("a"), wide("b"), wide("c"));
        assertThatThrownBy(() -> new Grid(large))
                .hasMessage("the grid has 125000 points, more than 100000");
    }

    private static Axis wide(String key) {
        return new Axis(key, java.util.stream.IntStream.range(0, 50).mapToObj(String::valueOf)
                .toList());
    }
}
