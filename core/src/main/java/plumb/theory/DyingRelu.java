package plumb.theory;

import java.util.Arrays;
import java.util.stream.IntStream;
import plumb.math.Rng;
import plumb.nn.Blueprint;
import plumb.nn.Dense;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.nn.Rectifier;

/// How probably a ReLU network is dead from birth: all units of a layer are 0 whatever comes in, so that
/// it gives a constant and no gradient passes (Lu et al., 2019). Weights are symmetric around 0, biases
/// 0.
///
/// @param singleRay the probability that a given input, and all its multiples, dies on its way: exactly
///     1 − ∏(1 − 2⁻ᴺ) over the widths N; no network is dead more probably
/// @param oneInput the probability that a network with a single input is dead, for positive and for
///     negative ones: by simulation, within 0.01; absent, NaN, where that would take long
public record DyingRelu(double singleRay, double oneInput) {
    private static final int NETWORKS = 20_000;
    /// The most weights of a network that is simulated.
    private static final double MOST_WEIGHTS = 20_000;

    /// Counts for hidden layers of these widths.
    ///
    /// @param seed of the simulation
    public static DyingRelu of(int[] widths, long seed) {
        return new DyingRelu(singleRay(widths), oneInput(widths, seed));
    }

    /// The probability that a given input dies on its way through layers of these widths.
    public static double singleRay(int[] widths) {
        double alive = Arrays.stream(widths).mapToDouble(n -> 1 - Math.pow(2, -n))
                .reduce(1, (a, b) -> a * b);
        return 1 - alive;
    }

    /// The same for the ReLU layers of a network; 0 where the formula does not hold: it wants symmetric
    /// weights, no biases, and layers one behind the other.
    public static double singleRay(Blueprint network) {
        boolean plain = network.layers().stream()
                .allMatch(l -> l instanceof Dense || l instanceof Layer.View);
        return singleRay(network.layers().stream()
                .mapToInt(l -> plain && l instanceof Dense dense && dies(dense) ? dense.units() : 0)
                .filter(units -> units > 0).toArray());
    }

    private static boolean dies(Dense dense) {
        return dense.activation() instanceof Rectifier.Relu && dense.init().random()
                && dense.bias().filter(b -> !(b instanceof Init.Zeros)).isEmpty();
    }

    private static double oneInput(int[] widths, long seed) {
        double weights = widths[0];
        for (int l = 1; l < widths.length; l++) weights += (double) widths[l - 1] * widths[l];
        if (weights > MOST_WEIGHTS) return Double.NaN;
        var rng = new Rng(seed, Rng.Stream.THEORY, 0);
        return IntStream.range(0, NETWORKS).filter(_ -> isDead(widths, rng)).count()
                / (double) NETWORKS;
    }

    private static boolean isDead(int[] widths, Rng rng) {
        double[] positive = {1};
        double[] negative = {-1};
        for (int width : widths) {
            double deviation = Math.sqrt(2.0 / positive.length);
            var up = new double[width];
            var down = new double[width];
            for (int unit = 0; unit < width; unit++) {
                for (int i = 0; i < positive.length; i++) {
                    double weight = deviation * rng.normal();
                    up[unit] += weight * positive[i];
                    down[unit] += weight * negative[i];
                }
                up[unit] = Math.max(0, up[unit]);
                down[unit] = Math.max(0, down[unit]);
            }
            positive = up;
            negative = down;
            if (isZero(positive) && isZero(negative)) return true;
        }
        return false;
    }

    private static boolean isZero(double[] values) {
        return Arrays.stream(values).allMatch(v -> v == 0);
    }
}
