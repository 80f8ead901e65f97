package plumb.diagnose;

import java.util.Locale;
import java.util.Optional;
import plumb.train.Score;

/// The network learns, but clearly less than one hidden layer does in the same number of steps.
record WorseThanYardstick() implements Symptom {
    @Override
    public Optional<Finding> find(Evidence e) {
        if (!e.yardstickLearned() || e.nearTrivial() || !e.clearlyBehind()) return Optional.empty();
        return Optional.of(comparison(this, e, "The network learns less than it should"));
    }

    @Override
    public boolean consequence() {
        return true;
    }

    static Finding comparison(Symptom symptom, Evidence e, String claim) {
        Score trivial = e.reference().trivial();
        Score yardstick = e.reference().yardstick().orElseThrow();
        double own = e.metric();
        Optional<Balance> uneven = e.balance().filter(Balance::behind);
        String summary = claim + " after " + e.history().steps() + " steps: " + value(e, own)
                + "; the same answer for every row: " + value(e, trivial.metric())
                + "; one hidden layer of 64 units: " + value(e, yardstick.metric())
                + (e.reference().yardstickSteps() < e.history().steps()
                        ? " after " + e.reference().yardstickSteps() + " steps."
                        : ".")
                + uneven.map(b -> inWords(e, b)).orElse("");
        var sign = new Sign(symptom, 0, summary)
                .since(e.history().steps())
                .measured("metric", own, trivial.metric())
                .measured("trivialMetric", trivial.metric())
                .measured("yardstickMetric", yardstick.metric())
                .measured("shortfall", Math.max(e.shortfall(),
                        uneven.map(Balance::shortfall).orElse(0.0)), Evidence.CLEARLY_BEHIND)
                .remedies("swap-activation", "scale-inputs", "set-learning-rate", "initialize",
                        "optimize-with");
        uneven.ifPresent(b -> sign.measured("balancedAccuracy", b.own().mean(), b.trivial())
                .measured("yardstickBalancedAccuracy", b.yardstick().mean())
                .measured("largestClass", b.largest())
                .measured("lossShare", b.loss(), Balance.TRIVIAL_LOSS)
                .measured("yardstickLossShare", b.yardstickLoss())
                .causes(Cause.only("target")));
        return (e.measured() ? sign : sign.notMeasured("layers")).finding();
    }

    private static String inWords(Evidence e, Balance b) {
        return " The largest class has " + value(e, b.largest()) + " of the training rows, and the"
                + " network finds " + (b.missed() ? "hardly any" : "too few") + " of the others:"
                + " its balanced accuracy, the mean over the classes, is "
                + value(e, b.own().mean()) + ", where the same answer for every row has "
                + value(e, b.trivial()) + " and the hidden layer " + value(e, b.yardstick().mean())
                + ". The loss is " + Words.percent(b.loss())
                + " of that of the same answer, and the hidden layer's "
                + Words.percent(b.yardstickLoss())
                + ". With class-weight: balanced the small classes would count as much.";
    }

    private static String value(Evidence e, double metric) {
        if (!Double.isFinite(metric)) return "no finite value";
        return e.regression()
                ? "R² " + Words.number(metric)
                : String.format(Locale.ROOT, "%.1f %%", 100 * metric);
    }
}
