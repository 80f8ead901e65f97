package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void a_log_axis_ends_at_whole_decades() {
        var axis = LogAxis.over(DoubleStream.of(2e-3, 0.4), 100, 0);
        assertThat(axis).isEqualTo(new LogAxis(-3, 0, 100, 0));
        assertThat(axis.position(1e-3)).isEqualTo(100);
        assertThat(axis.position(1)).isEqualTo(0);
        assertThat(axis.position(0.1)).isCloseTo(100 / 3.0, within(1e-9));
    }

    @Test
    void a_log_axis_has_at_least_two_decades() {
        for (double value : new double[] {1, 5, 0.01, 1e-45, 1e38}) {
            var axis = LogAxis.over(DoubleStream.of(value), 0, 1);
            assertThat(axis.high() - axis.low()).isEqualTo(2);
            assertThat(axis.position(value)).isBetween(0.0, 1.0);
        }
    }

    @Test
    void a_log_axis_leaves_out_what_it_cannot_hold() {
        var values = DoubleStream.of(Double.NaN, 0, -1, Double.POSITIVE_INFINITY, 10, 1000);
        assertThat(LogAxis.over(values, 0, 1)).isEqualTo(new LogAxis(1, 3, 0, 1));
        assertThat(LogAxis.over(DoubleStream.empty(), 0, 1)).isEqualTo(new LogAxis(-1, 1, 0, 1));
    }

    @Test
    void a_log_axis_labels_few_of_many_decades() {
        var axis = LogAxis.over(DoubleStream.of(1e-45, 1e38), 0, 1);
        assertThat(axis.ticks(8)).containsExactly(-40, -30, -20, -10, 0, 10, 20, 30)
                .doesNotHaveDuplicates();
        assertThat(new LogAxis(-7, -1, 0, 1).ticks(8)).hasSize(7);
        assertThat(LogAxis.label(-13)).isEqualTo("10⁻¹³");
        assertThat(LogAxis.label(0)).isEqualTo("10⁰");
    }

    @Test
    void a_linear_axis_ends_at_round_numbers() {
        var axis = LinearAxis.over(DoubleStream.of(50, 99.5), 5, 0, 100);
        assertThat(axis.ticks()).containsExactly(50.0, 60.0, 70.0, 80.0, 90.0, 100.0);
        assertThat(axis.position(75)).isEqualTo(50);
        assertThat(axis.label(50)).isEqualTo("50");
        assertThat(LinearAxis.over(DoubleStream.of(-0.3, 0.12), 5, 0, 1).ticks())
                .allSatisfy(
                        t -> assertThat(Math.abs(t * 10 - Math.round(t * 10))).isLessThan(1e-9));
    }

    @Test
    void a_linear_axis_holds_equal_absent_and_extreme_values() {
        for (double[] values : List.of(new double[] {}, new double[] {0.5}, new double[] {0, 0},
                new double[] {Double.NaN, 3, 3}, new double[] {-1e300, 1e300},
                new double[] {1e-300, 2e-300}, new double[] {Double.NEGATIVE_INFINITY, 7})) {
            var axis = LinearAxis.over(DoubleStream.of(values), 5, 0, 1);
            assertThat(axis.low()).isLessThan(axis.high());
            assertThat(axis.ticks()).hasSizeBetween(2, 12).doesNotHaveDuplicates();
            DoubleStream.of(values).filter(Double::isFinite).forEach(
                    v -> assertThat(axis.position(v)).isBetween(-1e-9, 1 + 1e-9));
        }
    }

    @Test
    void a_layer_axis_numbers_as_many_layers_as_it_has_room_for() {
        for (int depth : new int[] {1, 2, 9, 50, 100, 200}) {
            var axis = new LayerAxis(Collections.nCopies(depth, "1"), 56, 704);
            long labels = IntStream.range(0, depth).filter(axis::labeled).count();
            assertThat(labels).isBetween(1L, 30L);
            assertThat(axis.center(0)).isBetween(56.0, 704.0);
            assertThat(axis.center(depth - 1)).isBetween(axis.center(0), 704.0);
        }
    }
}
