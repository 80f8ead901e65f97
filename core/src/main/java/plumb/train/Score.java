package plumb.train;

/// How good predictions are on some rows.
///
/// @param loss the mean loss over the rows
/// @param metric the share of right answers for classes; for values R² = 1 − Σ(y − t)²/Σ(t − t̄)²
/// @param standardError of the metric, over the choice of rows
public record Score(double loss, double metric, double standardError) {}
