package plumb.sweep;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a sweep came to: everything that is printed, stored or drawn is a function of it.
///
/// @param seed the first of the seeds, which follow each other
/// @param metricName that of the metric that decides
/// @param theory what it says of each point, where it can tell; empty if it is not asked
/// @param trials those that have ended, by point and seed
public record Sweep(String name, long seed, int seeds, String metricName, Grid grid,
        List<Optional<Outlook>> theory, List<Trial> trials) {
    public Sweep {
        theory = List.copyOf(theory);
        trials = trials.stream()
                .sorted(Comparator.comparingInt(Trial::point).thenComparingLong(Trial::seed))
                .toList();
    }

    /// The same sweep once these trials have ended.
    public Sweep with(List<Trial> ended) {
        return new Sweep(name, seed, seeds, metricName, grid, theory, ended);
    }

    /// The number of trials when all have ended.
    public int planned() {
        return grid.size() * seeds;
    }

    public long trained() {
        return trials.stream().filter(Trial::trained).count();
    }

    public long diverged() {
        return trials.stream().filter(Trial::diverged).count();
    }

    /// All points, in the order of the grid.
    public List<Point> points() {
        Map<Integer, List<Trial>> ended = trials.stream()
                .collect(Collectors.groupingBy(Trial::point));
        return IntStream.rangeClosed(1, grid.size())
                .mapToObj(number -> new Point(grid.values(number),
                        theory.isEmpty() ? Optional.empty() : theory.get(number - 1),
                        ended.getOrDefault(number, List.of())))
                .toList();
    }
}
