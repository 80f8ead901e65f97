package plumb.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import plumb.nn.Blueprint;

class DyingReluTest {
    private static int[] widths(int width, int depth) {
        var widths = new int[depth];
        Arrays.fill(widths, width);
        return widths;
    }

    @Test
    void a_single_ray_dies_as_the_formula_says() {
        assertThat(DyingRelu.singleRay(widths(3, 9))).isCloseTo(0.699342, within(1e-6));
        assertThat(DyingRelu.singleRay(widths(2, 10))).isCloseTo(0.943686, within(1e-6));
        assertThat(DyingRelu.singleRay(widths(10, 49))).isCloseTo(0.046747, within(1e-6));
        assertThat(DyingRelu.singleRay(new int[] {1, 2})).isCloseTo(1 - 0.5 * 0.75, within(1e-15));
    }

    @Test
    void the_formula_counts_the_relu_layers_that_it_holds_for() {
        assertThat(singleRay("flatten; dense(3, relu) x 9; dense(1, sigmoid)"))
                .isCloseTo(0.699342, within(1e-6));
        assertThat(singleRay("dense(1, relu); dense(9, tanh); dense(2, relu, bias=none); dense(1)"))
                .isCloseTo(1 - 0.5 * 0.75, within(1e-15));
        assertThat(singleRay("dense(3, relu, bias=ones); dense(3, relu, constant(1)); dense(1)"))
                .isZero();
        assertThat(singleRay("dense(3, relu); dropout(0.5); dense(1)")).isZero();
    }

    private static double singleRay(String network) {
        return DyingRelu.singleRay(Blueprint.of(network));
    }
    @Test
    void both_rays_die_as_often_as_published() {
        assertThat(DyingRelu.of(widths(5, 10), 1).oneInput()).isCloseTo(0.153, within(0.006));
        assertThat(DyingRelu.of(widths(3, 9), 2).oneInput()).isCloseTo(0.5806, within(0.012));
        assertThat(DyingRelu.of(widths(2, 10), 3).oneInput()).isCloseTo(0.9085, within(0.008));
    }

    @Test
    void equal_seeds_count_alike() {
        assertThat(DyingRelu.of(widths(4, 9), 7)).isEqualTo(DyingRelu.of(widths(4, 9), 7));
    }
}
