package plumb.app.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.gauge.Quantity;
import plumb.nn.Rectifier;
import plumb.nn.Squashing;
import plumb.text.InputError;
import plumb.text.Nearest;

/// The lesson path, and the missions.
final class Exercises {
    static final List<Exercise> LESSONS = List.of(
            new Exercise("sigmoid", "The sigmoid and its slope",
                    "A sigmoid turns any sum into a number from 0 to 1. Its slope says how much of a"
                            + " small change comes through: at most 0.25, in the middle, and nearly"
                            + " nothing at both ends. A unit out there is called saturated.",
                    "depth=1&activation=sigmoid",
                    "Make the initial weights larger (“… times”) until the units of layer 1 are"
                            + " saturated. See the hill of sums under the curve move outwards.",
                    Goal.atLeast("Saturated in layer 1",
                            run -> run.reading(run.hidden(0).nonlinear(), Quantity.SATURATED), 0.4),
                    0),
            new Exercise("forward", "The forward pass",
                    "Each layer multiplies what it gets by its weights, adds up, and bends the sum."
                            + " Every small picture shows what one unit says over the whole plane."
                            + " Where weights are too small, each layer speaks more quietly than the"
                            + " one before.",
                    "depth=8&activation=tanh&init=scaled(glorot-uniform, 0.5)&optimizer=sgd(0.001)",
                    "Make the initial weights larger until layer 8 is heard again. See the pictures"
                            + " of the upper layers come alive.",
                    Goal.atLeast("Activation in layer 8",
                            run -> run.reading(run.hidden(7).last(), Quantity.ACTIVATION), 0.1),
                    0),
            new Exercise("backward", "The backward pass and the update",
                    "The loss says how wrong the output is. The backward pass hands its gradient"
                            + " down: each layer multiplies it by its slope and its weights. Then"
                            + " every weight takes a step against its gradient, as long as the"
                            + " learning rate says.",
                    "depth=2&activation=tanh&optimizer=sgd(0.003)",
                    "Send one gradient backwards, then raise the learning rate and press Play until 9"
                            + " of 10 points are right. See the surface bend around them.",
                    Goal.atLeast("Right answers", run -> run.accuracy().orElse(Double.NaN), 0.9),
                    0),
            new Exercise("vanishing", "Why deep sigmoid networks do not learn",
                    "On its way down the gradient is multiplied by one slope for every layer, and a"
                            + " sigmoid's is at most 0.25. A product of many such factors is almost"
                            + " nothing: the first layers get no word of what is wrong.",
                    "depth=2&activation=sigmoid",
                    "Raise the depth until less than a thousandth of the gradient is left in layer 1."
                            + " Send one gradient backwards and see which factors take it.",
                    Goal.atMost("Left of the gradient in layer 1", Run::left, 0.001), 0),
            new Exercise("relu", "ReLU: a slope of one",
                    "ReLU lets positive sums through as they are and holds the others back. Its slope"
                            + " is 1 or 0: on the way down the gradient is kept, or cut, but never"
                            + " worn away by slopes.",
                    "depth=8&activation=sigmoid",
                    "Change the activation to relu and press Play. See the loss, which stood still,"
                            + " begin to fall.",
                    Goal.number("Right answers", run -> run.accuracy().orElse(Double.NaN), 0.9,
                            Double.POSITIVE_INFINITY, "with relu in every layer",
                            stack -> is(stack, Rectifier.Relu.class)),
                    0),
            new Exercise("dead-units", "Dead units",
                    "A ReLU unit whose sum is negative for every row gives 0, has slope 0 and gets no"
                            + " gradient: it cannot come back. One step that is too long can push"
                            + " many units there.",
                    "depth=4&activation=relu&init=he-normal",
                    "Raise the learning rate and press Play until half of the units of a layer are"
                            + " dead. See their pictures go empty.",
                    Goal.atLeast("Dead units in the worst layer", Exercises::dead, 0.5), 0),
            new Exercise("leaky-relu", "Leaky ReLU",
                    "A leaky ReLU has a small slope where a ReLU has none. A unit that was pushed to"
                            + " the negative side still gets a little of the gradient, so none is"
                            + " ever dead.",
                    "depth=4&activation=relu&init=he-normal&optimizer=adam(1)",
                    "Change the activation to leaky-relu and press Play. See that no unit dies, though"
                            + " the learning rate is as bad as before.",
                    Goal.number("Dead units in the worst layer", Exercises::dead,
                            Double.NEGATIVE_INFINITY, 0, "with leaky-relu in every layer",
                            stack -> is(stack, Rectifier.LeakyRelu.class)),
                    0),
            new Exercise("initial-weights", "Initial weights",
                    "Slopes are one half of every factor, weights the other. With ReLU, half of the"
                            + " sums are held back, so weights must be a little larger to make up"
                            + " for it: that is what he-normal does, and glorot-uniform does not.",
                    "depth=20&width=16&activation=relu&init=scaled(glorot-uniform, 0.8)",
                    "Choose other initial weights, or scale them, until the gradient reaches layer 1"
                            + " about as large as it was.",
                    Goal.number("Left of the gradient in layer 1", Run::left, 0.1, 10, "",
                            _ -> true),
                    0),
            new Exercise("normalization", "Normalization",
                    "Batch norm brings the sums of each layer back to mean 0 and deviation 1, in"
                            + " front of the activation. So the layers stay in the part of the curve"
                            + " where it has a slope, whatever the weights are.",
                    "depth=10&width=16&activation=sigmoid",
                    "Choose batch norm and press Play. See how every layer gets a part of the"
                            + " gradient, and learns.",
                    Goal.number("Right answers", run -> run.accuracy().orElse(Double.NaN), 0.9,
                            Double.POSITIVE_INFINITY, "with batch norm",
                            stack -> stack.normalization().isPresent()),
                    0),
            new Exercise("skips", "Skip connections",
                    "A skip connection adds what goes into a layer to what comes out. On the way down"
                            + " the gradient takes both ways, and on one of them nothing multiplies"
                            + " it.",
                    "depth=30&width=16&activation=tanh&init=scaled(glorot-uniform, 0.5)",
                    "Turn on skip connections and press Play. See the gradient arrive in layer 1"
                            + " through 30 layers.",
                    Goal.number("Right answers", run -> run.accuracy().orElse(Double.NaN), 0.9,
                            Double.POSITIVE_INFINITY, "with skip connections", Stack::skips),
                    0));

