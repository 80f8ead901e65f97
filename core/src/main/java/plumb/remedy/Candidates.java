package plumb.remedy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumb.data.Dataset;
import plumb.data.Scale;
import plumb.data.Target;
import plumb.diagnose.Diagnosis;
import plumb.diagnose.Finding;
import plumb.diagnose.Severity;
import plumb.nn.Activation;
import plumb.nn.BatchNorm;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.Rectifier;
import plumb.nn.Recurrent;
import plumb.nn.Squashing;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.optim.Schedule;
import plumb.theory.Forecast;
import plumb.theory.Signal;
import plumb.theory.SignalPropagation;
import plumb.train.Length;
import plumb.train.Plan;

/// The single remedies worth trying on a plan, in the order in which its findings call for them.
final class Candidates {
    /// As many are tried at most.
    private static final int MOST = 10;
    /// So many hidden layers are worth a change of the layers themselves.
    private static final int DEEP = 5;
    /// So many rules for initial weights are tried.
    private static final int INITS = 2;
    /// Fewer rows in a batch tell too little of a channel.
    private static final int FEW_ROWS = 16;
    /// Running statistics forget what they began with in 50 steps, not 500: the first look at a candidate
    /// comes after a twentieth of a training.
    private static final double MOMENTUM = 0.9;
    /// A learning rate within this factor of the best may need only a slower start.
    private static final double NEAR = 10;
    /// A warm-up is over by the first look at a candidate, half as late.
    private static final double WARM_UP = 0.025;
    /// Other weights are worth it from so many decades of gradient on.
    private static final double WORTH = 0.5;

    private final Plan plan;
    private final Dataset data;
    private final long seed;
    private long steps;
    private RangeTest.@Nullable Result range;

    Candidates(Plan plan, Dataset data, long seed) {
        this.plan = plan;
        this.data = data;
        this.seed = seed;
    }

    /// The remedies that treat the causes that a diagnosis found, or what may help against the failure
    /// itself where it found none.
    List<Remedy> of(Diagnosis diagnosis) {
        var names = new LinkedHashSet<String>();
        List<Finding> errors = diagnosis.findings().stream()
                .filter(f -> f.severity() == Severity.ERROR).toList();
        List<Finding> causes = errors.stream().filter(f -> !f.explains().isEmpty()).toList();
        for (Finding finding : causes.isEmpty() ? errors : causes) names.addAll(finding.remedies());
        var remedies = new ArrayList<Remedy>();
        for (String name : names) remedies.addAll(named(name));
        return remedies.stream().filter(r -> r instanceof Revive || !r.apply(plan).equals(plan))
                .distinct().limit(MOST)
                .toList();
    }

    /// The steps spent on finding learning rates.
    long steps() {
        return steps;
    }

    private List<? extends Remedy> named(String name) {
        return switch (name) {
            case "set-learning-rate" -> learningRates();
            case "scale-inputs" ->
                plan.scale() == Scale.STANDARDIZE ? List.of() : List.of(new ScaleInputs());
            case "scale-targets" ->
                data.target() instanceof Target.Values ? List.of(new ScaleTargets()) : List.of();
            case "swap-activation" -> plan.network().layers().size() < 2
                    ? List.of()
                    : activations();
            case "normalize" -> HiddenLayers.depth(plan) < DEEP
                    ? List.of()
                    : List.of(new Normalize(normalization()));
            case "add-skips" -> AddSkips.blocks(plan) < DEEP - 1
                    ? List.of()
                    : List.of(new AddSkips());
            case "swap-recurrent" -> Stream.of(SwapRecurrent.Cell.values())
                    .<Remedy>map(SwapRecurrent::new).toList();
            case "clip-gradients" -> plan.clip() instanceof Clip.None
                    ? List.of(new ClipGradients(new Clip.Norm(1)))
                    : List.of();
            case "initialize" -> initials();
            case "warm-up" -> warmUp();
            case "optimize-with" -> plan.optimizer().adaptive()
                    ? List.of()
                    : List.of(new OptimizeWith(Optimizer.of("adam(0.001)")));
            case "revive" -> Revive.suits(plan) ? List.of(new Revive()) : List.of();
            case "set-output" -> List.of(fittingOutput());
            default -> throw new IllegalArgumentException("no remedy is called " + name);
        };
    }

    private List<Remedy> learningRates() {
        double found = bestRate();
        return List.of(new SetLearningRate(found),
                new SetLearningRate(RangeTest.round(found / 4)));
    }

