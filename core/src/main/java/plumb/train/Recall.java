package plumb.train;

/// The mean over the classes of the share of their rows that are answered right: the balanced
/// accuracy. The same answer for every row has 1/k of k classes, however uneven they are.
///
/// Classes without rows are left out. Its standard error is √Σ p(1 − p)/n / k with
/// p = (right + 1)/(n + 2), for a class of few rows that are all right or all wrong says less than
/// an error of 0 would.
///
/// @param mean NaN where there are no classes
/// @param standardError over the choice of rows
public record Recall(double mean, double standardError) {
    /// Of answers that are not classes.
    public static final Recall NONE = new Recall(Double.NaN, Double.NaN);

    /// Of so many rows of each class, so many of them right.
    public static Recall of(int[] rows, int[] right) {
        double sum = 0;
        double squares = 0;
        int classes = 0;
        for (int c = 0; c < rows.length; c++) {
            if (rows[c] == 0) continue;
            classes++;
            sum += (double) right[c] / rows[c];
            double p = (right[c] + 1.0) / (rows[c] + 2.0);
            squares += p * (1 - p) / rows[c];
        }
        return classes == 0 ? NONE : new Recall(sum / classes, Math.sqrt(squares) / classes);
    }
}
