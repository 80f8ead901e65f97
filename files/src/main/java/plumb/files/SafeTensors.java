package plumb.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;
import plumb.nn.Network;
import plumb.text.InputError;

/// A file of named matrices in the safetensors format, in single or double precision.
///
/// 8 bytes with the length of the header (little endian), a header in JSON that ends at a multiple
/// of 8, and the values of all matrices without gaps, row by row, little endian. The header maps
/// each name to `{"dtype":"F32","shape":[rows,columns],"data_offsets":[from,to]}`, or F64, and
/// `__metadata__` to texts by name.
final class SafeTensors implements AutoCloseable {
    private static final int LENGTH = Long.BYTES;
    private static final long LONGEST_HEADER = 100_000_000;
    private static final String METADATA = "__metadata__";
    private static final int CHUNK = 1 << 20;

    /// The type of the values of a matrix.
    enum Type {
        F32(Float.BYTES), F64(Double.BYTES);

        final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }
    }

    /// One matrix of a file, from byte `from` of the values on.
    record Entry(String name, Type type, int rows, int columns, long from) {
        long bytes() {
            return (long) rows * columns * type.bytes;
        }
    }

    private final Path path;
    private final FileChannel channel;
    private final long start;
    private final Map<String, String> metadata;
    private final Map<String, Entry> entries;

    private SafeTensors(Path path, FileChannel channel, long start, Map<String, String> metadata,
            Map<String, Entry> entries) {
        this.path = path;
        this.channel = channel;
        this.start = start;
        this.metadata = metadata;
        this.entries = entries;
    }

    /// Writes what stands before the values; equal content gives equal bytes.
    ///
    /// @param entries in the order in which their values follow
    static void header(OutputStream out, Map<String, String> metadata, List<Entry> entries)
            throws IOException {
        String json = Json.line(header -> {
            header.object(METADATA, m -> metadata.forEach(m::member));
            for (Entry entry : entries) {
                header.object(entry.name, tensor -> tensor.member("dtype", entry.type.toString())
                        .integers("shape", entry.rows, entry.columns)
                        .integers("data_offsets", entry.from, entry.from + entry.bytes()));
            }
        });
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        byte[] padding = " ".repeat(Math.floorMod(-text.length, 8))
                .getBytes(StandardCharsets.UTF_8);
        out.write(buffer(LENGTH).putLong(text.length + padding.length).array());
        out.write(text);
        out.write(padding);
    }

    /// Writes values in single precision.
    static void values(OutputStream out, float[] values) throws IOException {
        var bytes = new byte[(int) Math.min(CHUNK, (long) values.length * Float.BYTES)];
        ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < values.length; at += CHUNK / Float.BYTES) {
            int number = Math.min(values.length - at, CHUNK / Float.BYTES);
            chunk.asFloatBuffer().put(values, at, number);
            out.write(bytes, 0, number * Float.BYTES);
        }
    }

    /// Writes values in double precision.
    static void values(OutputStream out, double[] values) throws IOException {
        var bytes = new byte[values.length * Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
        out.write(bytes);
    }

    /// Opens a file and checks its header against its size.
    ///
    /// @throws InputError if it is not a whole file of this format
    static SafeTensors open(Path path) {
        if (Files.isDirectory(path)) throw new InputError(path + ": is a folder, expected a file");
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path);
            long size = channel.size();
            long header = size < LENGTH ? -1 : read(channel, 0, LENGTH).getLong();
            if (header < 2 || header > LONGEST_HEADER || header > size - LENGTH) {
                throw new InputError(path + ": is not a safetensors file, or is truncated: "
                        + (size < LENGTH
                                ? "it has " + size + " bytes"
                                : "a header of " + header + " bytes does not fit its " + size
                                        + " bytes"));
            }
            String json = StandardCharsets.UTF_8.newDecoder()
                    .decode(read(channel, LENGTH, (int) header))
                    .toString();
            return parse(path, channel, LENGTH + header, size, json);
        } catch (IOException | InputError e) {
            close(channel);
            throw e instanceof IOException io ? InputFiles.failure(path, io) : (InputError) e;
        }
    }

    private static SafeTensors parse(Path path, FileChannel channel, long start, long size,
            String json) {
        var header = new Header(path + ": header");
        header.read(JsonReader.parse(json, path + ": header"));
        long end = 0;
        for (Entry entry : header.entries.values().stream()
                .sorted(Comparator.comparingLong(Entry::from)).toList()) {
            if (entry.from != end) {
                throw new InputError(path + ": \"" + entry.name + "\" begins at byte " + entry.from
                        + " of the values, expected " + end);
            }
            end += entry.bytes();
        }
        if (start + end != size) {
            throw new InputError(path + ": " + (start + end > size ? "is truncated: " : "")
                    + "expected " + end + " bytes of values, got " + (size - start));
        }
        return new SafeTensors(path, channel, start, header.metadata, header.entries);
    }

    Map<String, String> metadata() {
        return metadata;
    }

    Map<String, Entry> entries() {
        return entries;
    }

    /// Reads a matrix into a buffer.
    void read(Entry entry, float[] into, int offset) {
        require(entry, Type.F32);
        chunks(start + entry.from, entry.bytes(), (at, chunk) -> chunk.asFloatBuffer()
                .get(into, offset + (int) (at / Float.BYTES), chunk.limit() / Float.BYTES));
    }

    /// Reads a matrix of doubles.
    double[] doubles(Entry entry) {
        require(entry, Type.F64);
        var values = new double[entry.rows * entry.columns];
        chunks(start + entry.from, entry.bytes(), (at, chunk) -> chunk.asDoubleBuffer()
                .get(values, (int) (at / Double.BYTES), chunk.limit() / Double.BYTES));
        return values;
    }

    /// Adds what names the values to a checksum.
    static void check(Iterable<Entry> entries, Checksum sum) {
        for (Entry entry : entries) {
            sum.update(entry.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Adds what names the values, and all values, to a checksum.
    void check(Checksum sum) {
        check(entries.values(), sum);
        long bytes = entries.values().stream().mapToLong(Entry::bytes).sum();
        chunks(start, bytes, (at, chunk) -> sum.update(chunk));
    }

    private void require(Entry entry, Type type) {
        if (entry.type == type) return;
        throw new InputError(path + ": \"" + entry.name + "\" has dtype " + entry.type
                + ", expected " + type);
    }

    private void chunks(long from, long bytes, BiConsumer<Long, ByteBuffer> action) {
        try {
            for (long at = 0; at < bytes; at += CHUNK) {
                action.accept(at, read(channel, from + at, (int) Math.min(bytes - at, CHUNK)));
            }
        } catch (IOException e) {
            throw InputFiles.failure(path, e);
        }
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) channel.close();
        } catch (IOException e) {
            // Everything has been read, or an earlier error is the one to tell.
        }
    }

    private static ByteBuffer read(FileChannel channel, long from, int number) throws IOException {
        ByteBuffer bytes = buffer(number);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new IOException("it ended while it was read");
            }
        }
        return bytes.flip();
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// The members of a header, each checked by itself.
    private record Header(String what, Map<String, String> metadata, Map<String, Entry> entries) {
        Header(String what) {
            this(what, new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        void read(Map<String, @Nullable Object> members) {
            members.forEach((name, value) -> {
                if (!(value instanceof Map<?, ?> object)) {
                    throw wrong(name, "must be an object");
                } else if (name.equals(METADATA)) {
                    object.forEach((key, text) -> metadata.put(String.valueOf(key), text(text)));
                } else {
                    entries.put(name, entry(name, object));
                }
            });
        }

        private String text(@Nullable Object value) {
            if (value instanceof String text) return text;
            throw wrong(METADATA, "must hold texts");
        }

        private Entry entry(String name, Map<?, ?> object) {
            Type type = Arrays.stream(Type.values())
                    .filter(t -> t.toString().equals(object.get("dtype"))).findFirst()
                    .orElseThrow(() -> wrong(name,
                            "has dtype " + object.get("dtype") + ", expected F32 or F64"));
            long[] shape = pair(name, "shape", object.get("shape"));
            long[] offsets = pair(name, "data_offsets", object.get("data_offsets"));
            if (Math.max(shape[0], shape[1]) > Integer.MAX_VALUE
                    || shape[0] * shape[1] > Network.LARGEST) {
                throw wrong(name, "has too large a shape, [" + shape[0] + "," + shape[1] + "]");
            }
            var entry = new Entry(name, type, (int) shape[0], (int) shape[1], offsets[0]);
            if (offsets[1] - offsets[0] != entry.bytes()) {
                throw wrong(name, "takes bytes " + offsets[0] + " to " + offsets[1] + ", expected "
                        + entry.bytes() + " bytes for shape [" + shape[0] + "," + shape[1] + "]");
            }
            return entry;
        }

        private long[] pair(String name, String key, @Nullable Object value) {
            if (value instanceof List<?> list && list.size() == 2
                    && list.get(0) instanceof Long first
                    && list.get(1) instanceof Long second && first >= 0 && second >= 0) {
                return new long[] {first, second};
            }
            throw wrong(name, "needs \"" + key + "\" with two whole numbers, got " + value);
        }

        private InputError wrong(String name, String problem) {
            return new InputError(what + ": \"" + name + "\" " + problem);
        }
    }
}
