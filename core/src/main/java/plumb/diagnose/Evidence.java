package plumb.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import plumb.data.Dataset;
import plumb.data.Target;
import plumb.gauge.History;
import plumb.gauge.Ledger;
import plumb.gauge.Quantity;
import plumb.nn.Activation;
import plumb.theory.SignalPropagation.Expected;
import plumb.train.Plan;
import plumb.train.Score;

/// All that a symptom may look at: what was measured, what was trained on what, and how it compares.
record Evidence(History history, Plan plan, Dataset data, Reference reference, Ledger start,
        Ledger first,
        Ledger last, Expectation expectation, Optional<Balance> balance) {
    /// Within this share of the way from the trivial predictor to the yardstick, nothing was learned.
    static final double NEAR_TRIVIAL = 0.05;
    /// Farther than this share of the way behind the yardstick, learning fails.
    static final double CLEARLY_BEHIND = 0.10;
    /// Differences below this many standard errors are chance.
    static final double STANDARD_ERRORS = 2;
    /// A yardstick that gained less than this over the trivial predictor has learned nothing.
    static final double LEAST_GAIN = 0.02;

    static Evidence of(History history, Plan plan, Dataset data, Reference reference) {
        return new Evidence(history, plan, data, reference, Ledger.start(history),
                Ledger.first(history),
                Ledger.last(history), new Expectation(plan, data),
                Balance.of(history, plan, data, reference));
    }

    /// Layers in front of the output layer.
    int hidden() {
        return history.depth() - 1;
    }

    Activation activation(int layer) {
        return plan.network().flat().get(layer).activation();
    }

    double start(int layer, Quantity quantity) {
        return history.series(layer, quantity).start();
    }

    double first(int layer, Quantity quantity) {
        return history.series(layer, quantity).first();
    }

    double last(int layer, Quantity quantity) {
        return history.series(layer, quantity).last();
    }

    /// What theory expects of a layer before the first step.
    Expected expected(int layer) {
        return expectation.layer(layer);
    }

    boolean regression() {
        return data.target() instanceof Target.Values;
    }

    /// The decades that δ changes by from the last hidden layer down to the first.
    double gradientDecades(Ledger ledger) {
        return ledger.sum(0, hidden() - 1).total();
    }

    /// Whether the layers were measured at all.
    boolean measured() {
        return history.steps() > 0
                && history.series(history.depth() - 1, Quantity.DELTA).count() > 0;
    }

    boolean diverged() {
        return history.divergence().isPresent();
    }

    double metric() {
        double metric = history.validation().map(Score::metric).orElse(Double.NaN);
        return Double.isFinite(metric) ? metric : Double.NEGATIVE_INFINITY;
    }

    /// What the yardstick gained over the trivial predictor; 0 where the metric of either is undefined.
    double distance() {
        return reference.yardstick().map(y -> y.metric() - reference.trivial().metric())
                .filter(Double::isFinite).orElse(0.0);
    }

    /// Whether the yardstick has learned anything, in all answers or in those to small classes.
    boolean yardstickLearned() {
        return yardstickRight() || balance.filter(Balance::learnable).isPresent();
    }

    private boolean yardstickRight() {
        return reference.yardstick().isPresent() && distance() > LEAST_GAIN
                && distance() > STANDARD_ERRORS
                        * error(reference.yardstick().get(), reference.trivial());
    }

    /// Not better than the trivial predictor, as far as the metric is defined: in all answers, where these tell, or in those to small
    /// classes.
    boolean nearTrivial() {
        if (balance.filter(Balance::missed).isPresent()) return true;
        if (!yardstickRight() && yardstickLearned()) return false;
        Score trivial = reference.trivial();
        double noise = Math.max(STANDARD_ERRORS * Math.max(error(trivial), 0),
                yardstickRight() ? 0 : LEAST_GAIN);
        return !(metric() - trivial.metric() > Math.max(NEAR_TRIVIAL * distance(), noise));
    }

    /// How far the network stays behind the yardstick, as a share of what there is to gain.
    double shortfall() {
        if (!yardstickRight()) return 0;
        return (reference.yardstick().orElseThrow().metric() - metric()) / distance();
    }

    boolean clearlyBehind() {
        return balance.filter(Balance::behind).isPresent()
                || (shortfall() > CLEARLY_BEHIND && behindByMoreThan(STANDARD_ERRORS));
    }

    /// Behind the yardstick by enough to be worth a word.
    boolean somewhatBehind() {
        return shortfall() > NEAR_TRIVIAL && behindByMoreThan(1);
    }

    private boolean behindByMoreThan(double errors) {
        Score yardstick = reference.yardstick().orElseThrow();
        Score own = history.validation().orElse(new Score(Double.NaN, Double.NaN, 0));
        double error = Double.isFinite(own.standardError())
                ? error(own, yardstick)
                : error(yardstick);
        return yardstick.metric() - metric() > errors * error;
    }

    private double error(Score a, Score b) {
        return Math.hypot(error(a), error(b));
    }

    /// The standard error of a metric; none on the training rows, for they are all the rows there are.
    private double error(Score score) {
        return data.heldOut() ? score.standardError() : 0;
    }

    /// Learning fails: a value is not finite, or an easy task is not learned.
    boolean failing() {
        return diverged() || (yardstickLearned() && (nearTrivial() || clearlyBehind()));
    }

    /// The layers, counted from 0, that satisfy a condition.
    List<Integer> layersWhere(IntPredicate condition) {
        return IntStream.range(0, history.depth()).filter(condition).boxed().toList();
    }

    /// What layers counted from 0 are called, `3`, or `3.1` in a block.
    List<String> numbers(List<Integer> layers) {
        List<String> numbers = plan.network().numbers();
        return layers.stream().map(numbers::get).toList();
    }

    /// What a layer counted from 0 is called.
    String number(int layer) {
        return plan.network().numbers().get(layer);
    }
}
