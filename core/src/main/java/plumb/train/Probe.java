package plumb.train;

/// How much is measured of every layer while it trains.
public enum Probe {
    /// Nothing.
    OFF,
    /// Norms and counts at every step.
    LIGHT,
    /// And histograms of magnitudes, and of pre-activations, as often as either cost three thousandths of
    /// a step by estimate.
    AUTO,
    /// And histograms at every step.
    FULL;

    /// What counting one element costs, in multiply-adds.
    private static final double COST = 60;
    private static final double BUDGET = 0.003;

    /// Histograms are taken every so many steps; 0 for never.
    ///
    /// A step takes three times the multiply-adds of its rows' way forward; histograms count so many
    /// `values` once for each row and so many `parameters` once.
    long interval(long rows, long values, long parameters, double multiplyAdds) {
        return switch (this) {
            case OFF, LIGHT -> 0;
            case FULL -> 1;
            case AUTO -> {
                double counted = COST * ((double) rows * values + parameters);
                double trained = 3.0 * rows * Math.max(1, multiplyAdds);
                yield (long) Math.ceil(counted / (BUDGET * trained));
            }
        };
    }
}
