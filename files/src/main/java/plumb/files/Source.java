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
sealed interface Source permits Source.Generated, TableSource, IdxSource {
    /// Loads the rows, splits them and says how their columns became numbers.
    Prepared prepare(Experiment experiment);

    /// The files that are read.
    List<Path> files();

    static Source of(Experiment experiment) {
        DataSection data = experiment.data();
        if (Location.isGenerator(data.source())) {
            requireNone(data.test(), "data.test goes with a table, not with a generator");
            requireNone(data.target(), "data.target goes with a table, not with a generator");
            return new Generated(Generator.of(data.source()));
        }
        Path path = Location.resolve(data.source(), "data.source", System.getenv());
        if (Files.isDirectory(path)) {
            requireNone(data.test(),
                    "data.test goes with a table: the test rows of an IDX folder are"
                            + " its t10k files");
            requireNone(data.target(),
                    "data.target goes with a table: the target of an IDX folder is"
                            + " its labels");
            return IdxSource.of(path);
        }
        return new TableSource(path,
                data.test().map(t -> Location.resolve(t, "data.test", System.getenv())));
    }

    private static void requireNone(Optional<String> value, String message) {
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
                case Target.Values _ -> Columns.numeric(data.columns(), "y", List.of());
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
