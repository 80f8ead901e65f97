package plumb.bench.contest;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Rows to learn from: points around one center for each class, all normally distributed.
///
/// @param inputs `[row][input]`
/// @param classes the class of each row
public record Rows(float[] inputs, int[] classes) {
    private static final double NOISE = 0.5;

    /// Draws rows for a network; equal numbers give equal rows.
    public static Rows of(Net net, int rows) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        double[] centers = random.doubles((long) net.classes() * net.inputs()).map(u -> 2 * u - 1)
                .toArray();
        var inputs = new float[rows * net.inputs()];
        var classes = new int[rows];
        for (int i = 0; i < rows; i++) {
            classes[i] = i % net.classes();
            for (int j = 0; j < net.inputs(); j++) {
                inputs[i * net.inputs() + j] = (float) (centers[classes[i] * net.inputs() + j]
                        + NOISE * random.nextGaussian());
            }
        }
        return new Rows(inputs, classes);
    }

    /// One number for each row: 1 for the second class, else 0.
    public float[] bits() {
        var bits = new float[classes.length];
        for (int i = 0; i < bits.length; i++) bits[i] = classes[i];
        return bits;
    }

    /// A 1 among 0s for each row, `[row][class]`.
    public float[] oneHot(int number) {
        var hot = new float[classes.length * number];
        for (int i = 0; i < classes.length; i++) hot[i * number + classes[i]] = 1;
        return hot;
    }
}
