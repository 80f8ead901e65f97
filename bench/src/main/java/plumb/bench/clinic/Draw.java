package plumb.bench.clinic;

import java.util.List;
import plumb.bench.clinic.Hidden.Kind;
import plumb.data.Dataset;
import plumb.data.Scale;
import plumb.data.Target;
import plumb.math.Rng;
import plumb.optim.Optimizer;

/// Networks as people build them when they know what they do, drawn at random.
final class Draw {
    private static final List<String> RECTIFIERS = List.of("relu", "relu", "relu",
            "leaky-relu(0.01)", "elu", "gelu", "silu");
    private static final List<String> SQUASHING = List.of("tanh", "tanh", "selu");

    private final Rng rng;

    Draw(Rng rng) {
        this.rng = rng;
    }

    Recipe healthy(Task task, Dataset data) {
        boolean rectifier = rng.nextInt(10) < 7;
        String activation = rectifier ? of(RECTIFIERS) : of(SQUASHING);
        String init = rectifier
                ? of(List.of("he-normal", "he-uniform"))
                : activation.equals("selu")
                        ? "lecun-normal"
                        : of(List.of("glorot-uniform", "glorot-normal"));
        Kind kind = of(List.of(Kind.PLAIN, Kind.PLAIN, Kind.PLAIN, Kind.PLAIN, Kind.PLAIN,
                Kind.BATCH_NORM, Kind.BATCH_NORM, Kind.LAYER_NORM, Kind.RESIDUAL, Kind.DROPOUT));
        int depth = kind == Kind.RESIDUAL ? 1 + rng.nextInt(4) : 1 + rng.nextInt(6);
        int width = of(List.of(16, 32, 64, 128));
        int batch = of(List.of(16, 32, 64, 128));
        long steps = Math.max(600, 60_000 / batch);
        boolean values = data.target() instanceof Target.Values;
        int outputs = switch (data.target()) {
            case Target.Classes c -> c.names().size() == 2 ? 1 : c.names().size();
            case Target.Labels labels -> labels.width();
            case Target.Values v -> v.width();
        };
        return new Recipe(new Hidden(depth, width, activation, init, "zeros", kind), outputs,
                values ? "linear" : outputs == 1 ? "sigmoid" : "softmax", "glorot-uniform",
                values
                        ? "mse"
                        : outputs == 1 ? "binary-cross-entropy" : "categorical-cross-entropy",
                Optimizer.of(of(List.of("adam(0.001)", "adam(0.002)", "adam(0.003)",
                        "nadam(0.002)", "rmsprop(0.001)", "sgd(0.02, momentum=0.9)",
                        "sgd(0.05, momentum=0.9)"))),
                batch, steps, task.scale(), Scale.NONE);
    }

    <T> T of(List<T> choices) {
        return choices.get(rng.nextInt(choices.size()));
    }
}
