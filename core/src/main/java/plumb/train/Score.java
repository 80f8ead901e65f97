package plumb.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import plumb.math.State;

/// How good predictions are on some rows.
///
/// With class weights a row counts by the weight of its class, in the loss as in training, and in the
/// share of right answers, over the sum of the weights; `metrics` do not know of weights.
///
/// @param loss the mean loss over the rows
/// @param metric the share of right answers for classes, of right labels for labels; for values
///     R² = 1 − Σ(y − t)²/Σ(t − t̄)², the mean over several
/// @param standardError of the metric, over the choice of rows
/// @param recall the balanced accuracy of classes, which tells whether the small ones are found
/// @param metrics what else was asked for, by the text of the [Metric], in the order of asking
public record Score(double loss, double metric, double standardError, Recall recall,
        Map<String, Double> metrics) {
    public Score {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /// A score of answers that are not classes, or of which this is not known.
    public Score(double loss, double metric, double standardError, Map<String, Double> metrics) {
        this(loss, metric, standardError, Recall.NONE, metrics);
    }

    /// A score that nothing else was asked for.
    public Score(double loss, double metric, double standardError) {
        this(loss, metric, standardError, Map.of());
    }

    /// Keeps a score that may be absent in a state, or takes it from one.
    public static @Nullable Score state(State state, String name, @Nullable Score score) {
        double[] kept = state.numbers(name, score == null ? new double[0] : score.numbers());
        List<String> names = state.text(name + ".metrics",
                score == null ? "" : String.join("\n", score.metrics.keySet())).lines().toList();
        double[] recall = state.numbers(name + ".recall", score == null
                ? new double[0]
                : new double[] {score.recall.mean(), score.recall.standardError()});
        if (kept.length == 0) return null;
        var metrics = new LinkedHashMap<String, Double>();
        for (int i = 0; i < names.size(); i++) metrics.put(names.get(i), kept[3 + i]);
        return new Score(kept[0], kept[1], kept[2], new Recall(recall[0], recall[1]), metrics);
    }

    private double[] numbers() {
        return DoubleStream.concat(DoubleStream.of(loss, metric, standardError),
                metrics.values().stream().mapToDouble(value -> value)).toArray();
    }
}
