package plumb.files;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import plumb.data.Target;
import plumb.text.InputError;
import plumb.text.Nearest;

/// Rows in arrays: the first side of each array counts the rows, the other sides of the inputs are
/// the shape of a row, and the target has one number for each.
record ArrayPart(NpyArray inputs, Optional<NpyArray> target) {
    ArrayPart {
        List<Integer> shape = inputs.shape();
        if (shape.isEmpty() || shape.contains(0)) {
            throw new InputError(inputs.place() + ": has the shape " + shape
                    + "; expected rows of numbers, such as [60000, 784]");
        }
        target.ifPresent(t -> requireOneFor(inputs, t));
    }

    private static void requireOneFor(NpyArray inputs, NpyArray target) {
        List<Integer> shape = target.shape();
        boolean fits = (shape.size() == 1 || shape.size() == 2) && !shape.contains(0)
                && shape.getFirst() == inputs.rows();
        if (fits) return;
        throw new InputError(target.place() + ": has the shape " + shape + ", expected ["
                + inputs.rows() + "], one number for each row of " + inputs.place()
                + ", or a column for each of several targets");
    }

    static ArrayPart of(ArrayFile file, ArrayRoles.Pair pair) {
        return new ArrayPart(file.array(pair.inputs()), pair.target().map(file::array));
    }

    /// The rows of parts with equal columns, one part after another.
    ///
    /// @throws InputError if the rows have another shape than the columns say
    static Rows rows(List<ArrayPart> parts, Columns columns) {
        int width = columns.names().size();
        long all = parts.stream().mapToLong(part -> part.inputs.rows()).sum();
        var inputs = InputStore.of(parts.getFirst().inputs.file(), all, width);
        int number = Math.toIntExact(all);
        boolean withTarget = parts.getFirst().target.isPresent();
        Optional<Target> target = withTarget
                ? Optional.of(columns.room(number))
                : Optional.empty();
        int row = 0;
        for (ArrayPart part : parts) {
            part.requireShape(columns.shape());
            part.inputs.read(inputs, width);
            if (withTarget) part.readTarget(target.orElseThrow(), row, columns);
            row += part.inputs.rows();
        }
        return new Rows(inputs.inputs(), target, new Gaps());
    }

    private void requireShape(List<Integer> expected) {
        if (inputs.rowShape().equals(expected)) return;
        throw new InputError(inputs.place() + ": has rows of the shape " + inputs.rowShape()
                + ", expected " + expected + " as in training");
    }

    private void readTarget(Target to, int row, Columns columns) {
        NpyArray from = target.orElseThrow();
        if (to instanceof Target.Classes c && from.rowShape().getFirst() > 1
                && from.rowShape().getFirst() == c.names().size()) {
            readOneHot(from, c, row);
            return;
        }
        int width = columns.goals().size();
        if (from.rowShape().getFirst() != width) {
            throw new InputError(from.place() + ": has " + from.rowShape().getFirst()
                    + " columns, expected " + width + " as in training");
        }
        double[] numbers = from.numbers();
        var classes = columns.goals().stream().map(_ -> new HashMap<Double, Integer>()).toList();
        for (int i = 0; i < numbers.length; i++) {
            int place = i;
            int t = i % width;
            ToIntFunction<Double> known = number -> classes.get(t).computeIfAbsent(number,
                    n -> classOf(from.element(place), n, columns.goals().get(t).classes()));
            switch (to) {
                case Target.Values v -> v.of()[row * width + i] = (float) numbers[i];
                case Target.Labels l ->
                    l.of()[row * width + i] = (byte) known.applyAsInt(numbers[i]);
                case Target.Classes c -> c.of()[row + i] = known.applyAsInt(numbers[i]);
            }
        }
    }

    private static void readOneHot(NpyArray from, Target.Classes to, int row) {
        int width = to.names().size();
        double[] numbers = from.numbers();
        for (int i = 0; i * width < numbers.length; i++) {
            int place = OneHot.place(numbers, i * width, width);
            if (place < 0) {
                throw new InputError(
                        from.place() + ": row " + i + " has not 1 in one column and 0 in"
                                + " the others, as one of " + width + " classes has");
            }
            to.of()[row + i] = place;
        }
    }

    private static int classOf(String place, double number, List<String> names) {
        int index = names.indexOf(Columns.className(number));
        if (index >= 0) return index;
        String name = Columns.className(number);
        throw new InputError(place + ": unknown class \"" + name + "\"; "
                + Nearest.suggestion(name, names));
    }
}
