package plumb.bench.papers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import plumb.bench.report.Figures;
import plumb.data.Dataset;
import plumb.data.Target;
import plumb.math.Rng;
import plumb.nn.Blueprint;
import plumb.nn.Loss;
import plumb.nn.Network;
import plumb.nn.Pass;
import plumb.train.Length;
import plumb.train.Plan;
import plumb.train.Probe;
import plumb.train.Settings;
import plumb.train.Trained;
import plumb.train.Training;

/// Narrow ReLU networks that are dead before or after training.
final class DyingRelu implements Reproduction {
    private static final int NETWORKS = 20_000;
    private static final int TRAININGS = 1000;
    private static final int ROWS = 300;
    private static final int UPDATES = 2000;
    /// With the biases drawn as the paper does.
    private static final String RANDOMIZED = "rai, bias=rai";
    /// The published shares of collapsed networks, of 1000.
    private static final double HE = 0.938;
    private static final double RAI = 0.326;

    /// @param bothRays the share of networks whose outputs are constant, by another simulation
    private record Narrow(int width, int depth, double bothRays) {
        /// The share of networks that are constant for positive inputs.
        double oneRay() {
            return 1 - Math.pow(1 - Math.pow(2, -width), depth);
        }
    }

    private static final List<Narrow> TABLE = List.of(new Narrow(2, 4, 0.4966),
            new Narrow(2, 9, 0.8807), new Narrow(2, 10, 0.9085), new Narrow(2, 19, 0.9935),
            new Narrow(3, 9, 0.5806), new Narrow(3, 10, 0.6327), new Narrow(4, 9, 0.2964),
            new Narrow(5, 9, 0.1279), new Narrow(5, 10, 0.1528), new Narrow(5, 19, 0.3560),
            new Narrow(8, 19, 0.0351), new Narrow(10, 10, 0.0018), new Narrow(10, 49, 0.0323));

    @Override
    public String name() {
        return "dying-relu";
    }

    @Override
    public String title() {
        return "Lu et al. (2019): narrow ReLU networks are born dead";
    }

    @Override
    public String about() {
        return """
                Networks of one input with N units in each of H layers and `he-normal` weights, %d of
                each: the share that gives 0 for x > 0, which is 1 − (1 − 2⁻ᴺ)ᴴ, and the share that gives 0 on
                both sides. Then %d networks with N = 2 and H = 10 learn |x| at %d points of [−√3, √3] by
                %d updates of Adam: the share whose answer is the same everywhere. The paper finds
                %s with He's weights and %s with `rai`, a ratio of %s; as it had 1000
                networks, two standard errors are allowed. The row of networks that are not trained was added
                when that of trained ones had not held: `rai` keeps more networks alive at birth, as in the
                paper, but here more of them die in training.
                """
                .formatted(NETWORKS, TRAININGS, ROWS, UPDATES, HE, RAI, Figures.of(RAI / HE));
    }

    @Override
    public List<Check> run() {
        var checks = new ArrayList<Check>();
        TABLE.forEach(narrow -> simulate(narrow, checks));
        double most = RAI / HE + 2 * Math.sqrt(RAI * (1 - RAI) / TRAININGS) / HE;
        checks.add(Check.atMost("not trained, constant answer: rai / he-normal", most,
                constant(RANDOMIZED, 0) / constant("he-normal", 0)));
        double he = constant("he-normal", UPDATES);
        checks.add(Check.atLeast("trained, constant answer: he-normal", 0.85, he));
        checks.add(Check.atMost("trained, constant answer: rai / he-normal", most,
                constant(RANDOMIZED, UPDATES) / he));
        return checks;
    }

    private static void simulate(Narrow narrow, List<Check> checks) {
        var network = new Network(Blueprint.of("dense(" + narrow.width + ", relu, he-normal) x "
                + narrow.depth), 1);
        var pass = Pass.forEvaluation(network, Loss.of("mse"), 2, false);
        int one = 0;
        int both = 0;
        for (int seed = 1; seed <= NETWORKS; seed++) {
            network.initialize(seed);
            pass.inputs()[0] = 1;
            pass.inputs()[1] = -1;
            pass.forward(2);
            boolean right = zero(pass.outputs(), 0, narrow.width);
            boolean left = zero(pass.outputs(), narrow.width, 2 * narrow.width);
            one += right ? 1 : 0;
            both += right && left ? 1 : 0;
        }
        String which = "N = " + narrow.width + ", H = " + narrow.depth;
        checks.add(Check.near(which + ": 0 for x > 0", narrow.oneRay(), 0.01,
                (double) one / NETWORKS));
        checks.add(Check.near(which + ": 0 for all x", narrow.bothRays, 0.01,
                (double) both / NETWORKS));
    }

    private static boolean zero(float[] values, int from, int to) {
        return IntStream.range(from, to).allMatch(i -> values[i] == 0);
    }

    /// The share of networks that give a constant after so many updates.
    private static double constant(String init, int updates) {
        Plan plan = Plan.of("dense(2, relu, " + init + ") x 10; dense(1, linear, " + init + ")",
                "mse", "adam(0.001)").batch(64).length(new Length.Steps(UPDATES));
        Dataset data = data();
        return LongStream.rangeClosed(1, TRAININGS).parallel().filter(seed -> {
            try (var training = new Training(plan, data,
                    Settings.seed(seed).workers(1).probe(Probe.OFF))) {
                while (training.steps() < updates) training.next();
                float[] outputs = Trained.of(training).outputs(data);
                return IntStream.range(0, outputs.length)
                        .allMatch(i -> outputs[i] == outputs[0]);
            }
        }).count() / (double) TRAININGS;
    }

    private static Dataset data() {
        var rng = new Rng(1, Rng.Stream.DATA, 0);
        var x = new float[ROWS];
        var y = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            x[i] = (float) rng.uniform(-Math.sqrt(3), Math.sqrt(3));
            y[i] = Math.abs(x[i]);
        }
        return Dataset.of(x, List.of("x"), new Target.Values(y));
    }
}
