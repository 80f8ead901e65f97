package plumb.gauge;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import plumb.math.Distribution;

/// Where the units of a layer stand on its activation: the distribution of the pre-activations `z` of
/// one step, over all rows of the batch and all units.
///
/// @param step in which they were counted; 1 is before the first change of a weight
/// @param mean of all
/// @param deviation the standard deviation of all
/// @param below how many are below all bins
/// @param above how many are above all bins
/// @param low where the first bin begins
/// @param width of a bin
/// @param counts of the bins from the first that is not empty to the last
public record Preactivations(long step, double mean, double deviation, long below, long above,
        double low, double width, List<Long> counts) {
    public Preactivations {
        counts = List.copyOf(counts);
    }

    /// What was counted in a step; empty if nothing was.
    public static Optional<Preactivations> of(long step, Distribution z) {
        if (z.total() == 0) return Optional.empty();
        int from = 0;
        int to = Distribution.BINS;
        while (from < to && z.at(from) == 0) from++;
        while (to > from && z.at(to - 1) == 0) to--;
        int first = from;
        return Optional.of(new Preactivations(step, z.mean(), z.deviation(), z.below(), z.above(),
                Distribution.LOW + first * Distribution.WIDTH, Distribution.WIDTH,
                LongStream.range(first, to).map(bin -> z.at((int) bin)).boxed().toList()));
    }

    /// How many there are.
    public long total() {
        return below + above + counts.stream().mapToLong(n -> n).sum();
    }

    /// The share of those outside all bins.
    public double outside() {
        return (double) (below + above) / total();
    }

    /// The shares of those below all bins, in each, and above all.
    public List<Double> shares() {
        double total = Math.max(1, total());
        return LongStream.concat(LongStream.of(below),
                LongStream.concat(counts.stream().mapToLong(n -> n), LongStream.of(above)))
                .mapToObj(n -> n / total).toList();
    }
}
