package plumb.sweep;

/// What one training of a sweep came to. Scores are on the validation rows; NaN stands for a number
/// that there is not. A score whose loss is not finite is none, nor has a training that diverged one
/// at its end: answers that are not numbers would count as wrong, and make a metric of 0.
///
/// @param point of the grid, counted from 1
/// @param steps that were taken
/// @param trained whether it learned anything, as [plumb.diagnose.Diagnosis#learned] tells
/// @param gradientDecades log10 of rms(δ) of the first over the last hidden layer, means of the first
///     10 steps: below 0 the gradient shrinks on its way down
/// @param bestLoss of the best epoch, as [plumb.gauge.History#best] tells
/// @param trivialMetric of the same answer for every row
/// @param yardstickMetric of one hidden layer, trained on the same seed for as many steps
public record Trial(int point, long seed, long steps, boolean diverged, boolean trained,
        double gradientDecades, double loss, double metric, double bestLoss, double bestMetric,
        double trivialMetric, double yardstickMetric) {
    public Trial {
        gradientDecades = finite(gradientDecades);
        loss = diverged ? Double.NaN : finite(loss);
        metric = Double.isNaN(loss) ? Double.NaN : finite(metric);
        bestLoss = finite(bestLoss);
        bestMetric = Double.isNaN(bestLoss) ? Double.NaN : finite(bestMetric);
        trivialMetric = finite(trivialMetric);
        yardstickMetric = finite(yardstickMetric);
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : Double.NaN;
    }
}
