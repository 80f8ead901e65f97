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
        String summary = claim + " after " + e.history().steps() + " steps: " + value(e, own)
                + "; the same answer for every row: " + value(e, trivial.metric())
                + "; one hidden layer of 64 units: " + value(e, yardstick.metric())
                + (e.reference().yardstickSteps() < e.history().steps()
                        ? " after " + e.reference().yardstickSteps() + " steps."
                        : ".");
        var sign = new Sign(symptom, 0, summary)
                .since(e.history().steps())
                .measured("metric", own, trivial.metric())
                .measured("trivialMetric", trivial.metric())
                .measured("yardstickMetric", yardstick.metric())
                .measured("shortfall", e.shortfall(), Evidence.CLEARLY_BEHIND)
                .remedies("swap-activation", "set-learning-rate", "initialize", "optimize-with",
                        "scale-inputs");
        return (e.measured() ? sign : sign.notMeasured("layers")).finding();
    }

    private static String value(Evidence e, double metric) {
        if (!Double.isFinite(metric)) return "no finite value";
        return e.regression()
                ? "R² " + Words.number(metric)
                : String.format(Locale.ROOT, "%.1f %%", 100 * metric);
    }
}
