package plumb.gauge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import plumb.data.Dataset;
import plumb.data.Target;
import plumb.math.Rng;
import plumb.nn.Blueprint;
import plumb.nn.Network;
import plumb.train.Plan;
import plumb.train.Settings;
import plumb.train.Training;

/// The gauges against mean-field theory (Schoenholz et al., 2017): log10 rms(δ₁)/rms(δ_L) at
/// initialization for L hidden layers of 256 units, 64 rows of standard normal inputs, random labels.
/// Theory: R² = ∏ σw² E[φ′²] over layers 1 to L − 1. Mean of 10 seeds.
class MeanFieldTest {
    private static final int WIDTH = 256;
    private static final int ROWS = 64;
    private static final int SEEDS = 10;
    private static final int[] DEPTHS = {5, 10, 20};

    /// Theory for L = 5, 10 and 20.
    private static final Map<String, Map<String, double[]>> THEORY = Map.of(
            "sigmoid", Map.of("normal(0.01)", new double[] {-5.5966, -12.5897, -26.5761},
                    "normal(0.1)", new double[] {-1.9017, -4.1771, -8.7278},
                    "normal(1)", new double[] {0.2972, 0.7755, 1.7322},
                    "standard", new double[] {-3.4197, -7.6667, -16.1607},
                    "glorot-uniform", new double[] {-2.5576, -5.6926, -11.9625},
                    "he-normal", new double[] {-2.0646, -4.5540, -9.5329},
                    "orthogonal", new double[] {-2.5576, -5.6926, -11.9625}),
            "tanh", Map.of("normal(0.01)", new double[] {-3.1943, -7.1737, -15.1325},
                    "normal(0.1)", new double[] {0.0123, 0.1885, 0.5496},
                    "normal(1)", new double[] {1.8763, 4.2290, 8.9343},
                    "standard", new double[] {-1.0800, -2.2742, -4.6598},
                    "glorot-uniform", new double[] {-0.3874, -0.5510, -0.7109},
                    "he-normal", new double[] {-0.0838, 0.0135, 0.2308},
                    "orthogonal", new double[] {-0.3874, -0.5510, -0.7109}),
            "relu", Map.of("normal(0.01)", new double[] {-3.7856, -8.5176, -17.9815},
                    "normal(0.1)", new double[] {0.2144, 0.4824, 1.0185},
                    "normal(1)", new double[] {4.2144, 9.4824, 20.0185},
                    "standard", new double[] {-1.5563, -3.5017, -7.3924},
                    "glorot-uniform", new double[] {-0.6021, -1.3546, -2.8598},
                    "he-normal", new double[] {0, 0, 0},
                    "orthogonal", new double[] {-0.6021, -1.3546, -2.8598}),
            "leaky-relu", Map.of("normal(0.01)", new double[] {-3.7855, -8.5174, -17.9811},
                    "normal(0.1)", new double[] {0.2145, 0.4826, 1.0189},
                    "normal(1)", new double[] {4.2145, 9.4826, 20.0189},
                    "standard", new double[] {-1.5562, -3.5015, -7.3920},
                    "glorot-uniform", new double[] {-0.6020, -1.3544, -2.8594},
                    "he-normal", new double[] {0.0001, 0.0002, 0.0004},
                    "orthogonal", new double[] {-0.6020, -1.3544, -2.8594}));

    @TestFactory
    List<DynamicTest> gradient_ratio_at_initialization_agrees_with_theory() {
        return THEORY.values().stream().flatMap(byInit -> byInit.keySet().stream()).distinct()
                .sorted()
                .map(init -> DynamicTest.dynamicTest(init, () -> check(init))).toList();
    }

    private static void check(String init) {
        // Weights depend on seed and layer alone, so all activations and depths share a draw.
        List<Network> drawn = LongStream.rangeClosed(1, SEEDS)
                .mapToObj(
                        seed -> new Network(blueprint("linear", init, 20), WIDTH).initialize(seed))
                .toList();
        THEORY.forEach((activation, byInit) -> {
            double[] expected = Objects.requireNonNull(byInit.get(init));
            double tolerance = activation.equals("tanh") && init.equals("normal(1)") ? 0.3 : 0.10;
            for (int d = 0; d < DEPTHS.length; d++) {
                int depth = DEPTHS[d];
                double mean = IntStream.range(0, SEEDS)
                        .mapToDouble(i -> measure(activation, depth, drawn.get(i), data(i + 1)))
                        .average().orElseThrow();
                assertThat(mean).as("%s, %s, %d layers", activation, init, depth)
                        .isCloseTo(expected[d], within(tolerance));
            }
        });
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
