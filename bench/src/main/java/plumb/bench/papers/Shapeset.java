package plumb.bench.papers;

import java.util.List;
import plumb.bench.contest.Host;
import plumb.data.Dataset;
import plumb.files.Experiment;
import plumb.nn.Blueprint;
import plumb.train.Probe;
import plumb.train.Settings;
import plumb.train.Training;

/// The experiment of `examples/papers/shapeset.yaml`, with other layers.
final class Shapeset {
    private static final String FILE = "examples/papers/shapeset.yaml";

    private Shapeset() {}

    /// @param depth the number of hidden layers, of 256 units
    static Experiment experiment(String activation, String init, int depth, long seed) {
        Experiment experiment = Experiment.read(Host.root().resolve(FILE),
                List.of("seed=" + seed));
        return experiment.withPlan(experiment.plan().network(
                Blueprint.of("dense(256, " + activation + ", " + init + ") x " + depth
                        + "; dense(9, softmax, " + init + ")")));
    }

    /// A training on one core, without measurements.
    static Training training(Experiment experiment, Dataset data) {
        return new Training(experiment.plan(), data,
                Settings.seed(experiment.seed()).workers(1).probe(Probe.OFF));
    }

    /// The share of wrong answers to the rows that were not trained on, at the end.
    static double error(Experiment experiment, Dataset data) {
        try (var training = training(experiment, data)) {
            while (training.hasNext()) training.next();
            return 1 - training.score(data.validation()).metric();
        }
    }
}
