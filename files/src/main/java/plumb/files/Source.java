package plumb.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.data.Target;
import plumb.text.InputError;

/// A kind of place that rows come from.
sealed interface Source permits Source.Generated, TableSource, ArraySource, IdxSource, ImageSource {
    /// Loads the rows, splits them and says how their columns became numbers.
    Prepared prepare(Experiment experiment);

    /// The files that are read, or the folders of images.
    List<Path> files();

    /// The names of the columns, if it is a table.
    default List<String> header() {
        return List.of();
    }

    static Source of(Experiment experiment) {
        DataSection data = experiment.data();
        if (Location.isGenerator(data.source())) {
            requireNone(data.test(), "data.test goes with a file, not with a generator");
            requireNone(data.target().stream().findFirst(),
                    "data.target goes with a file, not with a generator");
            requireNone(data.image(),
                    "data.image goes with folders of images, not with a generator");
            return new Generated(Generator.of(data.source()));
        }
        Path path = Location.resolve(data.source(), "data.source", System.getenv());
        Optional<Path> test = data.test()
                .map(t -> Location.resolve(t, "data.test", System.getenv()));
        if (Files.isDirectory(path)) return ofFolder(path, test, data);
        requireNone(data.image(), "data.image goes with folders of images, not with a file");
        return ArrayFile.isOne(path)
                ? new ArraySource(path, oneArray(data), test)
                : new TableSource(path, test);
    }

    private static Optional<String> oneArray(DataSection data) {
        if (data.target().size() < 2) return data.target().stream().findFirst();
        throw new InputError("data.target: of arrays one is the target, got "
                + String.join(" and ", data.target())
                + "; several targets are its columns (numpy.stack(…, axis=1))");
    }

    private static Source ofFolder(Path path, Optional<Path> test, DataSection data) {
        boolean idx = IdxSource.isOne(path);
        if (!idx && !ImageFolder.isOne(path)) {
            throw new InputError(path + ": is a folder without IDX files, and without a folder of"
                    + " images for each class");
        }
        requireNone(data.target().stream().findFirst(),
                "data.target goes with a table or arrays: the target of "
                        + (idx
                                ? "an IDX folder is its labels"
                                : "images is the name of their folder"));
        if (!idx) return new ImageSource(path, test, data.image());
        requireNone(data.image(), "data.image goes with folders of images, not with IDX files");
        requireNone(data.test(),
                "data.test goes with a table, arrays or images: the test rows of an"
                        + " IDX folder are its t10k files");
        return IdxSource.of(path);
    }

    /// Reads rows whose columns are known, for a network that is trained.
    ///
    /// @param withTarget whether the target must be there
    static Rows rows(Path path, Columns columns, boolean withTarget) {
        if (Files.isDirectory(path) && IdxSource.isOne(path)) {
            return IdxSource.rows(path, columns, withTarget);
        }
        if (Files.isDirectory(path) || ImageFile.isOne(path)) {
            return ImageSource.rows(path, columns, withTarget);
        }
        if (!ArrayFile.isOne(path)) return Table.of(path, columns, withTarget).rows(withTarget);
        if (!columns.isArray()) {
            throw new InputError(path + ": holds arrays, but the network was trained on a table"
                    + " with the columns " + String.join(", ", columns.names()));
        }
        ArrayFile file = ArrayFile.of(path);
        Optional<String> target = Optional.of(columns.targetArray()).filter(_ -> withTarget);
        return ArrayPart.rows(List.of(ArrayPart.of(file, ArrayRoles.later(file, target))), columns);
    }

    private static void requireNone(Optional<?> value, String message) {
        if (value.isPresent()) throw new InputError(message + ", got \"" + value.get() + "\"");
    }

    /// Rows drawn by a formula.
    record Generated(Generator generator) implements Source {
        @Override
        public Prepared prepare(Experiment experiment) {
            Dataset data = generator.generate(experiment.dataSeed());
            Task task = experiment.data().task();
            boolean classes = data.target() instanceof Target.Classes;
            if (task == (classes ? Task.REGRESSION : Task.CLASSIFICATION)) {
                throw new InputError("data.task is " + task + ", but " + generator + " draws "
                        + (classes ? "classes" : "numbers"));
            }
            Columns columns = switch (data.target()) {
                case Target.Classes c -> Columns.numeric(data.columns(), "class", c.names());
                case Target.Labels _,Target.Values _ ->
                    Columns.numeric(data.columns(), "y", List.of());
            };
            return new Prepared(
                    data.split(experiment.data().validation(), experiment.dataSeed()), columns);
        }

        @Override
        public List<Path> files() {
            return List.of();
        }
    }
}
