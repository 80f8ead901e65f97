package plumb.sweep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import plumb.text.InputError;

/// All combinations of the values of some keys; the values of the last key change fastest.
public record Grid(List<Axis> axes) {
    /// More points than these are a mistake.
    private static final int MOST = 100_000;

    public Grid {
        axes = List.copyOf(axes);
        if (axes.isEmpty()) throw new InputError("a grid needs at least one key");
        var keys = new HashSet<String>();
        for (Axis axis : axes) {
            if (!keys.add(axis.key())) {
                throw new InputError(axis.key() + " is given twice: expected all of its values,"
                        + " with commas between");
            }
        }
        double points = axes.stream().mapToDouble(axis -> axis.values().size()).reduce(1,
                (a, b) -> a * b);
        if (points > MOST) {
            throw new InputError(String.format("the grid has %.0f points, more than %d", points,
                    MOST));
        }
    }

    /// The number of points.
    public int size() {
        return axes.stream().mapToInt(axis -> axis.values().size()).reduce(1, (a, b) -> a * b);
    }

    /// The values of a point, counted from 1, in the order of the keys.
    public List<String> values(int point) {
        var values = new ArrayList<String>();
        int rest = point - 1;
        for (Axis axis : axes.reversed()) {
            int n = axis.values().size();
            values.addFirst(axis.values().get(rest % n));
            rest /= n;
        }
        return values;
    }

    /// The settings `key=value` that make a point.
    public List<String> settings(int point) {
        List<String> values = values(point);
        return IntStream.range(0, axes.size()).mapToObj(i -> axes.get(i).key() + "="
                + values.get(i)).toList();
    }
}
