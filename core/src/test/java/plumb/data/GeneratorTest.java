package plumb.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumb.Members;
import plumb.text.Grammar;
import plumb.text.InputError;

class GeneratorTest {
    @Test
    void equal_seeds_give_equal_data_and_other_seeds_other_data() {
        for (Class<?> member : Grammar.members(Generator.class)) {
            Generator generator = valid(member);
            Dataset a = generator.generate(1);
            Dataset b = generator.generate(1);
            assertThat(InputValues.of(a.inputs())).as(generator.toString())
                    .isEqualTo(InputValues.of(b.inputs()));
            assertThat(targets(a)).isEqualTo(targets(b));
            assertThat(InputValues.of(a.inputs())).hasSize(a.rows() * a.columns().size());
            assertThat(a.train()).hasSize(a.rows());
            for (float x : InputValues.of(a.inputs())) assertThat(x).isFinite();
            boolean random = !Arrays.equals(InputValues.of(a.inputs()),
                    InputValues.of(generator.generate(2).inputs()));
            assertThat(random).as(generator.toString())
                    .isEqualTo(!(generator instanceof Generator.Points));
        }
    }

    /// A generator of a type with random arguments that give at least two classes.
    private static Generator valid(Class<?> member) {
        for (long seed = 0; seed < 100; seed++) {
            var generator = (Generator) Members.random(member, new SplittableRandom(seed));
            try {
                if (generator.generate(1).rows() >= 10) return generator;
            } catch (InputError oneClass) {
                // drawn again
            }
        }
        throw new AssertionError("no valid " + member);
    }

    private static Object targets(Dataset data) {
        return switch (data.target()) {
            case Target.Classes c -> c.of();
            case Target.Labels l -> l.of();
            case Target.Values v -> v.of();
        };
    }

    @Test
    void points_are_as_written() {
        Dataset data = Generator.of("points(a(0, 0.5), b(1, -2), a(3, 4))").generate(5);
        assertThat(InputValues.of(data.inputs())).containsExactly(0, 0.5f, 1, -2, 3, 4);
        var target = (Target.Classes) data.target();
        assertThat(target.of()).containsExactly(0, 1, 0);
        assertThat(target.names()).containsExactly("a", "b");
        assertThatThrownBy(() -> Generator.of("points(c(0, 1))")).isInstanceOf(InputError.class)
                .hasMessageContaining("unknown point \"c\"");
        assertThatThrownBy(() -> Generator.of("points()"))
                .hasMessageContaining("points needs at least one point");
    }

    @Test
    void classes_are_balanced() {
        for (String text : new String[] {"xor(200)", "circles(200)", "blobs(200, centers=4)",
                "moons(200)",
                "spirals(200)"}) {
            int[] of = classes(text);
            int number = Arrays.stream(of).max().orElseThrow() + 1;
            for (int c = 0; c < number; c++) {
                int wanted = c;
                assertThat(Arrays.stream(of).filter(k -> k == wanted).count()).as(text)
                        .isEqualTo(200 / number);
            }
        }
        assertThat(Arrays.stream(classes("parity(5, n=4000)")).average().orElseThrow())
                .isCloseTo(0.5, within(0.04));
    }

    private static int[] classes(String text) {
        return ((Target.Classes) Generator.of(text).generate(7).target()).of();
    }

    @Test
    void xor_is_the_exclusive_or_of_the_corners() {
        Dataset data = Generator.of("xor(8)").generate(0);
        assertThat(InputValues.of(data.inputs())).containsExactly(0, 0, 0, 1, 1, 0, 1, 1, 0, 0, 0,
                1, 1, 0, 1, 1);
        assertThat(classes("xor(8)")).containsExactly(0, 1, 1, 0, 0, 1, 1, 0);
    }

