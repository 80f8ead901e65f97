package plumb.bench.papers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import plumb.bench.contest.Host;
import plumb.data.Dataset;
import plumb.files.Experiment;
import plumb.gauge.History;
import plumb.gauge.Quantity;
import plumb.nn.Blueprint;
import plumb.train.Probe;
import plumb.train.Settings;
import plumb.train.Training;

/// Thirty ReLU layers with the initializers of He and of Glorot.
final class HeThirty implements Reproduction {
    private static final String FILE = "examples/papers/thirty-layers.yaml";
    private static final int DEEP = 30;
    private static final int SHALLOW = 8;
    private static final int SEEDS = 3;
    private static final int STARTS = 10;
    private static final double CHANCE = 0.5;

    @Override
    public String name() {
        return "he-thirty";
    }

    @Override
    public String title() {
        return "He et al. (2015), figures 2 and 3: thirty layers";
    }

    @Override
    public String about() {
        return """
                `examples/papers/thirty-layers.yaml`: ReLU layers of 128 units on two circles, plain
                gradient descent. With He's weights the gradient keeps its size in the mean; with Glorot's
                it falls by √2 from layer to layer, by 4.4 decades over 30. Eight layers learn with both,
                thirty with He's alone: with Glorot's the loss stays that of the answer ½ to all, ln 2.
                Gradients are the mean of log10 rms(δ₁)/rms(δ₃₀) at initialization over %d seeds; trainings
                are the worst of %d seeds that should learn, and the best of those that should not.
                """
                .formatted(STARTS, SEEDS);
    }

    @Override
    public List<Check> run() {
        var checks = new ArrayList<Check>();
        checks.add(Check.near("he-normal: log10 rms(δ₁)/rms(δ₃₀)", 0, 0.2, start("he-normal")));
        checks.add(Check.near("glorot-uniform: log10 rms(δ₁)/rms(δ₃₀)",
                -(DEEP - 1) * Math.log10(2) / 2, 0.2, start("glorot-uniform")));
        checks.add(Check.atLeast("he-normal, 8 layers: accuracy", 0.95,
                worst("he-normal", SHALLOW)));
        checks.add(Check.atLeast("glorot-uniform, 8 layers: accuracy", 0.95,
                worst("glorot-uniform", SHALLOW)));
        checks.add(Check.atLeast("he-normal, 30 layers: accuracy", 0.95,
                worst("he-normal", DEEP)));
        checks.add(Check.atMost("glorot-uniform, 30 layers: accuracy", CHANCE + 0.05,
                accuracies("glorot-uniform", DEEP).max().orElseThrow()));
        return checks;
    }

    private static Experiment experiment(String init, int depth, long seed) {
        Experiment experiment = Experiment.read(Host.root().resolve(FILE),
                List.of("seed=" + seed));
        return experiment.withPlan(experiment.plan().network(Blueprint
                .of("dense(128, relu, " + init + ") x " + depth + "; dense(2, softmax)")));
    }

    private static double start(String init) {
        return LongStream.rangeClosed(1, STARTS).mapToDouble(seed -> {
            Experiment experiment = experiment(init, DEEP, seed);
            History history = Layers.start(experiment.plan().network().toString(),
                    experiment.plan().loss().toString(), experiment.load(), seed);
            return Math.log10(history.series(0, Quantity.DELTA).first()
                    / history.series(DEEP - 1, Quantity.DELTA).first());
        }).average().orElseThrow();
    }

    private static double worst(String init, int depth) {
        return accuracies(init, depth).min().orElseThrow();
    }

    private static DoubleStream accuracies(String init, int depth) {
        return LongStream.rangeClosed(1, SEEDS).parallel()
                .mapToDouble(seed -> accuracy(init, depth, seed));
    }

    private static double accuracy(String init, int depth, long seed) {
        Experiment experiment = experiment(init, depth, seed);
        Dataset data = experiment.load();
        try (var training = new Training(experiment.plan(), data,
                Settings.seed(seed).workers(1).probe(Probe.OFF))) {
            while (training.hasNext()) training.next();
            return training.score(data.validation()).metric();
        }
    }
}
