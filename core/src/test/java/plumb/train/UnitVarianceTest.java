package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.data.InputValues;
import plumb.data.Target;
import plumb.nn.Loss;
import plumb.nn.ReferenceNetwork;

/// Weights that are scaled by the data before the first step.
class UnitVarianceTest {
    /// As few rows as are taken at a time, so that the order in which they are drawn does not matter.
    private static final Dataset DATA = Generator.of("circles(250, factor=0.5)").generate(1)
            .split(0.2, 1);

    @Test
    void every_layer_gives_variance_1_before_its_activation() {
        float[] inputs = InputValues.of(DATA.inputs());
        for (String network : new String[] {"dense(30, relu, lsuv) x 12; dense(1, sigmoid, lsuv)",
                "dense(20, sigmoid, lsuv, bias=constant(3)) x 5; dense(2, softmax, lsuv)",
                "dense(9, exponential, lsuv, bias=none); dense(40, tanh, lsuv);"
                        + " dense(1, linear, lsuv)"}) {
            Plan plan = Plan.of(network, "mse", "sgd(0.1)");
            var training = new Training(plan, DATA, Settings.seed(1).workers(1));
            double[][] x = Arrays.stream(DATA.train()).mapToObj(row -> new double[] {
                    inputs[2 * row], inputs[2 * row + 1]}).toArray(double[][]::new);
            float[] p = training.network().parameters();
            var result = new ReferenceNetwork(plan.network(), new Loss.Mse()).run(
                    IntStream.range(0, p.length).mapToDouble(i -> p[i]).toArray(), x,
                    new double[x.length][training.network().outputs()]);
            for (double[][] z : result.z()) {
                double[] all = Arrays.stream(z).flatMapToDouble(Arrays::stream).toArray();
                double mean = Arrays.stream(all).average().orElseThrow();
                double variance = Arrays.stream(all).map(v -> (v - mean) * (v - mean)).average()
                        .orElseThrow();
                assertThat(variance).as(network).isCloseTo(1, within(0.1));
            }
        }
    }

    @Test
    void other_layers_and_equal_rows_are_left_alone() {
        Plan plan = Plan.of("dense(8, tanh); residual(dense(8, tanh, orthogonal)); dense(1)", "mse",
                "sgd");
        float[] plain = weights(plan, DATA);
        Plan last = Plan.of("dense(8, tanh); residual(dense(8, tanh, orthogonal));"
                + " dense(1, linear, lsuv)", "mse", "sgd");
        assertThat(Arrays.copyOf(weights(last, DATA), plain.length - 9))
                .isEqualTo(Arrays.copyOf(plain, plain.length - 9));
        Dataset equal = Dataset.of(new float[40], DATA.columns(),
                new Target.Values(new float[20])).split(0.2, 1);
        for (float w : weights(Plan.of("dense(1, linear, lsuv)", "mse", "sgd"), equal)) {
            assertThat(w).isBetween(-1f, 1f);
        }
    }

    @Test
    void images_blocks_and_sequences_are_scaled_with_equal_bits_for_any_number_of_workers() {
        Dataset data = Generator.of("adding(120, 12)").generate(1).split(0.2, 1);
        Plan plan = Plan.of("simple-rnn(6, tanh, lsuv, lsuv); reshape(6, 12, 1);"
                + " conv2d(4, 3, relu, lsuv); residual(conv2d(4, 3, relu, lsuv)); flatten;"
                + " dense(1, linear, lsuv)", "mse", "adam").length(new Length.Steps(3));
        assertThat(weights(plan, data)).isNotEqualTo(weights(Plan.of(plan.network().toString()
                .replace("lsuv", "orthogonal"), "mse", "adam"), data));
        float[] one = new Training(plan, data, Settings.seed(1).workers(1)).network().parameters();
        float[] two = new Training(plan, data, Settings.seed(1).workers(2)).network().parameters();
        assertThat(two).isEqualTo(one);
    }

    private static float[] weights(Plan plan, Dataset data) {
        return new Training(plan, data, Settings.seed(1).workers(1)).network().parameters();
    }
}
