package plumb.app.play;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.app.play.Control.Stop;
import plumb.data.Generator;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.optim.Optimizer;
import plumb.text.Grammar;

/// The controls of the playground, each with its stops, as a setup has them.
final class Controls {
    private static final double[] NOISES = {0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5};
    private static final double[] RATES = {1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 3, 10};
    private static final double[] FACTORS = {0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 1, 1.1, 1.2,
            1.5, 2, 3, 5, 10, 20};
    private static final double[] SEEDS = numbers(1, 20);
    private static final double[] STEPS = {100, 200, 300, 600, 1000, 2000, 3000};
    private static final double[] BATCHES = {1, 2, 4, 8, 16, 32, 64, 128, 240};

    private Controls() {}

    private static double[] numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).asDoubleStream().toArray();
    }

    /// What both networks have in common.
    static List<Control> common(Setup setup) {
        Generator data = setup.data();
        double noise = noise(data).orElse(0.1);
        var stops = new ArrayList<>(
                List.of(stop("circles", "circles(300, noise=%s, factor=0.5)", noise),
                        stop("moons", "moons(300, noise=%s)", noise),
                        stop("xor", "xor(300, noise=%s)", noise),
                        stop("spirals", "spirals(300, turns=1, noise=%s)", noise)));
        if (data instanceof Generator.Points) stops.add(new Stop(data.toString(), "own points"));
        Control points = Control.list("data", "data", "Data",
                "What is to be told apart: orange from blue. Spirals need more layers than circles.",
                data.toString(), stops);
        var seed = Control.slider("seed", "seed", "Seed",
                "Another draw of data, weights and order: a result that changes with it was luck.",
                (double) setup.seed(), SEEDS, Controls::whole);
        var steps = Control.slider("steps", "steps", "Steps",
                "How long it trains: what still falls at the end may only need more steps.",
                (double) setup.steps(), STEPS, Controls::whole);
        return noise(data).isEmpty()
                ? List.of(points, seed, steps)
                : List.of(points,
                        Control.slider("data", "noise", "Noise",
                                "How far points stray: with much of it the classes overlap.",
                                noise, NOISES, number -> noisy(data, number).toString()),
                        seed, steps);
    }

    private static Stop stop(String label, String text, double noise) {
        return new Stop(
                Generator.of(text.formatted(Grammar.number(noise))).toString(), label);
    }

    /// How noisy the data are; absent where points are written down.
    private static OptionalDouble noise(Generator data) {
        return switch (data) {
            case Generator.Circles circles -> OptionalDouble.of(circles.noise());
            case Generator.Moons moons -> OptionalDouble.of(moons.noise());
            case Generator.Xor xor -> OptionalDouble.of(xor.noise());
            case Generator.Spirals spirals -> OptionalDouble.of(spirals.noise());
            case Generator.Points _,Generator.Blobs _,Generator.Parity _,Generator.Linear _,Generator.Adding _,Generator.TemporalOrder _,Generator.Shapeset _ ->
                OptionalDouble.empty();
        };
    }

    private static Generator noisy(Generator data, double noise) {
        return switch (data) {
            case Generator.Circles c -> new Generator.Circles(c.n(), noise, c.factor());
            case Generator.Moons m -> new Generator.Moons(m.n(), noise);
            case Generator.Xor x -> new Generator.Xor(x.n(), noise);
            case Generator.Spirals s -> new Generator.Spirals(s.n(), s.turns(), noise);
            case Generator.Points _,Generator.Blobs _,Generator.Parity _,Generator.Linear _,Generator.Adding _,Generator.TemporalOrder _,Generator.Shapeset _ ->
                data;
        };
    }

    /// What each network has for itself.
    static List<Control> of(Stack stack) {
        var controls = new ArrayList<Control>();
        controls.add(Control.slider("depth", "depth", "Depth",
                "Hidden layers. The gradient of the first is a product with a factor for each.",
                stack.depth(), numbers(1, Stack.DEEPEST), Controls::whole));
        controls.add(Control.slider("width", "width", "Width",
                "Units in each hidden layer: more of them average chance out.", stack.width(),
                numbers(1, Stack.WIDEST), Controls::whole));
        controls.add(Control.list("activation", "activation", "Activation",
                "Its slope is a factor of every gradient that passes.",
                stack.activationText(), activations()));
        controls.add(Control.list("init", "init", "Initial weights",
                "How large the weights are drawn: the other half of every factor.",
                stack.init().toString(), inits(stack.init())));
        if (Initial.scalable(stack.init())) {
            controls.add(Control.slider("init", "factor", "… times",
                    "Scales the initial weights: below 1 signals fade, above 1 they grow.",
                    Initial.factor(stack.init()), FACTORS,
                    factor -> Initial.times(stack.init(), factor).toString()));
        }
        controls.add(Control.list("normalization", "normalization", "Normalization",
                "Brings the sums of each layer back to size 1, whatever the weights are.",
                stack.normalizationText(),
                List.of(new Stop("none", "none"), new Stop("batch-norm(0.9)", "batch norm"),
                        new Stop("layer-norm", "layer norm"))));
        controls.add(Control.list("skips", "skips", "Skip connections",
                "A way past each layer on which nothing multiplies the gradient.",
                Boolean.toString(stack.skips()),
                List.of(new Stop("false", "none"), new Stop("true", "past each layer"))));
        double rate = stack.optimizer().learningRate();
        controls.add(Control.list("optimizer", "optimizer", "Optimizer",
                "What is made of a gradient: SGD steps by its size, Adam by its sign and steadiness.",
                stack.optimizer().toString(), optimizers(rate)));
        controls.add(Control.slider("optimizer", "rate", "Learning rate",
                "How far each step goes: too small crawls, too large jumps out or kills units.",
                rate, RATES, number -> stack.optimizer().withLearningRate(number).toString()));
        controls.add(Control.slider("batch", "batch", "Batch",
                "Rows for each step: few make noisy gradients, many make few steps an epoch.",
                stack.batch(), BATCHES, Controls::whole));
        controls.add(Control.list("clip", "clip", "Limit on gradients",
                "Cuts a gradient that is too long: against explosions, not against vanishing.",
                stack.clip().toString(),
                List.of(new Stop("none", "none"), new Stop("norm(1)", "norm 1"))));
        controls.add(Control.list("schedule", "schedule", "Course of the rate",
                "A slow start spares weights that are not settled yet.",
                stack.schedule().toString(), List.of(new Stop("constant", "constant"),
                        new Stop("warmup(5)", "slow start of 5 epochs"))));
        controls.add(Control.list("scale", "scale", "Inputs",
                "Standardized inputs have mean 0 and deviation 1: what initial weights count on.",
                stack.scale().toString(), List.of(new Stop("none", "as they are"),
                        new Stop("standardize", "standardized"))));
        return List.copyOf(controls);
    }

    private static List<Stop> activations() {
        return Stream
                .of("sigmoid", "tanh", "relu", "leaky-relu(0.01)", "elu(1)", "selu", "gelu", "silu",
                        "softplus", "linear")
                .map(text -> new Stop(Activation.of(text).toString(), text)).toList();
    }

    private static List<Stop> inits(Init now) {
        double factor = Initial.factor(now);
        return Stream
                .of(new Init.GlorotUniform(), new Init.HeNormal(), new Init.LecunNormal(),
                        new Init.Standard(), new Init.Orthogonal(1), new Init.Lsuv(),
                        new Init.Zeros())
                .map(init -> new Stop(Initial.times(init, factor).toString(),
                        Grammar.name(init.getClass())))
                .toList();
    }

    private static List<Stop> optimizers(double rate) {
        return Stream
                .of("sgd(0.01)", "sgd(0.01, momentum=0.9)", "rmsprop(0.01)", "adam(0.01)")
                .map(text -> new Stop(Optimizer.of(text).withLearningRate(rate).toString(),
                        text.contains("momentum")
                                ? "sgd with momentum"
                                : text.substring(0, text.indexOf('('))))
                .toList();
    }

    private static String whole(double number) {
        return Long.toString((long) number);
    }
}
