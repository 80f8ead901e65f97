package plumb.files;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.data.Target;
import plumb.text.Grammar;
import plumb.text.InputError;

/// How the columns of a table become the inputs of a network and its outputs a target: all that is
/// needed to prepare later rows like the first ones.
///
/// A numeric column is one input; the mean of the training rows takes the place of a missing number. A
/// text column is one input for each of its categories, named
/// `color=red`, which is 1 in the rows of that category and 0 in the others; a category that was
/// not there at first is 0 in all of them.
///
/// @param inputs the input columns in the order of the network's inputs
/// @param goals the target columns in the order of the outputs: one, or several that are all numbers or
///     all have two classes
/// @param shape the sides of the array that a row is, `[height, width]` of an image
public record Columns(List<Column> inputs, List<Goal> goals, List<Integer> shape) {
    /// The longest row of an array.
    private static final int MOST_PLACES = 1 << 22;

    public Columns {
        inputs = List.copyOf(inputs);
        goals = List.copyOf(goals);
        shape = List.copyOf(shape);
    }

    /// Columns that stand side by side.
    Columns(List<Column> inputs, List<Goal> goals) {
        this(inputs, goals, List.of((int) inputs.stream().flatMap(Column::inputs).count()));
    }

    /// Whether several columns with two classes each are predicted.
    public boolean labels() {
        return goals.size() > 1 && !numbers();
    }

    /// Whether numbers are predicted.
    public boolean numbers() {
        return goals.getFirst().classes().isEmpty();
    }

    /// The names of the classes of a single target in the order of the outputs; none for numbers and
    /// labels.
    public List<String> classes() {
        return goals.size() == 1 ? goals.getFirst().classes() : List.of();
    }

    /// Room for the targets of some rows.
    Target room(int rows) {
        int width = goals.size();
        if (labels()) return new Target.Labels(new byte[Math.multiplyExact(rows, width)], width);
        return numbers()
                ? new Target.Values(new float[Math.multiplyExact(rows, width)], width)
                : new Target.Classes(new int[rows], classes());
    }

    /// One column of a table.
    public sealed interface Column {
        String name();

        /// The names of the inputs it becomes.
        Stream<String> inputs();

        /// A column of numbers.
        ///
        /// @param fill takes the place of a missing number; none if no number was missing at first
        record Numeric(String name, OptionalDouble fill) implements Column {
            Numeric(String name) {
                this(name, OptionalDouble.empty());
            }

            @Override
            public Stream<String> inputs() {
                return Stream.of(name);
            }
        }

        /// A column of texts out of a few, sorted.
        record Category(String name, List<String> categories) implements Column {
            public Category {
                categories = List.copyOf(categories);
            }

            @Override
            public Stream<String> inputs() {
                return categories.stream().map(category -> name + "=" + category);
            }
        }
    }

    /// The names of the network's inputs.
    public List<String> names() {
        return inputs.stream().flatMap(Column::inputs).toList();
    }

    static Columns numeric(List<String> names, String target, List<String> classes) {
        return new Columns(names.stream().<Column>map(Column.Numeric::new).toList(),
                List.of(new Goal(target, classes)));
    }

    /// The columns of rows that are arrays of numbers: `p0`, `p1` and so on, in row-major order.
    static Columns array(List<Integer> shape, String target, List<String> classes) {
        return array(shape, List.of(new Goal(target, classes)));
    }

    static Columns array(List<Integer> shape, List<Goal> goals) {
        List<Column> inputs = places(shape.stream().reduce(1, Math::multiplyExact));
        return new Columns(inputs, goals, shape);
    }

    /// What a column of a target array with several is called.
    static String place(String array, int column) {
        return array + "[" + column + "]";
    }

    /// The array whose columns are predicted.
    String targetArray() {
        String name = goals.getFirst().name();
        int bracket = goals.size() == 1 ? -1 : name.lastIndexOf('[');
        return bracket < 0 ? name : name.substring(0, bracket);
    }

    /// Requires that rows of this shape are no longer than a network can take.
    ///
    /// @throws InputError naming the path if they are
    static void requireFew(List<Integer> shape, Path path) {
        double numbers = shape.stream().mapToDouble(side -> side).reduce(1, (a, b) -> a * b);
        if (numbers <= MOST_PLACES) return;
        throw new InputError(path + ": has rows of " + shape.stream().map(String::valueOf)
                .collect(Collectors.joining("x")) + " numbers, expected at most " + MOST_PLACES
                + " in a row");
    }

    /// Whether rows are arrays of numbers, whose columns have no names of their own.
    boolean isArray() {
        return inputs.equals(places(inputs.size()));
    }

    private static List<Column> places(int number) {
        return IntStream.range(0, number).<Column>mapToObj(p -> new Column.Numeric("p" + p))
                .toList();
    }

    /// The name of the class that a number stands for: `3` for 3.0.
    static String className(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? Long.toString((long) value) : Grammar.number(value);
    }
}