    @Test
    void circles_have_their_radii() {
        float[] x = InputValues
                .of(Generator.of("circles(100, noise=0, factor=0.5)").generate(3).inputs());
        for (int row = 0; row < 100; row++) {
            assertThat(Math.hypot(x[2 * row], x[2 * row + 1])).isCloseTo(row % 2 == 0 ? 1 : 0.5,
                    within(1e-6));
        }
        float[] noisy = InputValues
                .of(Generator.of("circles(4000, noise=0.1, factor=0.5)").generate(3).inputs());
        double square = 0;
        for (int row = 0; row < 4000; row += 2) {
            square += Math.pow(Math.hypot(noisy[2 * row], noisy[2 * row + 1]) - 1, 2) / 2000;
        }
        assertThat(Math.sqrt(square)).as("noise along the radius").isCloseTo(0.1, within(0.01));
    }

    @Test
    void moons_are_half_circles_that_interleave() {
        float[] x = InputValues.of(Generator.of("moons(100, noise=0)").generate(3).inputs());
        for (int row = 0; row < 100; row++) {
            double dx = x[2 * row] - (row % 2 == 0 ? 0 : 1);
            double dy = x[2 * row + 1] - (row % 2 == 0 ? 0 : 0.5);
            assertThat(Math.hypot(dx, dy)).isCloseTo(1, within(1e-6));
            assertThat(row % 2 == 0 ? dy : -dy).isGreaterThan(-1e-6);
        }
    }

    @Test
    void spirals_turn_around_each_other() {
        float[] x = InputValues
                .of(Generator.of("spirals(400, turns=1.5, noise=0)").generate(3).inputs());
        for (int row = 0; row < 400; row++) {
            double radius = Math.hypot(x[2 * row], x[2 * row + 1]);
            double angle = 3 * Math.PI * radius + (row % 2) * Math.PI;
            assertThat(radius).isLessThanOrEqualTo(1 + 1e-6);
            assertThat((double) x[2 * row]).isCloseTo(radius * Math.cos(angle), within(1e-5));
        }
    }

    @Test
    void blobs_lie_around_their_centers() {
        float[] x = InputValues
                .of(Generator.of("blobs(3000, centers=3, sd=0.5)").generate(3).inputs());
        for (int c = 0; c < 3; c++) {
            double mean = 0;
            for (int row = c; row < 3000; row += 3) mean += x[2 * row] / 1000;
            double square = 0;
            for (int row = c; row < 3000; row += 3) square += Math.pow(x[2 * row] - mean, 2) / 1000;
            assertThat(Math.sqrt(square)).isCloseTo(0.5, within(0.05));
            assertThat(mean).isBetween(-10.1, 10.1);
        }
    }

    @Test
    void parity_counts_ones() {
        Dataset data = Generator.of("parity(6, n=50)").generate(3);
        float[] x = InputValues.of(data.inputs());
        int[] of = ((Target.Classes) data.target()).of();
        for (int row = 0; row < 50; row++) {
            int ones = 0;
            for (int j = 0; j < 6; j++) {
                assertThat(x[row * 6 + j]).isIn(0f, 1f);
                ones += (int) x[row * 6 + j];
            }
            assertThat(of[row]).isEqualTo(ones % 2);
        }
    }

    @Test
    void linear_is_a_sum_with_little_noise() {
        Dataset data = Generator.of("linear(2000, inputs=1)").generate(3);
        float[] x = InputValues.of(data.inputs());
        float[] y = ((Target.Values) data.target()).of();
        double xy = 0;
        double xx = 0;
        for (int row = 0; row < 2000; row++) {
            xy += x[row] * y[row];
            xx += x[row] * x[row];
        }
        double noise = 0;
        for (int row = 0; row < 2000; row++)
            noise += Math.pow(y[row] - xy / xx * x[row], 2) / 2000;
        assertThat(Math.sqrt(noise)).isCloseTo(0.1, within(0.01));
    }

