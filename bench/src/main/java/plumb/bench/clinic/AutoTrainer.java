package plumb.bench.clinic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import plumb.data.Dataset;
import plumb.gauge.History;
import plumb.gauge.Quantity;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.nn.Network;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.remedy.ClipGradients;
import plumb.remedy.Initialize;
import plumb.remedy.Normalize;
import plumb.remedy.OptimizeWith;
import plumb.remedy.Remedy;
import plumb.remedy.SetLearningRate;
import plumb.remedy.SwapActivation;
import plumb.train.Plan;
import plumb.train.Probe;
import plumb.train.Score;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

/// The repair that AutoTrainer describes (Zhang et al., 2021): a monitor names a problem, the changes for
/// this problem are tried in a fixed order, each in a whole training, and the first that silences the
/// monitor is kept. Thresholds and order are its published ones; metrics are of validation rows.
///
/// @param plan the plan kept, or the plan as it was where the monitor saw nothing or no change helped
/// @param trainings how many it took
record AutoTrainer(Plan plan, Optional<Problem> problem, boolean silenced, int trainings) {
    private static final double VANISHED_RATIO = 1e-3;
    private static final double VANISHED_NORM = 1e-4;
    private static final double EXPLODED_RATIO = 70;
    private static final double ZERO_GRADIENTS = 0.7;
    private static final double SATISFYING = 0.7;
    private static final double NO_GAIN = 0.01;
    private static final double SWING = 0.03;
    private static final double SWINGS = 0.2;
    private static final double ENORMOUS_LOSS = 1e5;

    /// What the monitor tells apart.
    enum Problem {
        VANISHING, EXPLODING, DYING_RELU, OSCILLATING, SLOW
    }

    static AutoTrainer of(Case subject) {
        Plan plan = subject.plan();
        Optional<Problem> problem = problem(plan, subject.data(), subject.seed());
        if (problem.isEmpty()) return new AutoTrainer(plan, problem, false, 1);
        int trainings = 1;
        for (Remedy remedy : changes(problem.get(), plan)) {
            trainings++;
            Plan changed = remedy.apply(plan);
            if (problem(changed, subject.data(), subject.seed()).isEmpty())
                return new AutoTrainer(changed, problem, true, trainings);
        }
        return new AutoTrainer(plan, problem, false, trainings);
    }

    private static List<Remedy> changes(Problem problem, Plan plan) {
        Remedy normalize = new Normalize(Layer.of("batch-norm"));
        return switch (problem) {
            case VANISHING -> List.of(swap("selu"), swap("relu"), normalize);
            case EXPLODING -> List.of(swap("selu"), swap("relu"),
                    new ClipGradients(new Clip.Value(10)), swap("tanh"), normalize);
            case DYING_RELU ->
                List.of(swap("selu"), normalize, new Initialize(new Init.HeUniform()),
                        swap("leaky-relu(0.3)"));
            case OSCILLATING -> Stream.concat(Stream.of(optimizer("adam(0.001)")),
                    rates(plan, 0.1)).toList();
            case SLOW -> Stream.concat(Stream.of(optimizer("sgd(0.01)"), optimizer("adam(0.001)"),
                    optimizer("adamax(0.001)")), rates(plan, 10)).toList();
        };
    }

    private static Remedy swap(String activation) {
        return new SwapActivation(Activation.of(activation), Optional.empty());
    }

    private static Remedy optimizer(String text) {
        return new OptimizeWith(Optimizer.of(text));
    }

    /// The learning rate changed by a factor once, twice, three times.
    private static Stream<Remedy> rates(Plan plan, double factor) {
        double own = plan.optimizer().learningRate();
        return Stream.of(1, 2, 3).map(n -> new SetLearningRate(own * Math.pow(factor, n)));
    }

    private static Optional<Problem> problem(Plan plan, Dataset data, long seed) {
        var history = new History();
        var metrics = new ArrayList<Double>();
        try (var training = new Training(plan, data, new Settings(seed, 1, Probe.AUTO))) {
            for (Step step : training) {
                history.add(step);
                step.validation().map(Score::metric).ifPresent(metrics::add);
            }
        }
        double loss = history.validation().map(Score::loss).orElse(Double.NaN);
        if (history.divergence().isPresent() || !(loss < ENORMOUS_LOSS))
            return Optional.of(Problem.EXPLODING);
        boolean slow = largestGain(metrics) < NO_GAIN;
        boolean satisfying = metrics.stream().anyMatch(m -> m >= SATISFYING);
        if (slow || !satisfying) {
            double ratio = norm(history, firstWithWeights(history))
                    / norm(history, history.depth() - 1);
            if (dead(history) >= ZERO_GRADIENTS) return Optional.of(Problem.DYING_RELU);
            if (ratio > EXPLODED_RATIO) return Optional.of(Problem.EXPLODING);
            if (ratio < VANISHED_RATIO
                    && norm(history, firstWithWeights(history)) < VANISHED_NORM)
                return Optional.of(Problem.VANISHING);
            return slow ? Optional.of(Problem.SLOW) : Optional.empty();
        }
        return swings(metrics) >= SWINGS * metrics.size()
                ? Optional.of(Problem.OSCILLATING)
                : Optional.empty();
    }

    private static double largestGain(List<Double> metrics) {
        double largest = 0;
        for (int i = 1; i < metrics.size(); i++)
            largest = Math.max(largest, metrics.get(i) - metrics.get(i - 1));
        return largest;
    }

    /// How often a peak of the metric stands clearly above a valley.
    private static long swings(List<Double> metrics) {
        var peaks = new ArrayList<Double>();
        var valleys = new ArrayList<Double>();
        for (int i = 1; i + 1 < metrics.size(); i++) {
            double before = metrics.get(i - 1);
            double here = metrics.get(i);
            double behind = metrics.get(i + 1);
            if (here >= before && here >= behind) peaks.add(here);
            if (here <= before && here <= behind) valleys.add(here);
        }
        long swings = 0;
        for (int i = 0; i < Math.min(peaks.size(), valleys.size()); i++) {
            if (peaks.get(i) - valleys.get(i) >= SWING) swings++;
        }
        return swings;
    }

    private static int firstWithWeights(History history) {
        int layer = 0;
        while (parameters(history, layer) == 0) layer++;
        return layer;
    }

    private static double parameters(History history, int layer) {
        return history.network().slots().stream().filter(slot -> slot.layer() == layer)
                .mapToInt(Network.Slot::size).sum();
    }

    private static double norm(History history, int layer) {
        return history.series(layer, Quantity.GRADIENT).last()
                * Math.sqrt(parameters(history, layer));
    }

    /// The share of parameters that belong to dead units, whose gradients are exactly 0.
    private static double dead(History history) {
        double dead = 0;
        double all = 0;
        for (int l = 0; l < history.depth(); l++) {
            double parameters = parameters(history, l);
            double share = history.dead(l).count() == 0 ? 0 : history.dead(l).last();
            all += parameters;
            dead += parameters * share;
        }
        return dead / all;
    }
}
