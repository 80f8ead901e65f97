package plumb.bench.clinic;

import java.util.List;
import java.util.Locale;
import plumb.math.Rng;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.optim.Optimizer;
import plumb.train.Plan;

/// Draws learning rate, optimizer, activation, initial weights and batch, trains each drawn plan to its
/// end, and keeps the best on the validation rows (Bergstra & Bengio, 2012).
final class RandomSearch {
    private static final List<String> ACTIVATIONS = List.of("relu", "leaky-relu(0.01)", "elu(1)",
            "selu", "tanh", "sigmoid");
    private static final List<String> INITS = List.of("he-normal", "he-uniform", "glorot-normal",
            "glorot-uniform", "lecun-normal", "normal(0.05)");
    private static final List<String> OPTIMIZERS = List.of("sgd(%s)", "sgd(%s, momentum=0.9)",
            "adam(%s)", "rmsprop(%s)");
    private static final List<Integer> BATCHES = List.of(16, 32, 64, 128, 256);

    private RandomSearch() {}

    /// The best plan after as many steps as so many trainings of the plan take.
    static Plan of(Case subject, double trainings) {
        var rng = new Rng(subject.seed(), Rng.Stream.TRIAL, 2, 0);
        var draw = new Draw(rng);
        int rows = subject.data().train().length;
        long length = subject.plan().length().steps(rows, subject.plan().batch());
        double left = trainings * length;
        Plan best = subject.plan();
        double most = Double.NEGATIVE_INFINITY;
        while (left > 0) {
            Plan drawn = draw(subject.plan(), draw, rng);
            left -= drawn.length().steps(rows, drawn.batch());
            double metric = Treatment.metric(drawn, subject.data(), subject.seed());
            if (metric > most) {
                most = metric;
                best = drawn;
            }
        }
        return best;
    }

    private static Plan draw(Plan plan, Draw draw, Rng rng) {
        Init init = Init.of(draw.of(INITS));
        Activation activation = Activation.of(draw.of(ACTIVATIONS));
        String rate = String.format(Locale.ROOT, "%.1e",
                Math.pow(10, rng.uniform(-5, 0)));
        int last = plan.network().layers().size() - 1;
        var output = plan.network().output();
        var hidden = plan.network().map(layer -> layer.withInit(init).withActivation(activation));
        return plan.network(hidden.with(last, output.withInit(init)))
                .optimizer(Optimizer.of(draw.of(OPTIMIZERS).formatted(rate)))
                .batch(draw.of(BATCHES));
    }
}
