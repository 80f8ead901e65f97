package plumb.bench.contest;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import plumb.data.Dataset;
import plumb.data.Target;
import plumb.gauge.History;
import plumb.math.Kernels;
import plumb.nn.Shape;
import plumb.train.Length;
import plumb.train.Plan;
import plumb.train.Probe;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

/// Plumb, through its public interface. With statistics every layer is tallied and every step is added
/// to a history, as the command does.
public final class Plumb implements Contender {
    /// How many batches an epoch has: each is gathered from all rows, as in every training.
    private static final int BATCHES = 64;

    private final int workers;

    /// On more than one core Plumb decides by the size of the network how many threads share a batch.
    Plumb(int threads) {
        this.workers = threads == 1 ? 1 : 0;
    }

    @Override
    public String version() {
        return "this checkout, kernels: " + Kernels.best().description();
    }

    @Override
    public Trainee train(Net net, boolean statistics) {
        return network(net, workers, statistics);
    }

    /// A fresh network; with 0 workers Plumb chooses their number.
    public static Network network(Net net, int workers, boolean statistics) {
        String output = net.binary() ? "1, sigmoid" : net.outputs() + ", softmax";
        String convolutions = net.filters().stream()
                .map(n -> "conv2d(" + n + ", " + Net.KERNEL + ", relu, he-normal); max-pool("
                        + Net.POOL + "); ")
                .collect(Collectors.joining());
        return new Network(
                plan(convolutions + "dense(" + net.width() + ", relu, he-normal) x " + net.depth()
                        + "; dense(" + output + ", he-normal)", net),
                data(net), workers, statistics);
    }

    /// A plan without an end for a network in another shape of the same task.
    public static Plan plan(String network, Net net) {
        return Plan.of(network,
                net.binary() ? "binary-cross-entropy" : "categorical-cross-entropy",
                "sgd(" + Net.RATE + ")").batch(net.batch())
                .length(new Length.Steps(Long.MAX_VALUE));
    }

    /// Rows for the epochs of a network, of which a few are for validation.
    public static Dataset data(Net net) {
        int number = net.batch() * BATCHES;
        Rows rows = Rows.of(net, number);
        var columns = IntStream.range(0, net.inputs()).mapToObj(i -> "x" + i).toList();
        var names = IntStream.range(0, net.classes()).mapToObj(i -> "c" + i).toList();
        return Dataset.of(rows.inputs(), columns, new Target.Classes(rows.classes(), names))
                .shaped(net.convolves()
                        ? Shape.of(net.side(0), net.side(0))
                        : Shape.of(net.inputs()))
                .split((double) net.classes() / number, 1);
    }

    /// A network in training by Plumb.
    public static final class Network implements Trainee {
        private final Training training;
        private final @Nullable History history;
        private double loss;

        public Network(Plan plan, Dataset data, int workers, boolean statistics) {
            this.training = new Training(plan, data,
                    Settings.seed(1).workers(workers).probe(statistics ? Probe.AUTO : Probe.OFF));
            this.history = statistics ? new History() : null;
        }

        /// Trains on one batch and says what it did.
        public Step next() {
            Step step = training.next();
            if (history != null) history.add(step);
            loss = step.loss();
            return step;
        }

        @Override
        public void step() {
            next();
        }

        @Override
        public double loss() {
            return loss;
        }

        @Override
        public void close() {
            training.close();
        }
    }
}
