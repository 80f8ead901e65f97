package plumb.theory;

/// What becomes of the difference between two rows on their way through the hidden layers, before any
/// training: of 1 − c, with c the cosine between their pre-activations, or by theory the correlation.
///
/// It misleads where rows have a large part in common that the layer above can learn to subtract.
///
/// @param first c in the first hidden layer
/// @param last c in the last
public record Collapse(double first, double last) {
    /// Above this two rows can hardly be told apart.
    public static final double THRESHOLD = 0.99;
    /// With less than this left, depth is the reason: rows that are alike from the start keep more.
    public static final double LEFT = 0.01;
    /// A smaller 1 − c is as bad.
    public static final double LEAST = 1e-5;

    /// The share of 1 − c that is left in the last layer.
    public double left() {
        return difference(last) / difference(first);
    }

    private static double difference(double cosine) {
        return Math.max(LEAST, 1 - cosine);
    }

    /// Whether rows that differ in the first layer can hardly be told apart in the last; not if a
    /// number is NaN.
    public boolean found() {
        return last > THRESHOLD && left() < LEFT;
    }
}
