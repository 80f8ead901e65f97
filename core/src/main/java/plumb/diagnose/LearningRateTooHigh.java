package plumb.diagnose;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.gauge.Quantity;
import plumb.optim.Optimizer;
import plumb.text.Grammar;

/// The steps are so large that they overshoot: the loss rises or becomes non-finite, or weights are
/// replaced rather than adjusted.
///
/// Any rate is too high for inputs, targets or weights that are far too large. Where one of these is
/// found and the rate is a usual one, it comes second.
record LearningRateTooHigh() implements Symptom {
    /// Median over layers of update over weight RMS in the first steps; about 0.001 is usual.
    static final double RATIO = 0.1;
    /// How many times the first loss the loss may reach.
    static final double RISE = 10;
    /// A rate up to so many times the usual one of its optimizer suits most networks that are in order.
    private static final double USUAL = 10;
    /// What is left of the damage if something else made the first gradients large.
    private static final double SECOND = 0.9;

    @Override
    public Optional<Finding> find(Evidence e) {
        double[] ratios = IntStream.range(0, e.history().depth())
                .mapToDouble(l -> e.first(l, Quantity.UPDATE) / e.first(l, Quantity.WEIGHT))
                .filter(Double::isFinite).sorted().toArray();
        double ratio = ratios.length == 0
                ? Double.NaN
                : Arrays.stream(ratios).skip(ratios.length / 2).findFirst().orElse(0);
        double start = e.history().loss().start();
        double most = e.history().loss().most();
        double rise = most / start;
        boolean overflow = e.history().divergence().filter(d -> d.step() > 1).isPresent();
        boolean rises = rise > RISE && e.history().loss().recentMean(50) > start;
        boolean replaces = ratio > RATIO;
        if (!overflow && !rises && !replaces) return Optional.empty();
        double damage = (overflow ? 4 : 0) + (rises ? Math.min(4, Math.log10(rise)) : 0)
                + (replaces ? Math.log10(Math.min(ratio, 1e3) / 1e-3) : 0);
        double root = usual(e) ? root(e) : 0;
        if (root > 0) damage = Math.min(damage, SECOND * root);
        String summary = "Steps of " + e.plan().optimizer() + " are too large: "
                + (replaces
                        ? "in the first steps they change weights by " + Words.percent(ratio)
                                + " of their size"
                        : "the loss rises from " + Words.number(start) + " to "
                                + Words.number(most))
                + (overflow
                        ? ", and a value stops being finite at step "
                                + e.history().divergence().orElseThrow().step()
                        : replaces && rises
                                ? ", and the loss rises from " + Words.number(start) + " to "
                                        + Words.number(most)
                                : "")
                + ".";
        return Optional.of(new Sign(this, damage, summary)
                .measured("updateRatio", ratio, RATIO)
                .measured("lossRise", rise, RISE)
                .causes(Cause.only("rate"))
                .remedies("set-learning-rate", "warm-up", "optimize-with")
                .finding());
    }

    /// The damage of what came up in training only: it comes second where the rate is found too high.
    static double late(Evidence e, double damage) {
        return new LearningRateTooHigh().find(e)
                .map(rate -> Math.min(damage, SECOND * rate.damage())).orElse(damage);
    }

    private static boolean usual(Evidence e) {
        Optimizer own = e.plan().optimizer();
        double usual = Optimizer.of(Grammar.name(own.getClass())).learningRate();
        return own.learningRate() <= USUAL * usual;
    }

    /// The damage of what makes gradients large before any step: inputs, targets, weights.
    private static double root(Evidence e) {
        return Stream.of(new UnscaledInput(), new UnscaledTarget(), new PoorInitialization())
                .flatMap(symptom -> symptom.find(e).stream()).mapToDouble(Finding::damage).max()
                .orElse(0);
    }
}
