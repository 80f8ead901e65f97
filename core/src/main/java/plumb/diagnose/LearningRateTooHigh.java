package plumb.diagnose;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.gauge.Quantity;

/// The steps are so large that they overshoot: the loss rises or becomes non-finite, or weights are
/// replaced rather than adjusted.
record LearningRateTooHigh() implements Symptom {
    /// Median over layers of update over weight RMS in the first steps; about 0.001 is usual.
    static final double RATIO = 0.1;
    /// How many times the first loss the loss may reach.
    static final double RISE = 10;

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
                .remedies("set-learning-rate", "optimize-with")
                .finding());
    }
}
