package plumb.sweep;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import plumb.math.Interval;

/// A point of the grid, what theory says of it, and its trials, one for each seed that has ended.
public record Point(List<String> values, Optional<Outlook> theory, List<Trial> trials) {
    public Point {
        values = List.copyOf(values);
        trials = List.copyOf(trials);
    }

    /// By how many decades the gradient changes on its way down, over the seeds that have a finite one.
    public Interval gradientDecades() {
        return over(Trial::gradientDecades);
    }

    /// The metric on the validation rows, over the seeds that have one.
    public Interval metric() {
        return over(Trial::metric);
    }

    /// How many seeds learned anything.
    public int trained() {
        return count(Trial::trained);
    }

    /// Whether most seeds learned anything.
    public boolean trains() {
        return 2 * trained() > trials.size();
    }

    public int diverged() {
        return count(Trial::diverged);
    }

    private int count(Predicate<Trial> which) {
        return (int) trials.stream().filter(which).count();
    }

    private Interval over(ToDoubleFunction<Trial> number) {
        return Interval.of(trials.stream().mapToDouble(number).filter(Double::isFinite).toArray());
    }
}
