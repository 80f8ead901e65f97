package plumb.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.nn.Shape;

/// Arrays of NumPy: inputs and targets in one NPZ file, or in NPY files beside each other.
///
/// @param targetName the name of the target array, if the user gave one
/// @param test a file with the test rows; without it, they are the test arrays of the first
record ArraySource(Path path, Optional<String> targetName, Optional<Path> test) implements Source {

    /// The arrays of the training rows, and those of the test rows if there are any.
    ///
    /// @param remarks for people, the arrays that are passed over
    private record Parts(ArrayPart train, Optional<ArrayPart> test, List<String> remarks) {}

    @Override
    public Prepared prepare(Experiment experiment) {
        Parts parts = parts();
        Columns.requireFew(parts.train.inputs().rowShape(), parts.train.inputs().file());
        NpyArray target = parts.train.target().orElseThrow();
        List<Integer> shape = parts.train.inputs().rowShape();
        Columns columns = Columns.array(shape, goals(target, Shape.of(shape), experiment));
        var all = new ArrayList<>(List.of(parts.train));
        parts.test.ifPresent(all::add);
        Rows rows = ArrayPart.rows(all, columns);
        return Prepared.of(rows, columns, parts.train.inputs().rows(), experiment)
                .with(parts.remarks);
    }

    private static List<Goal> goals(NpyArray target, Shape inputs, Experiment experiment) {
        int width = target.rowShape().getFirst();
        double[] numbers = target.numbers();
        boolean oneHot = OneHot.is(numbers, width);
        if (oneHot && OneHot.isWanted(experiment)) {
            return List.of(new Goal(target.name(),
                    IntStream.range(0, width).mapToObj(String::valueOf).toList()));
        }
        List<double[]> different = IntStream.range(0, width)
                .mapToObj(j -> IntStream.range(0, numbers.length / width)
                        .mapToDouble(row -> numbers[row * width + j] + 0.0).sorted().distinct()
                        .toArray())
                .toList();
        if (width == 1) {
            return List.of(new Goal(target.name(), NumericTarget.classes(different.getFirst(),
                    inputs, experiment, target.place())));
        }
        // Of columns that are one class out of many, a class may be without rows.
        if (oneHot && !SeveralTargets.areLabels(true, experiment)
                && different.stream().anyMatch(values -> values.length > 1)) {
            return IntStream.range(0, width)
                    .mapToObj(j -> new Goal(Columns.place(target.name(), j), List.of())).toList();
        }
        return SeveralTargets.goals(IntStream.range(0, width)
                .mapToObj(j -> new SeveralTargets.Shown(Columns.place(target.name(), j),
                        target.place() + ": column " + j, true,
                        Arrays.stream(different.get(j)).mapToObj(Columns::className).toList()))
                .toList(), experiment);
    }

    @Override
    public List<Path> files() {
        Parts parts = parts();
        return Stream.concat(Stream.of(parts.train), parts.test.stream())
                .flatMap(part -> Stream.concat(Stream.of(part.inputs()), part.target().stream()))
                .map(NpyArray::file).distinct().toList();
    }

    private Parts parts() {
        ArrayFile file = ArrayFile.of(path);
        ArrayRoles roles = ArrayRoles.of(file, targetName);
        ArrayPart train = ArrayPart.of(file, roles.train());
        Optional<ArrayPart> other = test.map(ArrayFile::of)
                .map(t -> ArrayPart.of(t, ArrayRoles.later(t, train.target().map(NpyArray::name))))
                .or(() -> roles.test().map(pair -> ArrayPart.of(file, pair)));
        return new Parts(train, other, roles.remarks(file, test));
    }
}
