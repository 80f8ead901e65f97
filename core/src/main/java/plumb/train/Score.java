package plumb.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// How good predictions are on some rows.
///
/// With class weights a row counts by the weight of its class, in the loss as in training, and in the
/// share of right answers, over the sum of the weights; `metrics` do not know of weights.
///
/// @param loss the mean loss over the rows
/// @param metric the share of right answers for classes; for values R² = 1 − Σ(y − t)²/Σ(t − t̄)²
/// @param standardError of the metric, over the choice of rows
/// @param metrics what else was asked for, by the text of the [Metric], in the order of asking
public record Score(double loss, double metric, double standardError,
        Map<String, Double> metrics) {
    public Score {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /// A score that nothing else was asked for.
    public Score(double loss, double metric, double standardError) {
        this(loss, metric, standardError, Map.of());
    }
}
