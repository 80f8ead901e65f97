package plumb.files;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import plumb.data.Target;
import plumb.nn.Activation;
import plumb.nn.Network;
import plumb.nn.Squashing;
import plumb.text.InputError;
import plumb.train.Score;
import plumb.train.Trained;
import plumb.train.Training;

/// A trained network with all that is needed to use it: how columns become inputs, the units of
/// inputs and target, the names of the classes.
///
/// Its file, `model.safetensors`, holds one matrix for each parameter of each layer, `1.weights`
/// `[input][unit]` and `1.bias` `[1][unit]`, with layers counted from 1, and this metadata:
///
/// | name | text |
/// |---|---|
/// | `format` | `plumb` |
/// | `version` | `1` |
/// | `network` | the layers, `dense(16, relu, he-normal) x 3; dense(1, sigmoid, glorot-uniform)` |
/// | `loss` | `binary-cross-entropy` |
/// | `task` | `classification` or `regression` |
/// | `seed` | the seed of the training |
/// | `columns` | JSON: `inputs` (names of the columns in order), `categories` (of each text column), `missing` (what takes the place of a missing number, where there was one), `target`, `classes` (or, of several, `targets` with `name` and `classes` of each), `shape` (of a row that is an array) |
/// | `scaling` | JSON: `offset` and `factor` of each input, `(x − offset) · factor`; one number if all are equal |
/// | `target-scaling` | the same for the target, or for each of several |
/// | `class-weights` | JSON: `of`, how much the rows of each class count in scores; absent if all count the same |
/// | `metrics` | what scores hold beside the metric that decides, `auc; top(3)`; absent if nothing |
///
/// It holds no times, so equal trainings give equal bytes.
public record Model(Trained trained, Columns columns, long seed) {

    /// The network of a training as it is now; later steps change it.
    ///
    /// @param columns of the data set that the training runs on
    public static Model of(Training training, Columns columns, long seed) {
        return new Model(Trained.of(training), columns, seed);
    }

    /// The same with a network of its own, which further steps do not change.
    public Model copy() {
        return new Model(trained.copy(), columns, seed);
    }

    /// The bytes of the values in the file of a network.
    public static long bytes(Network network) {
        return (long) Float.BYTES * (network.parameters().length + network.statistics().length);
    }

    /// Writes the model; the file is there whole or as it was before.
    public void write(Path file) {
        Network network = trained.network();
        Map<String, String> metadata = ModelText.metadata(this);
        AtomicFile.write(file,
                out -> {
                    SafeTensors.header(out, metadata, entries(network));
                    SafeTensors.values(out, values(network));
                });
    }

    /// Reads a model.
    ///
    /// @throws InputError if the file is not a whole model of this version
    public static Model read(Path file) {
        try (SafeTensors tensors = SafeTensors.open(file)) {
            Model model = ModelText.parse(tensors.metadata(), file);
            Network network = model.trained.network();
            List<SafeTensors.Entry> expected = entries(network);
            float[] values = values(network);
            for (SafeTensors.Entry entry : expected) {
                SafeTensors.Entry found = tensors.entries().get(entry.name());
                if (found == null) {
                    throw new InputError(file + ": there is no \"" + entry.name() + "\"");
                }
                if (found.rows() != entry.rows() || found.columns() != entry.columns()) {
                    throw new InputError(
                            file + ": \"" + entry.name() + "\" has shape [" + found.rows() + ","
                                    + found.columns() + "], expected [" + entry.rows() + ","
                                    + entry.columns()
                                    + "] for " + network.blueprint());
                }
                int from = (int) (entry.from() / Float.BYTES);
                tensors.read(found, values, from);
                requireFinite(file, entry, values, from);
            }
            if (tensors.entries().size() != expected.size()) {
                throw new InputError(
                        file + ": has " + tensors.entries().size() + " matrices, expected "
                                + expected.size() + " for " + network.blueprint());
            }
            take(values, network);
            return model;
        }
    }

    private static void requireFinite(Path file, SafeTensors.Entry entry, float[] values,
            int from) {
        for (int i = from; i < from + entry.rows() * entry.columns(); i++) {
            if (!Float.isFinite(values[i])) {
                throw new InputError(
                        file + ": \"" + entry.name() + "\" holds a value that is not finite: "
                                + "the training diverged, or the file was changed");
            }
        }
    }

    private static List<SafeTensors.Entry> entries(Network network) {
        return Stream.concat(network.slots().stream().map(slot -> entry(slot, 0)),
                network.statisticSlots().stream()
                        .map(slot -> entry(slot, network.parameters().length)))
                .toList();
    }

    private static SafeTensors.Entry entry(Network.Slot slot, int start) {
        return new SafeTensors.Entry((slot.layer() + 1) + "." + slot.name(),
                SafeTensors.Type.F32, slot.rows(), slot.columns(),
                ((long) start + slot.offset()) * Float.BYTES);
    }

    /// The parameters, and the statistics behind them, as the entries lie.
    private static float[] values(Network network) {
        float[] statistics = network.statistics();
        if (statistics.length == 0) return network.parameters();
        int n = network.parameters().length;
        float[] values = Arrays.copyOf(network.parameters(), n + statistics.length);
        System.arraycopy(statistics, 0, values, n, statistics.length);
        return values;
    }

    private static void take(float[] values, Network network) {
        float[] parameters = network.parameters();
        System.arraycopy(values, 0, parameters, 0, parameters.length);
        System.arraycopy(values, parameters.length, network.statistics(), 0,
                network.statistics().length);
    }

    /// Reads rows of a table, which may have other columns too, in any order; or of arrays, for a
    /// network that was trained on arrays or images.
    ///
    /// @param withTarget whether the target must be there
    public Rows rows(Path data, boolean withTarget) {
        return Source.rows(data, columns, withTarget);
    }

    /// For people, where the rows have no value, or a text that was not there in training.
    public List<String> remarks(Rows rows) {
        return rows.gaps().remarks(columns);
    }

    /// What the network says about rows.
    public Predictions predict(Rows rows) {
        Target open = columns.room(rows.number());
        float[] outputs = trained.outputs(rows.dataset(columns, open));
        return new Predictions(outputs, columns, trained);
    }

    /// How right the network is about rows that have a target.
    public Score score(Rows rows) {
        Optional<Target> target = rows.target();
        if (target.isEmpty()) {
            throw new IllegalArgumentException("the rows were read without a target");
        }
        return trained.score(rows.dataset(columns, target.get()));
    }

    /// Whether the outputs of the network are probabilities of classes: on a softmax, on a single
    /// sigmoid, and on sigmoids for labels.
    public boolean givesProbabilities() {
        return switch (trained.network().blueprint().output().activation()) {
            case Activation.Softmax _ -> !columns.classes().isEmpty();
            case Squashing.Sigmoid _ ->
                columns.labels() || (columns.classes().size() == 2
                        && trained.network().outputs() == 1);
            case Activation.Elementwise _ -> false;
        };
    }
}
