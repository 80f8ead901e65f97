package plumb.diagnose;

import java.util.Optional;
import java.util.stream.IntStream;
import plumb.gauge.Quantity;

/// The steps are so small that the weights cannot get anywhere in the steps there are.
///
/// Judged by the applied updates in every layer: the share of its own size by which a weight could
/// move at most, were all steps to agree; or by steps that still agree at the end, far from done.
record LearningRateTooLow() implements Symptom {
    /// Update over weight RMS, times the number of steps: to learn, weights change by their own size.
    static final double BUDGET = 1;
    /// Steps agree if the signal-to-noise ratio of the gradient is above this.
    static final double AGREEMENT = 1;
    private static final double SMALL_STEP = 0.01;
    /// The damage at the threshold; a decade more for each decade that the budget is below it.
    private static final double DAMAGE = 1.5;

    @Override
    public Optional<Finding> find(Evidence e) {
        if (!e.failing() || e.diverged() || stuck(e)) return Optional.empty();
        double largest = IntStream.range(0, e.history().depth())
                .mapToDouble(l -> e.history().series(l, Quantity.UPDATE).most()
                        / e.first(l, Quantity.WEIGHT))
                .filter(Double::isFinite).max().orElse(0);
        double recent = IntStream.range(0, e.history().depth())
                .mapToDouble(l -> e.last(l, Quantity.UPDATE) / e.last(l, Quantity.WEIGHT))
                .filter(Double::isFinite).max().orElse(0);
        if (largest == 0) return Optional.empty();
        double budget = largest * e.history().steps();
        double agreement = e.last(e.history().depth() - 1, Quantity.SIGNAL_TO_NOISE);
        double first = e.history().loss().start();
        boolean falling = e.history().loss().recentMean(32) < first;
        boolean stillAgreeing = agreement > AGREEMENT && recent < SMALL_STEP && falling;
        if (budget > BUDGET && !stillAgreeing) return Optional.empty();
        double damage = DAMAGE + Math.max(0, Math.log10(BUDGET / budget));
        String summary = budget <= BUDGET
                ? "Steps of " + e.plan().optimizer() + " are too small: in " + e.history().steps()
                        + " steps no layer could move its weights by more than "
                        + Words.percent(budget) + " of their size."
                : "Steps of " + e.plan().optimizer()
                        + " are too small: at the end they still agree on a direction "
                        + "(signal-to-noise ratio " + Words.number(agreement)
                        + "), but change weights by "
                        + Words.number(recent) + " of their size.";
        return Optional.of(new Sign(this, damage, summary)
                .measured("updateBudget", budget, BUDGET)
                .measured("signalToNoise", agreement, AGREEMENT)
                .causes(Cause.only("rate"))
                .remedies("set-learning-rate", "optimize-with")
                .finding());
    }

    /// Whether half of the layers never move at all: no rate moves what has no gradient.
    private static boolean stuck(Evidence e) {
        int depth = e.history().depth();
        long still = IntStream.range(0, depth)
                .filter(l -> e.history().series(l, Quantity.UPDATE).most() == 0).count();
        return 2 * still >= depth;
    }
}
