package plumb.remedy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import plumb.math.Interval;
import plumb.text.InputError;

/// What paired trainings, one unrepaired and one repaired on each seed, say about a change.
///
/// @param baseline validation metrics of the unrepaired runs, one for each seed
/// @param repaired the same of the repaired runs
/// @param test test metrics of the repaired runs, if there is test data
/// @param sick how many of the unrepaired runs are sick
public record Proof(List<Double> baseline, List<Double> repaired, List<Double> test, int sick) {
    /// Beyond this many pairs [#p] would count for hours.
    static final int MOST = 10;

    public Proof {
        if (baseline.size() != repaired.size() || repaired.size() > MOST) {
            throw new InputError("a proof is made of at most " + MOST + " pairs, got "
                    + baseline.size() + " and " + repaired.size() + " runs");
        }
        baseline = List.copyOf(baseline);
        repaired = List.copyOf(repaired);
        test = List.copyOf(test);
    }

    /// The same with the test metrics of the repaired runs.
    Proof test(List<Double> metrics) {
        return new Proof(baseline, repaired, metrics, sick);
    }

    /// `sick on 2 of 4 seeds`, with the seed of the experiment, on which the network is sick.
    public String seeds() {
        return "sick on " + (1 + sick) + " of " + (1 + baseline.size()) + " seeds";
    }

    /// The mean gain of a pair.
    public double mean() {
        return interval().mean();
    }

    /// The worst repaired run minus the best unrepaired one.
    public double worstBest() {
        return least(repaired) - most(baseline);
    }

    /// The lower end of the 95 % interval of the mean gain (paired t).
    public double low() {
        return interval().low();
    }

    /// The upper end of the 95 % interval of the mean gain (paired t).
    public double high() {
        return interval().high();
    }

    /// The largest minus the smallest repaired metric.
    public double spread() {
        return most(repaired) - least(repaired);
    }

    /// The share of all ways to divide the runs into two groups that favor one group as much as the
    /// repaired one is favored: the exact one-sided permutation test. Three pairs that do not overlap
    /// give 1/20.
    public double p() {
        int n = repaired.size();
        double[] all = IntStream.range(0, 2 * n)
                .mapToDouble(i -> i < n ? repaired.get(i) : baseline.get(i - n)).toArray();
        double observed = Arrays.stream(all, 0, n).sum();
        long extreme = 0;
        long total = 0;
        for (long group = (1L << n) - 1; group < (1L << (2 * n)); group = next(group)) {
            double sum = 0;
            for (int i = 0; i < 2 * n; i++) sum += ((group >> i) & 1) * all[i];
            total++;
            if (sum >= observed - 1e-12) extreme++;
        }
        return (double) extreme / total;
    }

    /// The next larger number with as many bits set (Gosper, 1972).
    private static long next(long bits) {
        long lowest = bits & -bits;
        long raised = bits + lowest;
        return raised | (((bits ^ raised) / lowest) >>> 2);
    }

    private Interval interval() {
        return Interval.of(differences().toArray());
    }

    private DoubleStream differences() {
        return IntStream.range(0, repaired.size())
                .mapToDouble(i -> repaired.get(i) - baseline.get(i));
    }

    private static double least(List<Double> values) {
        return values.stream().mapToDouble(v -> v).min().orElse(Double.NaN);
    }

    private static double most(List<Double> values) {
        return values.stream().mapToDouble(v -> v).max().orElse(Double.NaN);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT,
                "%+.3f [%.3f, %.3f], worst repaired − best unrepaired %+.3f, "
                        + "p = %.3f, %d pairs",
                mean(), low(), high(), worstBest(), p(), repaired.size());
    }
}