    private double bestRate() {
        RangeTest.Result found = range;
        if (found == null) {
            found = RangeTest.of(plan, data, seed);
            steps += found.steps();
            range = found;
        }
        return found.rate();
    }

    /// A slower start, where the learning rate itself is about right.
    private List<Remedy> warmUp() {
        double ratio = plan.optimizer().learningRate() / bestRate();
        if (plan.schedule() instanceof Schedule.Warmup || ratio > NEAR || ratio < 1 / NEAR)
            return List.of();
        int rows = data.train().length;
        double epochs = (double) plan.length().steps(rows, plan.batch())
                / new Length.Epochs(1).steps(rows, plan.batch());
        return List.of(new WarmUp(RangeTest.round(WARM_UP * epochs)));
    }

    /// Each activation once, leaky-relu where relu may have died: with the present weights, or with those
    /// derived for it where theory expects the gradient to be lost or to explode without them; there selu,
    /// too, which is made for weights of its own.
    private List<SwapActivation> activations() {
        boolean rectified = HiddenLayers.of(plan)
                .anyMatch(layer -> layer.activation() instanceof Rectifier.Relu);
        var swaps = new ArrayList<>(Stream.of(
                rectified ? new Rectifier.LeakyRelu(0.01) : new Rectifier.Relu(),
                new Rectifier.Elu(1), new Squashing.Tanh()).map(this::swap).toList());
        boolean weightsToo = swaps.stream().anyMatch(swap -> swap.init().isPresent());
        if (weightsToo && HiddenLayers.depth(plan) >= DEEP)
            swaps.add(SwapActivation.suited(new Rectifier.Selu()));
        return swaps;
    }

    private SwapActivation swap(Activation activation) {
        var plain = new SwapActivation(activation);
        double decades = decades(plain.apply(plan));
        if (!(decades > Forecast.DECADES)) return plain;
        SwapActivation suited = SwapActivation.suited(activation);
        return decades(suited.apply(plan)) < decades - WORTH ? suited : plain;
    }

    /// Weights derived for the activation of the first hidden layer that has one, then others; a rule that
    /// draws alike what is drawn now is left out.
    private List<Remedy> initials() {
        Activation own = HiddenLayers.of(plan).map(Layer::activation)
                .filter(a -> !(a instanceof Activation.Linear)).findFirst()
                .orElse(new Activation.Linear());
        return Stream.of(SwapActivation.suiting(own), new Init.HeNormal(),
                new Init.GlorotUniform(), new Init.Lsuv()).distinct()
                .filter(init -> !drawnAlike(init)).limit(INITS).<Remedy>map(Initialize::new)
                .toList();
    }

    /// Whether all weights are drawn from the variance of this rule already, and biases begin at 0.
    private boolean drawnAlike(Init init) {
        return plan.network().flat().stream().allMatch(layer -> !(layer instanceof Recurrent)
                && layer.bias().equals(layer.bias().map(_ -> new Init.Zeros()))
                && layer.inits().stream().allMatch(own -> own.random() && own.center() == 0
                        && meanSquare(own) == meanSquare(init)));
    }

    /// Of a matrix in which inputs, outputs, rows and columns differ.
    private static double meanSquare(Init init) {
        return init.meanSquare(new Init.Fans(3, 5), 7, 11);
    }

    /// By how many decades theory expects the gradient to change over the hidden layers, either way; NaN
    /// where it cannot tell.
    private double decades(Plan changed) {
        return Math.abs(Forecast.decades(SignalPropagation.ofGradients(changed.network(),
                data.shape(), Signal.of(data, changed.scale()), changed.batchOf(data))));
    }

    private Layer normalization() {
        boolean recurrent = HiddenLayers.of(plan).anyMatch(Recurrent.class::isInstance);
        return recurrent || plan.batch() < FEW_ROWS
                ? Layer.of("layer-norm")
                : new BatchNorm(MOMENTUM, 0.001);
    }

    private SetOutput fittingOutput() {
        int units = plan.network().units(data.shape());
        return switch (data.target()) {
            case Target.Classes c when units > 1 ->
                new SetOutput(new Activation.Softmax(), new Loss.CategoricalCrossEntropy());
            case Target.Classes _,Target.Labels _ ->
                new SetOutput(new Squashing.Sigmoid(), new Loss.BinaryCrossEntropy());
            case Target.Values v -> new SetOutput(new Activation.Linear(), new Loss.Mse());
        };
    }
}
