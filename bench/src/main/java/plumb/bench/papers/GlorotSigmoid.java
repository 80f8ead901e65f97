package plumb.bench.papers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import plumb.data.Dataset;
import plumb.files.Experiment;
import plumb.nn.Network;
import plumb.optim.Optimizer;
import plumb.train.Step;

/// The top hidden layer of Glorot and Bengio's sigmoid networks, which goes to 0 and stays there.
final class GlorotSigmoid implements Reproduction {
    private static final int SEED = 1;
    private static final int IMAGES = 300;
    private static final Optimizer RATE = Optimizer.of("sgd(0.1)");
    private static final List<Long> MOMENTS = List.of(500L, 2000L, 5000L, 10_000L, 20_000L);
    private static final double PRIOR = 5 / 6.0;

    @Override
    public String name() {
        return "glorot-sigmoid";
    }

    @Override
    public String title() {
        return "Glorot & Bengio (2010), figure 2: sigmoid layers";
    }

    @Override
    public String about() {
        return """
                `examples/papers/shapeset.yaml` with 4 and 5 layers of 256 sigmoid units and `sgd(0.1)`,
                20000 updates by 10 new images. The mean activation of the top hidden layer falls from 0.5
                towards 0, where the sigmoid is flat, while the first layer stays at 0.5, and of five
                layers the second too; of four, the second drifts to 0.56. The network answers every
                image alike, an error of 5/6. Means are over %d images, errors over 5000 that were not
                trained on.
                """
                .formatted(IMAGES);
    }

    @Override
    public List<Check> run() {
        Dataset data = Shapeset.experiment("sigmoid", "standard", 5, SEED).load();
        return Stream.of(4, 5).parallel().map(depth -> measure(depth, data)).toList().stream()
                .flatMap(List::stream).toList();
    }

    private static List<Check> measure(int depth, Dataset data) {
        var checks = new ArrayList<Check>();
        String net = depth + " layers: ";
        Experiment experiment = Shapeset.experiment("sigmoid", "standard", depth, SEED);
        experiment = experiment.withPlan(experiment.plan().optimizer(RATE));
        try (var training = Shapeset.training(experiment, data)) {
            for (Step step : training) {
                if (!MOMENTS.contains(step.number())) continue;
                String when = " after " + step.number() + " updates";
                double top = mean(step.network(), depth, data);
                if (step.number() == 2000) {
                    checks.add(Check.atMost(net + "mean of the top hidden layer" + when, 0.1, top));
                }
                if (step.number() == 10_000) {
                    checks.add(
                            Check.atMost(net + "mean of the top hidden layer" + when, 0.05, top));
                }
                for (int layer = 1; layer <= 2; layer++) {
                    checks.add(Check.near(net + "mean of layer " + layer + when, 0.5, 0.02,
                            mean(step.network(), layer, data)));
                }
            }
            checks.add(Check.near(net + "test error", PRIOR, 0.01,
                    1 - training.score(data.validation()).metric()));
        }
        return checks;
    }

    private static double mean(Network network, int layer, Dataset data) {
        return Layers.mean(Layers.outputs(network, layer, data, IMAGES));
    }
}
