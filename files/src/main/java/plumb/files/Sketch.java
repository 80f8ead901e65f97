package plumb.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import plumb.data.Dataset;
import plumb.data.Scale;
import plumb.text.InputError;

/// A first look at a data file: what its rows are, and what can be predicted from them.
///
/// @param rows how many there are to train on
/// @param tests how many there are for the test
/// @param columns how many columns become inputs
/// @param shape the sides of the array of inputs that a row is
/// @param target the target and why it was chosen, where there is a choice
/// @param size the size that images of a folder are brought to
/// @param images whether each row is an image
/// @param scale brings the inputs near 1
/// @param values what the target holds
/// @param notes what people should know of the data, one line each
record Sketch(int rows, int tests, int columns, List<Integer> shape, Optional<Choice> target,
        Optional<ImageSize> size, boolean images, Scale scale, TargetSketch values,
        List<String> notes) {
    /// Sides of images; those of folders are brought to `LONGEST_SIDE`.
    private static final int SHORTEST_SIDE = 5;
    private static final int LONGEST_SIDE = 64;

    /// The share of rows for validation where a file does not say it.
    private static final double VALIDATION = 0.2;

    private static final Set<String> TARGETS = Set.of("target", "label", "labels", "class", "y",
            "outcome");
    /// Beside it, y is a coordinate.
    private static final String COORDINATE = "x";

    /// The names of the targets, and why they are.
    record Choice(List<String> names, String reason) {}

    /// Looks at a data file.
    ///
    /// @param targets the columns or the array to predict; none if they are to be guessed
    /// @throws InputError if the file cannot be read, or if nothing can be learned from it
    static Sketch of(Path path, List<String> targets) {
        Source source = Source.of(probe(path, targets, Optional.empty(), Task.AUTO, 0));
        Optional<Choice> choice = targets.isEmpty()
                ? guess(source.header())
                : Optional.of(new Choice(targets, "As asked for"));
        List<String> names = choice.map(Choice::names).orElse(List.of());
        Optional<ImageSize> size = source instanceof ImageSource folder
                ? Optional.of(folder.sizeUpTo(LONGEST_SIDE))
                : Optional.empty();
        Prepared prepared = probe(path, names, size, Task.AUTO, 0).read();
        Dataset data = prepared.data();
        Columns columns = prepared.columns();
        boolean table = source instanceof TableSource;
        boolean array = source instanceof ArraySource;
        TargetSketch values = TargetSketch.of(data.target(), data.train(), array);
        if (table && values.namesRows()) {
            throw new InputError(path + ": column \"" + names.getFirst()
                    + "\" would be the target ("
                    + choice.map(Choice::reason).orElse("").toLowerCase(Locale.ROOT)
                    + "), but has another text in each of the "
                    + data.train().length + " rows: it names rows, and nothing can be learned about"
                    + " it; remove it, and name the column to predict with --target");
        }
        boolean images = array ? areImages(data) : !table;
        // What takes the place of missing numbers depends on the split, and that on the task.
        List<String> remarks = table && !prepared.remarks().isEmpty()
                ? probe(path, names, size, values.task(), VALIDATION).read().remarks()
                : prepared.remarks();
        List<String> notes = table ? ColumnNotes.of(data, columns) : List.of();
        return new Sketch(data.train().length, data.test().length, columns.inputs().size(),
                data.shape().sizes(),
                array
                        ? choice.or(
                                () -> Optional.of(new Choice(List.of(columns.targetArray()),
                                        "By its name")))
                        : choice,
                size, images, array ? scale(data, images) : images ? Scale.UNIT : Scale.STANDARDIZE,
                values, Stream.concat(remarks.stream(), notes.stream()).toList());
    }

    /// An experiment on these data that does not know them yet. Its one linear output makes no
    /// classes of numbers.
    private static Experiment probe(Path path, List<String> targets, Optional<ImageSize> size,
            Task task, double validation) {
        String yaml = "data:\n  source: "
                + ExperimentText.scalar(path.toAbsolutePath().normalize().toString())
                + "\n  task: " + task + "\n  validation: " + validation + "\n"
                + ExperimentText.targets(targets)
                + size.map(s -> "  image: " + s + "\n").orElse("") + "network:\n  - dense(1)\n";
        return Experiment.parse(yaml, "init", Path.of(""), List.of());
    }

    /// The only column that is named like a target, else the last.
    private static Optional<Choice> guess(List<String> header) {
        if (header.isEmpty()) return Optional.empty();
        List<String> named = header.stream()
                .filter(name -> TARGETS.contains(name.toLowerCase(Locale.ROOT)))
                .filter(name -> !name.equalsIgnoreCase("y")
                        || header.stream().noneMatch(COORDINATE::equalsIgnoreCase))
                .toList();
        String last = header.getLast();
        if (named.size() != 1 || named.getFirst().equals(last)) {
            return Optional.of(new Choice(List.of(last), "The last column"));
        }
        return Optional.of(new Choice(named, "By its name, not the last column"));
    }

    /// Whether rows are arrays of the shape of images, `[height][width]` and perhaps channels, that
    /// hold what images do.
    private static boolean areImages(Dataset data) {
        List<Integer> shape = data.shape().sizes();
        boolean sides = shape.size() == 2 || (shape.size() == 3 && shape.get(2) <= 4);
        return sides && Math.min(shape.get(0), shape.get(1)) >= SHORTEST_SIDE
                && scale(data, true) != Scale.STANDARDIZE;
    }

    /// Bytes are divided by 255, images within 0 and 1 left alone, all else standardized.
    private static Scale scale(Dataset data, boolean images) {
        boolean whole = true;
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        var values = new float[data.inputs().width()];
        for (int row : data.train()) {
            data.inputs().read(row, values, 0);
            for (float value : values) {
                whole &= value == Math.rint(value);
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        if (low >= 0 && whole && high > 1 && high <= 255) return Scale.UNIT;
        return images && low >= 0 && high <= 1 ? Scale.NONE : Scale.STANDARDIZE;
    }
}