    @Test
    void impossible_tasks_are_refused() {
        for (String text : new String[] {"blobs(2, centers=3)", "blobs(10, centers=1)",
                "circles(10, factor=1)",
                "circles(10, factor=0)", "spirals(10, turns=0)", "parity(0, n=10)",
                "linear(10, inputs=0)"}) {
            assertThatThrownBy(() -> Generator.of(text)).as(text).isInstanceOf(InputError.class);
        }
        assertThatThrownBy(() -> Generator.of("circles(1)").generate(0))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("one class only");
    }

    @Test
    void data_that_do_not_fit_are_refused_before_anything_is_allocated() {
        for (String text : new String[] {"circles(2147483647)", "linear(60, 1000000000)",
                "shapeset(2147483647)"}) {
            assertThatThrownBy(() -> Generator.of(text).generate(1)).as(text)
                    .isInstanceOf(InputError.class).hasMessageContaining("bytes of memory");
        }
    }

    @Test
    void adding_sums_one_marked_number_of_each_half() {
        for (int length : new int[] {2, 5, 20}) {
            Dataset data = Generator.of("adding(2000, length=" + length + ")").generate(3);
            assertThat(data.shape().sizes()).containsExactly(length, 2);
            float[] x = InputValues.of(data.inputs());
            float[] y = ((Target.Values) data.target()).of();
            var marked = new boolean[length];
            double squares = 0;
            for (int row = 0; row < y.length; row++) {
                int marks = 0;
                int early = 0;
                float sum = 0;
                for (int t = 0; t < length; t++) {
                    float number = x[(row * length + t) * 2];
                    float mark = x[(row * length + t) * 2 + 1];
                    assertThat(number).isBetween(0f, 1f);
                    assertThat(mark).isIn(0f, 1f);
                    if (mark == 0) continue;
                    marks++;
                    if (t < length / 2) early++;
                    sum += number;
                    marked[t] = true;
                }
                assertThat(marks).isEqualTo(2);
                assertThat(early).isEqualTo(1);
                assertThat(y[row]).isEqualTo(sum);
                squares += (sum - 1) * (sum - 1);
            }
            assertThat(marked).doesNotContain(false);
            assertThat(squares / y.length).isCloseTo(1 / 6.0, within(0.015));
        }
    }

    @Test
    void temporal_order_tells_by_two_symbols_in_their_places() {
        for (int length : new int[] {10, 25, 100}) {
            Dataset data = Generator.of("temporal-order(400, length=" + length + ")").generate(3);
            assertThat(data.shape().sizes()).containsExactly(length, 6);
            float[] x = InputValues.of(data.inputs());
            var target = (Target.Classes) data.target();
            assertThat(target.names()).containsExactly("aa", "ab", "ba", "bb");
            for (int row = 0; row < data.rows(); row++) {
                var told = new StringBuilder();
                for (int t = 0; t < length; t++) {
                    int from = (row * length + t) * 6;
                    float[] symbol = Arrays.copyOfRange(x, from, from + 6);
                    assertThat(symbol).containsOnlyOnce(1).containsOnly(0, 1);
                    if (symbol[0] + symbol[1] == 0) continue;
                    boolean first = t >= length / 10 && t < length / 5;
                    boolean second = t >= length / 2 && t < 3 * length / 5;
                    assertThat(told.isEmpty() ? first : second).isTrue();
                    told.append(symbol[0] == 1 ? 'a' : 'b');
                }
                assertThat(told.toString()).isEqualTo(target.names().get(target.of()[row]));
            }
        }
    }

    @Test
    void sequences_that_are_too_short_are_refused() {
        assertThatThrownBy(() -> Generator.of("adding(5, length=1)")).isInstanceOf(InputError.class)
                .hasMessageContaining("length must be at least 2, got 1");
        assertThatThrownBy(() -> Generator.of("temporal-order(5, length=9)"))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("length must be at least 10, got 9");
    }
}
