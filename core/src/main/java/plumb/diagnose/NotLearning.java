package plumb.diagnose;

import java.util.Optional;

/// The network predicts no better than the same answer for every row, on a task that the yardstick
/// learns.
record NotLearning() implements Symptom {
    @Override
    public Optional<Finding> find(Evidence e) {
        if (!e.yardstickLearned() || !e.nearTrivial()) return Optional.empty();
        return Optional.of(WorseThanYardstick.comparison(this, e,
                "The network is no better than the trivial predictor"));
    }

    @Override
    public boolean consequence() {
        return true;
    }
}
