package plumb.diagnose;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import plumb.data.Dataset;
import plumb.theory.DyingRelu;
import plumb.theory.Signal;
import plumb.theory.SignalPropagation;
import plumb.theory.SignalPropagation.Expected;
import plumb.train.Plan;

/// What theory expects of a network before its first step. It is worked out when a symptom first asks:
/// what two rows have in common costs an integral in two dimensions for each layer.
///
/// Numbers are NaN where theory cannot tell.
final class Expectation {
    /// Networks drawn alike are within so many standard deviations.
    static final double DEVIATIONS = 2;
    /// Decades below its inverse are the rounding of integrals.
    private static final double EXACT = 1e9;

    private final Plan plan;
    private final Dataset data;
    private @Nullable Signal inputs;
    private @Nullable List<Expected> layers;

    Expectation(Plan plan, Dataset data) {
        this.plan = plan;
        this.data = data;
    }

    /// What rows are like after scaling.
    Signal inputs() {
        Signal known = inputs;
        if (known == null) {
            known = Signal.of(data, plan.scale());
            inputs = known;
        }
        return known;
    }

    /// What is expected of a layer, counted from 0.
    Expected layer(int layer) {
        List<Expected> known = layers;
        if (known == null) {
            known = SignalPropagation.of(plan.network(), data.shape(), inputs(),
                    plan.batchOf(data)).layers();
            layers = known;
        }
        return known.get(layer);
    }

    /// log10 of a quantity of one layer over that of another, given its log10.
    double decades(ToDoubleFunction<Expected> log10, int over, int under) {
        double decades = log10.applyAsDouble(layer(over)) - log10.applyAsDouble(layer(under));
        return Double.isFinite(decades) ? Math.rint(decades * EXACT) / EXACT + 0.0 : Double.NaN;
    }

    /// Whether decades over the layers up to `top` are what networks drawn alike come to by chance, where
    /// the mean over all of them would be `expected`. log10 of a gradient is then about normal, with a mean
    /// that is ln 10 variances below: few networks have much larger gradients than most
    /// (Hanin & Rolnick, 2018).
    boolean byChance(double decades, double expected, int top) {
        double above = layer(top).spread();
        double below = layer(0).spread();
        double variance = Math.max(0, below * below - above * above);
        double usual = expected - Math.log(10) * variance;
        return Math.abs(decades - usual) <= DEVIATIONS * Math.sqrt(variance);
    }

    /// The probability that a given input dies on its way through the ReLU layers; 0 where no formula
    /// holds.
    double inputDies() {
        return DyingRelu.singleRay(plan.network());
    }
}
