package plumb.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import plumb.math.State;
import plumb.text.InputError;

/// The state of a training and of what was measured behind one of its steps, in a file.
///
/// The file is in the safetensors format, one array `[1][n]` for each name of the [State]: `F32` for
/// floats, `F64` for numbers. Its metadata:
///
/// | name | text |
/// |---|---|
/// | `format` | `plumb-checkpoint` |
/// | `version` | `2` |
/// | `experiment` | the experiment of the run, as YAML: the state is of no other |
/// | `crc32c` | the checksum of all arrays, 8 hexadecimal digits |
///
/// It holds no times, so equal trainings give equal bytes behind equal steps.
public final class Checkpoint implements AutoCloseable {
    private static final String FORMAT = "plumb-checkpoint";
    private static final String VERSION = "2";
    /// What a name in the header takes, with type, shape and place.
    private static final long NAME_BYTES = 160;

    private final Path path;
    private final SafeTensors tensors;
    private final Map<String, String> experiment;

    private Checkpoint(Path path, SafeTensors tensors, Map<String, String> experiment) {
        this.path = path;
        this.tensors = tensors;
        this.experiment = experiment;
    }

    /// Writes the state that an object keeps.
    static void write(OutputStream out, String experiment, Consumer<State> object)
            throws IOException {
        var keeping = new Keeping();
        object.accept(keeping);
        var sum = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32C());
        SafeTensors.check(keeping.entries, sum.getChecksum());
        keeping.writeTo(sum);
        var metadata = new LinkedHashMap<String, String>();
        metadata.put("format", FORMAT);
        metadata.put("version", VERSION);
        metadata.put("experiment", experiment);
        metadata.put("crc32c", hex(sum.getChecksum().getValue()));
        SafeTensors.header(out, metadata, keeping.entries);
        keeping.writeTo(out);
    }

    /// The bytes of the arrays of an object's state, and of their names.
    static long bytes(Consumer<State> object) {
        var keeping = new Keeping();
        object.accept(keeping);
        return keeping.end + NAME_BYTES * keeping.entries.size();
    }

    /// Opens a checkpoint and checks that it is whole.
    ///
    /// @throws InputError if it is not
    static Checkpoint open(Path path) {
        SafeTensors tensors = SafeTensors.open(path);
        try {
            Map<String, String> metadata = tensors.metadata();
            if (!FORMAT.equals(metadata.get("format"))
                    || !VERSION.equals(metadata.get("version"))) {
                throw new InputError(path + ": is not a checkpoint of version " + VERSION);
            }
            var sum = new CRC32C();
            tensors.check(sum);
            if (!hex(sum.getValue()).equals(metadata.get("crc32c"))) {
                throw new InputError(path + ": is damaged: its arrays have another checksum");
            }
            return new Checkpoint(path, tensors, experiment(path, metadata));
        } catch (InputError e) {
            tensors.close();
            throw e;
        }
    }

    private static Map<String, String> experiment(Path path, Map<String, String> metadata) {
        try {
            return Document.parse(metadata.getOrDefault("experiment", ""), "experiment").texts();
        } catch (InputError e) {
            throw new InputError(path + ": is damaged: " + e.message());
        }
    }

    /// The keys of the experiment that it is the state of, with their texts.
    Map<String, String> experiment() {
        return experiment;
    }

    private static String hex(long crc) {
        return HexFormat.of().toHexDigits((int) crc);
    }

    /// Puts an object back as it was kept.
    ///
    /// @throws InputError if it needs values that are not there; it is then of no more use
    public void restore(Consumer<State> object) {
        object.accept(new PuttingBack());
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        tensors.close();
    }

    /// Collects the arrays of an object, without a copy.
    private static final class Keeping implements State {
        private final List<SafeTensors.Entry> entries = new ArrayList<>();
        private final List<Object> arrays = new ArrayList<>();
        private long end;

        @Override
        public void fill(String name, float[] values) {
            floats(name, values);
        }

        @Override
        public float[] floats(String name, float[] values) {
            add(name, SafeTensors.Type.F32, values.length, values);
            return values;
        }

        @Override
        public double[] numbers(String name, double... values) {
            add(name, SafeTensors.Type.F64, values.length, values);
            return values;
        }

        private void add(String name, SafeTensors.Type type, int length, Object values) {
            var entry = new SafeTensors.Entry(name, type, 1, length, end);
            entries.add(entry);
            arrays.add(values);
            end += entry.bytes();
        }

        void writeTo(OutputStream out) throws IOException {
            for (Object values : arrays) {
                if (values instanceof float[] floats) SafeTensors.values(out, floats);
                else SafeTensors.values(out, (double[]) values);
            }
        }
    }

    private final class PuttingBack implements State {
        private SafeTensors.Entry entry(String name) {
            SafeTensors.Entry entry = tensors.entries().get(name);
            if (entry == null) throw new InputError(path + ": there is no \"" + name + "\"");
            return entry;
        }

        @Override
        public void fill(String name, float[] values) {
            SafeTensors.Entry entry = entry(name);
            if ((long) entry.rows() * entry.columns() != values.length) {
                throw new InputError(path + ": \"" + name + "\" has " + entry.rows() + " x "
                        + entry.columns() + " values, expected " + values.length);
            }
            tensors.read(entry, values, 0);
        }

        @Override
        public float[] floats(String name, float[] values) {
            SafeTensors.Entry entry = entry(name);
            var kept = new float[entry.rows() * entry.columns()];
            tensors.read(entry, kept, 0);
            return kept;
        }

        @Override
        public double[] numbers(String name, double... values) {
            return tensors.doubles(entry(name));
        }
    }
}
