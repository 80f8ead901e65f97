package plumb.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumb.data.Dataset;
import plumb.text.InputError;
import plumb.train.Metric;
import plumb.train.Plan;

/// What an experiment file says: the data, the plan that is trained on them, and the seed of both.
///
/// The file is YAML 1.2; a key that is left out has its default:
///
/// | key | default | meaning |
/// |---|---|---|
/// | `name` | name of the file | stands in reports and in the name of the run folder |
/// | `seed` | 1 | of generator, split, initialization and order |
/// | `data.source` | | a generator, a table (CSV, also compressed, or Parquet), arrays (NPZ, NPY), an IDX folder, or folders of images |
/// | `data.target` | last column; arrays: y | the column, a list of columns, or the array that is predicted |
/// | `data.validation` | 0.2 | the share of the training rows that decisions see |
/// | `data.test` | none; arrays: x_test, y_test; IDX: t10k | test rows, measured once at the end |
/// | `data.image` | size of the first | the size that images are brought to, `28x28` |
/// | `data.scale` | none | none, standardize, minmax, unit |
/// | `data.scale-target` | none | none, standardize |
/// | `data.task` | auto | auto, classification, regression |
/// | `data.seed` | `seed` | of generator and split alone |
/// | `network` | | a list of layers |
/// | `loss` | by the output | softmax: categorical-cross-entropy, sigmoid: binary-cross-entropy, else mse |
/// | `optimizer` | adam(0.001) | |
/// | `schedule` | constant | the course of the learning rate |
/// | `clip` | none | a limit on gradients: none, norm(limit), value(limit) |
/// | `batch` | 32 | rows in a step |
/// | `epochs` or `steps` | 20 epochs | how long |
/// | `stop` | none | none, patience(epochs) |
/// | `class-weight` | none | none, balanced, or a mapping of classes to weights |
/// | `metrics` | none | a list of metrics that are measured beside the one that decides |
///
/// Paths are relative to the file; `${NAME}` in them is an environment variable.
public record Experiment(String name, long seed, DataSection data, Plan plan,
        List<Metric> metrics) {
    public Experiment {
        metrics = List.copyOf(metrics);
    }

    /// Reads an experiment file and applies settings such as `optimizer=sgd(0.5)`, whose paths are
    /// relative to the current folder.
    ///
    /// @throws InputError naming file, line and column, or the setting
    public static Experiment read(Path file, List<String> settings) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
        return parse(InputFiles.text(file), file.toString(), folder, settings);
    }

    /// Parses the text of an experiment file.
    ///
    /// @param fileName what errors call it
    /// @param folder where its relative paths begin
    public static Experiment parse(String text, String fileName, Path folder,
            List<String> settings) {
        return parse(text, fileName, folder, settings, System.getenv());
    }

    static Experiment parse(String text, String fileName, Path folder, List<String> settings,
            Map<String, String> environment) {
        return parse(text, fileName, folder, settings, List.of(), environment);
    }

    /// @param grid settings that come after the others
    static Experiment parse(String text, String fileName, Path folder, List<String> settings,
            List<String> grid, Map<String, String> environment) {
        var reader = new ExperimentReader(Document.parse(text, fileName), fileName, folder);
        settings.forEach(setting -> reader.set("--set", setting));
        grid.forEach(setting -> reader.set("--grid", setting));
        return reader.read(ExperimentReader.stem(fileName), environment);
    }

    /// An experiment on the rows of a generator or of a file in the current folder.
    public static Experiment of(String name, String source, Plan plan, long seed) {
        return new Experiment(name, seed, DataSection.of(source), plan, List.of());
    }

    public Experiment withPlan(Plan changed) {
        return new Experiment(name, seed, data, changed, metrics);
    }

    public Experiment withSeed(long changed) {
        return new Experiment(name, changed, data, plan, metrics);
    }

    /// The experiment file that says the same, every key written out.
    ///
    /// @param folder where it will stand: paths to data near it are written relative to it
    public String toYaml(Path folder) {
        return ExperimentText.of(this, Optional.of(folder));
    }

    /// The experiment file that says the same, with absolute paths.
    public String toYaml() {
        return ExperimentText.of(this, Optional.empty());
    }

    /// The rows, split into training, validation and test.
    ///
    /// @throws InputError naming the file, the line and the column of what is wrong
    public Dataset load() {
        return read().data();
    }

    /// The same as [#load], with what is needed to prepare later rows alike.
    public Prepared prepare() {
        return prepare(DataDigests.of(dataFiles()));
    }

    /// The same, from files that must be as they were.
    ///
    /// @throws InputError naming a file that has changed, too
    public Prepared prepare(DataDigests digests) {
        Prepared prepared = read().with(digests);
        digests.requireSame(dataFiles());
        return prepared;
    }

    /// The same, of data that nobody needs to know again.
    Prepared read() {
        try {
            return Source.of(this).prepare(this);
        } catch (OutOfMemoryError e) {
            throw new InputError(data.source() + ": does not fit in the memory of "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB: use fewer rows or a larger heap");
        }
    }

    /// The files, or folders of images, that the rows come from; none for a generator.
    public List<Path> dataFiles() {
        return Source.of(this).files();
    }

    /// The seed of generator and split.
    long dataSeed() {
        return data.seed().orElse(seed);
    }
}
