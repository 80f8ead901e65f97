package plumb.remedy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
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
import plumb.train.Plan;

/// The single remedies worth trying on a plan, in the order in which its findings call for them.
final class Candidates {
    /// As many are tried at most.
    private static final int MOST = 10;
    /// So many hidden layers are worth a change of the layers themselves.
    private static final int DEEP = 5;
    /// Fewer rows in a batch tell too little of a channel.
    private static final int FEW_ROWS = 16;
    /// Running statistics forget what they began with in 50 steps, not 500: the first look at a candidate
    /// comes after a tenth of a training.
    private static final double MOMENTUM = 0.9;

    private final Plan plan;
    private final Dataset data;
    private final long seed;
    private long steps;

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
        return remedies.stream().filter(r -> !r.apply(plan).equals(plan)).distinct().limit(MOST)
                .toList();
    }

    /// The steps spent on finding learning rates.
    long steps() {
        return steps;
    }

    private List<Remedy> named(String name) {
        return switch (name) {
            case "set-learning-rate" -> learningRates();
            case "scale-inputs" ->
                plan.scale() == Scale.STANDARDIZE ? List.of() : List.of(new ScaleInputs());
            case "scale-targets" ->
                data.target() instanceof Target.Values ? List.of(new ScaleTargets()) : List.of();
            case "swap-activation" -> plan.network().layers().size() < 2
                    ? List.of()
                    : List.of(new SwapActivation(new Rectifier.Relu()),
                            new SwapActivation(new Rectifier.LeakyRelu(0.01)),
                            new SwapActivation(new Rectifier.Elu(1)),
                            new SwapActivation(new Squashing.Tanh()));
            case "normalize" -> HiddenLayers.depth(plan) < DEEP
                    ? List.of()
                    : List.of(new Normalize(normalization()));
            case "swap-recurrent" -> Stream.of(SwapRecurrent.Cell.values())
                    .<Remedy>map(SwapRecurrent::new).toList();
            case "clip-gradients" -> plan.clip() instanceof Clip.None
                    ? List.of(new ClipGradients(new Clip.Norm(1)))
                    : List.of();
            case "initialize" -> List.of(new Initialize(new Init.HeNormal()),
                    new Initialize(new Init.GlorotUniform()));
            case "optimize-with" -> plan.optimizer().adaptive()
                    ? List.of()
                    : List.of(new OptimizeWith(Optimizer.of("adam(0.001)")));
            case "set-output" -> List.of(fittingOutput());
            default -> throw new IllegalArgumentException("no remedy is called " + name);
        };
    }

    private List<Remedy> learningRates() {
        RangeTest.Result found = RangeTest.of(plan, data, seed);
        steps += found.steps();
        return List.of(new SetLearningRate(found.rate()),
                new SetLearningRate(RangeTest.round(found.rate() / 4)));
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
