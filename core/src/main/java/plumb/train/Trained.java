package plumb.train;

import java.util.List;
import java.util.stream.IntStream;
import plumb.data.Dataset;
import plumb.data.Scaling;
import plumb.data.Target;
import plumb.nn.Loss;
import plumb.nn.Network;

/// A network that is used and no longer changed, with the units of its inputs and of its target.
///
/// @param classWeights how much the rows of each class count in scores; none if all count the same
/// @param metrics what its scores hold beside the loss and the metric that decides
public record Trained(Network network, Loss loss, Scaling scaling, Scaling targetScaling,
        float[] classWeights, List<Metric> metrics) {
    public Trained {
        metrics = List.copyOf(metrics);
    }

    /// The network of a training as it is now; later steps change it.
    public static Trained of(Training training) {
        return new Trained(training.network(), training.plan().loss(), training.scaling(),
                training.encoding().scaling(), training.encoding().classWeights(),
                training.settings().metrics());
    }

    /// The same with a network of its own, which further steps do not change.
    public Trained copy() {
        return new Trained(network.copy(), loss, scaling, targetScaling, classWeights, metrics);
    }

    /// The outputs for all rows of a data set, `[row][output]`, in training units.
    ///
    /// @throws plumb.text.InputError if the outputs do not fit the target of the data set, or the memory
    public float[] outputs(Dataset data) {
        Evaluation.require(network, data.rows(), true);
        try (var alone = new Workers(1)) {
            return evaluation(data).outputs(all(data), alone);
        }
    }

    /// The score on all rows of a data set.
    ///
    /// @throws plumb.text.InputError if the outputs do not fit the target of the data set, or the memory
    public Score score(Dataset data) {
        return score(data, all(data));
    }

    /// The score on some rows of a data set.
    public Score score(Dataset data, int[] rows) {
        Evaluation.require(network, rows.length, !metrics.isEmpty());
        try (var alone = new Workers(1)) {
            return evaluation(data).score(rows, alone);
        }
    }

    private Evaluation evaluation(Dataset data) {
        return new Evaluation(network, loss, data, scaling, encoding(data.target()), metrics, 1);
    }

    /// How the outputs say a target.
    public Encoding encoding(Target target) {
        return new Encoding(target, network.outputs(), targetScaling, classWeights);
    }

    private static int[] all(Dataset data) {
        return IntStream.range(0, data.rows()).toArray();
    }
}
