package plumb.files;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.text.Grammar;

/// How the columns of a table become the inputs of a network and its outputs a target: all that is
/// needed to prepare later rows like the first ones.
///
/// A numeric column is one input; the mean of the training rows takes the place of a missing number. A
/// text column is one input for each of its categories, named
/// `color=red`, which is 1 in the rows of that category and 0 in the others; a category that was
/// not there at first is 0 in all of them.
///
/// @param inputs the input columns in the order of the network's inputs
/// @param target the name of the target column
/// @param classes the names of the classes in the order of the outputs; none for a number
/// @param shape the sides of the array that a row is, `[height, width]` of an image
public record Columns(List<Column> inputs, String target, List<String> classes,
        List<Integer> shape) {
    public Columns {
        inputs = List.copyOf(inputs);
        classes = List.copyOf(classes);
        shape = List.copyOf(shape);
    }

    /// Columns that stand side by side.
    Columns(List<Column> inputs, String target, List<String> classes) {
        this(inputs, target, classes,
                List.of((int) inputs.stream().flatMap(Column::inputs).count()));
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
        return new Columns(names.stream().<Column>map(Column.Numeric::new).toList(), target,
                classes);
    }

    /// The columns of rows that are arrays of numbers: `p0`, `p1` and so on, in row-major order.
    static Columns array(List<Integer> shape, String target, List<String> classes) {
        List<Column> inputs = places(shape.stream().reduce(1, Math::multiplyExact));
        return new Columns(inputs, target, classes, shape);
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
