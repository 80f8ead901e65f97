package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.data.MappedInputs;
import plumb.data.Scale;
import plumb.math.Rng;

class OrderTest {
    /// Rows of 8 bytes.
    private static Dataset data(int rows) {
        return Generator.of("circles(" + rows + ")").generate(1).split(0.2, 1);
    }

    private static int[] draw(Order order, Dataset data, long seed, int epoch) {
        var rows = new int[data.train().length];
        order.draw(seed, epoch, rows);
        return rows;
    }

    @Test
    void each_training_row_comes_once_in_an_epoch() {
        for (int rows : new int[] {50, 999, 1000, 1001, 1237}) {
            Dataset data = data(rows);
            for (int block : new int[] {1, 8, 100, 1 << 20}) {
                for (int group : new int[] {1, 3, 8}) {
                    var order = new Order(data, block, group);
                    int[] first = draw(order, data, 5, 1);
                    assertThat(Arrays.stream(first).sorted().toArray()).isEqualTo(data.train());
                    assertThat(draw(order, data, 5, 2)).isNotEqualTo(first);
                    assertThat(draw(order, data, 5, 1)).isEqualTo(first);
                    assertThat(draw(order, data, 6, 1)).isNotEqualTo(first);
                }
            }
        }
    }

    /// One group is one permutation of all rows.
    @Test
    void few_rows_are_shuffled_as_a_whole() {
        Dataset data = data(300);
        int[] expected = new Rng(5, Rng.Stream.ORDER, 3).permutation(new int[240]);
        for (int i = 0; i < 240; i++) expected[i] = data.train()[expected[i]];
        assertThat(draw(new Order(data), data, 5, 3)).isEqualTo(expected);
        assertThat(draw(new Order(data, 80, 24), data, 5, 3)).isEqualTo(expected);
        assertThat(draw(new Order(data, 80, 23), data, 5, 3)).isNotEqualTo(expected);
    }

    /// 8000 training rows in 80 blocks of 100, and groups of 10 of them.
    @Test
    void a_group_has_whole_blocks_in_a_random_order() {
        Dataset data = data(10_000);
        int[] place = new int[10_000];
        for (int i = 0; i < 8000; i++) place[data.train()[i]] = i;
        int[] rows = draw(new Order(data, 800, 10), data, 7, 1);
        var seen = new boolean[80];
        for (int group = 0; group < 8; group++) {
            var count = new int[80];
            double sum = 0;
            for (int i = 1000 * group; i < 1000 * (group + 1); i++) {
                int block = place[rows[i]] / 100;
                count[block]++;
                sum += (i - 1000 * group) * (double) (place[rows[i]] % 100);
            }
            for (int block = 0; block < 80; block++) {
                if (count[block] == 0) continue;
                assertThat(count[block]).isEqualTo(100);
                assertThat(seen[block]).isFalse();
                seen[block] = true;
            }
            // Place in the group and place in the block have nothing to do with each other: the
            // standard deviation of their correlation is 1/√1000.
            double covariance = sum / 1000 - 499.5 * 49.5;
            double deviations = Math.sqrt((1000.0 * 1000 - 1) / 12 * ((100.0 * 100 - 1) / 12));
            assertThat(covariance / deviations).isCloseTo(0, within(4 / Math.sqrt(1000)));
        }
    }

    /// Of 40 blocks in groups of 4, two blocks share a group in 3 of 39 epochs.
    @Test
    void blocks_meet_other_blocks_in_each_epoch() {
        Dataset data = data(1000);
        int[] place = new int[1000];
        for (int i = 0; i < 800; i++) place[data.train()[i]] = i;
        var order = new Order(data, 160, 4);
        int together = 0;
        for (int epoch = 1; epoch <= 2000; epoch++) {
            int[] rows = draw(order, data, 3, epoch);
            var group = new int[40];
            for (int i = 0; i < 800; i++) group[place[rows[i]] / 20] = i / 80;
            if (group[0] == group[1]) together++;
        }
        double expected = 2000 * 3 / 39.0;
        assertThat((double) together).isCloseTo(expected, within(4 * Math.sqrt(expected)));
    }

    /// The same rows in an array and outside the heap give the same weights, bit by bit.
    @Test
    void weights_do_not_depend_on_where_the_rows_lie() {
        Dataset data = data(400);
        Dataset other = Dataset.of(MappedInputs.of(data.inputs()), data.columns(), data.target())
                .split(0.2, 1);
        Plan plan = Plan.of("dense(8, tanh); dense(1, sigmoid)", "binary-cross-entropy",
                "adam(0.01)").scale(Scale.STANDARDIZE).epochs(5);
        assertThat(train(plan, other)).isEqualTo(train(plan, data));
    }

    private static float[] train(Plan plan, Dataset data) {
        try (var training = new Training(plan, data, Settings.seed(4).workers(2))) {
            while (training.hasNext()) training.next();
            return training.network().parameters();
        }
    }

    /// From any place of an epoch on, where a training may go on.
    @Test
    void loading_stays_within_the_rows() {
        Dataset drawn = data(1000);
        Dataset data = Dataset.of(MappedInputs.of(drawn.inputs()), drawn.columns(), drawn.target())
                .split(0.2, 1);
        for (int group : new int[] {1, 7, 1000}) {
            var order = new Order(data, 80, group);
            for (int start : new int[] {0, 130, 799}) {
                int rows = draw(order, data, 1, 1).length;
                for (int from = start; from < rows; from += 32) {
                    order.load(from, Math.min(rows, from + 32));
                }
            }
        }
    }
}
