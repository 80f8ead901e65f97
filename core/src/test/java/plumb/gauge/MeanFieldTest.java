package plumb.gauge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import plumb.data.Dataset;
import plumb.data.Target;
import plumb.math.Rng;
import plumb.nn.Blueprint;
import plumb.nn.Network;
import plumb.nn.Shape;
import plumb.theory.Signal;
import plumb.theory.SignalPropagation;
import plumb.train.Plan;
import plumb.train.Settings;
import plumb.train.Training;

/// The gauges against mean-field theory (Schoenholz et al., 2017): log10 rms(δ₁)/rms(δ_L) at
/// initialization for L hidden layers of 256 units, 64 rows of standard normal inputs, random labels.
/// Mean of 10 seeds.
class MeanFieldTest {
    private static final int WIDTH = 256;
    private static final int ROWS = 64;
    private static final int SEEDS = 10;
    private static final int[] DEPTHS = {5, 10, 20};

    private static final List<String> ACTIVATIONS = List.of("sigmoid", "tanh", "relu",
            "leaky-relu");
    private static final List<String> INITS = List.of("normal(0.01)", "normal(0.1)", "normal(1)",
            "standard", "glorot-uniform", "he-normal", "orthogonal");

    @TestFactory
    List<DynamicTest> gradient_ratio_at_initialization_agrees_with_theory() {
        return INITS.stream()
                .map(init -> DynamicTest.dynamicTest(init, () -> check(init))).toList();
    }

    private static void check(String init) {
        // Weights depend on seed and layer alone, so all activations and depths share a draw.
        List<Network> drawn = LongStream.rangeClosed(1, SEEDS)
                .mapToObj(
                        seed -> new Network(blueprint("linear", init, 20), WIDTH).initialize(seed))
                .toList();
        for (String activation : ACTIVATIONS) {
            double tolerance = activation.equals("tanh") && init.equals("normal(1)") ? 0.3 : 0.10;
            for (int depth : DEPTHS) {
                double mean = IntStream.range(0, SEEDS)
                        .mapToDouble(i -> measure(activation, depth, drawn.get(i), data(i + 1)))
                        .average().orElseThrow();
                assertThat(mean).as("%s, %s, %d layers", activation, init, depth)
                        .isCloseTo(expected(activation, init, depth), within(tolerance));
            }
        }
    }

    /// Both ratios, of δ and of the gradients that a row gives the weights: fifty layers of tanh with He's
    /// weights, and ten of ReLU with Glorot's, whose weights hide what δ loses.
    @Test
    void deltas_and_weights_of_single_networks_have_their_published_ratios() {
        check("tanh", "he-normal", 50, 0.90, 0.08, 1.15, 0.08);
        check("relu", "glorot-uniform", 10, -1.37, 0.06, 0.01, 0.08);
    }

    private static void check(String activation, String init, int depth, double deltas,
            double near, double weights, double nearWeights) {
        double[] means = new double[2];
        for (int seed = 1; seed <= SEEDS; seed++) {
            var history = new History();
            Plan plan = Plan.of(blueprint(activation, init, depth).toString(),
                    "categorical-cross-entropy", "sgd(1e-30)").batch(ROWS);
            try (var training = new Training(plan, data(seed), Settings.seed(seed).workers(1))) {
                history.add(training.next());
            }
            double ratio = Math.log10(history.series(0, Quantity.DELTA).first()
                    / history.series(depth - 1, Quantity.DELTA).first());
            means[0] += ratio / SEEDS;
            // Inputs have the mean square 1.
            means[1] += (ratio - Math.log10(
                    history.series(depth - 2, Quantity.ACTIVATION).first())) / SEEDS;
        }
        assertThat(means[0]).as("δ of %s", activation).isCloseTo(deltas, within(near));
        assertThat(means[1]).as("weights of %s", activation)
                .isCloseTo(weights, within(nearWeights));
    }

    private static double expected(String activation, String init, int depth) {
        var layers = SignalPropagation.ofGradients(blueprint(activation, init, depth),
                Shape.of(WIDTH), Signal.of(1), ROWS).layers();
        return layers.getFirst().delta() - layers.get(depth - 1).delta();
    }

    private static double measure(String activation, int depth, Network drawn, Dataset data) {
        Blueprint network = blueprint(activation, "zeros", depth);
        Plan plan = Plan.of(network.toString(), "categorical-cross-entropy", "sgd(1e-30)")
                .batch(ROWS);
        var history = new History();
        try (var training = new Training(plan, data, Settings.seed(1).workers(1))) {
            float[] parameters = training.network().parameters();
            int hidden = training.network().layerStart(depth);
            System.arraycopy(drawn.parameters(), 0, parameters, 0, hidden);
            System.arraycopy(drawn.parameters(), drawn.layerStart(20), parameters, hidden,
                    parameters.length - hidden);
            history.add(training.next());
        }
        return Math.log10(history.series(0, Quantity.DELTA).first()
                / history.series(depth - 1, Quantity.DELTA).first());
    }

    private static Blueprint blueprint(String activation, String init, int depth) {
        return Blueprint.of("dense(" + WIDTH + ", " + activation + ", " + init + ") x " + depth
                + "; dense(10, softmax, "
                + init + ")");
    }

    private static Dataset data(long seed) {
        var rng = new Rng(seed, Rng.Stream.DATA, 0);
        var inputs = new float[ROWS * WIDTH];
        for (int i = 0; i < inputs.length; i++) inputs[i] = (float) rng.normal();
        int[] labels = IntStream.range(0, ROWS).map(i -> rng.nextInt(10)).toArray();
        var columns = IntStream.range(0, WIDTH).mapToObj(i -> "x" + i).toList();
        var classes = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        return Dataset.of(inputs, columns, new Target.Classes(labels, classes));
    }
}
