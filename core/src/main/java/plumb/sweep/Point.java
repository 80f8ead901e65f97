package plumb.sweep;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import plumb.math.Interval;

/// A point of the grid and its trials, one for each seed that has ended.
public record Point(List<String> values, List<Trial> trials) {
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