    static final List<Exercise> MISSIONS = List.of(
            new Exercise("vanish", "Make it vanish",
                    "This network learns. Break it: the gradient must vanish so far that learning"
                            + " fails.",
                    "activation=relu&init=he-normal",
                    "Make the gradient vanish in at most three moves. Each control counts once.",
                    Goal.fails(List.of("vanishing-gradient")), 3),
            new Exercise("rescue", "Rescue it",
                    "Ten layers of sigmoid units: the loss does not move.",
                    "depth=10&width=16&activation=sigmoid",
                    "Make it learn with one move.", Goal.learns("", _ -> true), 1),
            new Exercise("keep-the-sigmoid", "Rescue it, but keep the sigmoid",
                    "The same network. This time its activation must stay.",
                    "depth=10&width=16&activation=sigmoid",
                    "Make it learn with one move, sigmoid in every layer.",
                    Goal.learns("with sigmoid in every layer",
                            stack -> is(stack, Squashing.Sigmoid.class)),
                    1),
            new Exercise("explode", "Make it explode",
                    "Too much is as bad as too little.",
                    "depth=10&width=16&activation=relu&init=he-normal",
                    "Make gradients or steps so large that learning fails, in one move.",
                    Goal.fails(List.of("exploding-gradient", "learning-rate-too-high",
                            "poor-initialization", "diverged")),
                    1));

    private Exercises() {}

    private static double dead(Run run) {
        return run.slots().subList(0, run.slots().size() - 1).stream().mapToDouble(run::dead)
                .reduce(Double.NaN, (a, b) -> Double.isNaN(a) ? b : Math.max(a, b));
    }

    private static boolean is(Stack stack, Class<?> activation) {
        return stack.activations().stream().allMatch(activation::isInstance);
    }

    /// All exercises, lessons first.
    static List<Exercise> all() {
        var all = new ArrayList<>(LESSONS);
        all.addAll(MISSIONS);
        return all;
    }

    /// @throws InputError with the nearest name
    static Exercise named(String id) {
        List<String> ids = all().stream().map(Exercise::id).toList();
        return all().stream().filter(exercise -> exercise.id().equals(id)).findFirst()
                .orElseThrow(() -> new InputError(
                        "no exercise is called \"" + id + "\"; " + Nearest.suggestion(id, ids)));
    }

    /// What comes so many places behind an exercise of the same path.
    static Optional<Exercise> next(Exercise exercise, int places) {
        List<Exercise> path = exercise.isMission() ? MISSIONS : LESSONS;
        int at = path.indexOf(exercise) + places;
        return at < 0 || at >= path.size() ? Optional.empty() : Optional.of(path.get(at));
    }
}
