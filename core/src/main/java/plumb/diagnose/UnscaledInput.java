package plumb.diagnose;

import java.util.Arrays;
import java.util.Optional;
import plumb.data.Scaling;

/// The inputs are far from the size that initializers assume (about 1), or their columns differ by
/// orders of magnitude, so no learning rate suits all weights.
record UnscaledInput() implements Symptom {
    /// An RMS of a column above this is large.
    static final double LARGE = 20;
    /// All columns below this are small.
    static final double SMALL = 0.01;
    /// The largest column RMS over the median one.
    static final double UNEVEN = 100;
    private static final int SAMPLE = 5000;

    @Override
    public Optional<Finding> find(Evidence e) {
        double[] rms = Arrays.stream(columns(e)).filter(r -> r > 0).sorted().toArray();
        if (rms.length == 0) return Optional.empty();
        double largest = rms[rms.length - 1];
        double ratio = largest / rms[rms.length / 2];
        boolean large = largest > LARGE;
        boolean small = largest < SMALL;
        boolean uneven = ratio > UNEVEN;
        if (!large && !small && !uneven) return Optional.empty();
        double damage = 2
                * (large ? Math.log10(largest) : small ? -Math.log10(largest) : Math.log10(ratio));
        String summary = large
                ? "The inputs reach the network unscaled: the largest column has an RMS of "
                        + Words.number(largest) + ", where about 1 is expected."
                : small
                        ? "The inputs are very small: no column has an RMS above "
                                + Words.number(largest)
                                + ", where about 1 is expected."
                        : "The columns of the input differ in size by a factor of "
                                + Words.number(ratio) + ".";
        return Optional.of(new Sign(this, damage, summary)
                .measured("largestColumnRms", largest, small ? SMALL : LARGE)
                .measured("columnRatio", ratio, UNEVEN)
                .causes(Cause.only("input"))
                .remedies("scale-inputs", "set-learning-rate")
                .finding());
    }

    /// The largest RMS of an input column as the network sees it.
    static double largestColumn(Evidence e) {
        return Arrays.stream(columns(e)).max().orElse(0);
    }

    /// The RMS of each input column as the network sees it, over at most 5000 training rows.
    private static double[] columns(Evidence e) {
        int width = e.data().columns().size();
        int[] rows = e.data().train();
        Scaling scaling = e.data().scaling(e.plan().scale());
        var squares = new double[width];
        var row = new float[width];
        int n = Math.min(SAMPLE, rows.length);
        for (int i = 0; i < n; i++) {
            e.data().inputs().read(rows[(int) ((long) i * rows.length / n)], scaling, row, 0);
            for (int c = 0; c < width; c++) squares[c] += (double) row[c] * row[c];
        }
        return Arrays.stream(squares).map(s -> Math.sqrt(s / n)).toArray();
    }
}
