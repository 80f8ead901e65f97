package plumb.bench.papers;

import java.util.stream.IntStream;
import plumb.data.Dataset;
import plumb.data.Target;
import plumb.gauge.History;
import plumb.math.Rng;
import plumb.nn.Blueprint;
import plumb.nn.Loss;
import plumb.nn.Network;
import plumb.nn.Pass;
import plumb.train.Plan;
import plumb.train.Settings;
import plumb.train.Training;

/// What layers give and get on some rows.
final class Layers {
    private static final Loss ANY = Loss.of("mse");

    private Layers() {}

    /// The outputs of the first layers of a network on the first rows, `[row][unit]`.
    static float[] outputs(Network network, int layers, Dataset data, int rows) {
        var first = new Network(new Blueprint(network.blueprint().layers().subList(0, layers)),
                network.shape());
        System.arraycopy(network.parameters(), 0, first.parameters(), 0,
                first.parameters().length);
        var pass = Pass.forEvaluation(first, ANY, rows, false);
        for (int row = 0; row < rows; row++) {
            data.inputs().read(row, pass.inputs(), row * first.inputs());
        }
        pass.forward(rows);
        return pass.outputs();
    }

    static double mean(float[] values) {
        double sum = 0;
        for (float value : values) sum += value;
        return sum / values.length;
    }

    /// The standard deviation over all values.
    static double deviation(float[] values) {
        double mean = mean(values);
        double sum = 0;
        for (float value : values) sum += (value - mean) * (value - mean);
        return Math.sqrt(sum / values.length);
    }

    /// What is measured of a network at initialization, with all rows as one batch.
    static History start(String network, String loss, Dataset data, long seed) {
        var history = new History();
        Plan plan = Plan.of(network, loss, "sgd(1e-30)").batch(data.rows());
        try (var training = new Training(plan, data, Settings.seed(seed).workers(1))) {
            history.add(training.next());
        }
        return history;
    }

    /// Rows of standard normal inputs with random labels of 10 classes.
    static Dataset noise(int rows, int width, long seed) {
        var rng = new Rng(seed, Rng.Stream.DATA, 0);
        var inputs = new float[rows * width];
        for (int i = 0; i < inputs.length; i++) inputs[i] = (float) rng.normal();
        int[] labels = IntStream.range(0, rows).map(_ -> rng.nextInt(10)).toArray();
        return Dataset.of(inputs, IntStream.range(0, width).mapToObj(i -> "x" + i).toList(),
                new Target.Classes(labels,
                        IntStream.range(0, 10).mapToObj(Integer::toString).toList()));
    }
}
