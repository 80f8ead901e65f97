package plumb.files;

import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.SchemaNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import plumb.text.InputError;

/// A table in the Parquet format, whose columns of numbers, booleans and texts are read; a null is a
/// missing value.
record ParquetFile(Path path, List<String> header, List<SchemaNode> columns) implements TableFile {
    private static final String MAGIC = "PAR1";
    private static final String ENCRYPTED = "PARE";
    /// The names that the library gives a file at the beginning of its messages.
    private static final String PREFIX = "^(\\[[^]]*] ?)+";

    /// Held, because a logger that nobody holds forgets its level.
    private static final Logger LIBRARY = Logger.getLogger("dev.hardwood");

    // The library would tell of itself on standard error, and look for native code to unpack gzip, at
    // which the JVM warns.
    static {
        LIBRARY.setLevel(Level.OFF);
        System.setProperty("hardwood.uselibdeflate", "false");
    }

    /// Whether a file begins like one, or is named like one.
    static boolean isOne(Path path) {
        String magic = magic(path);
        return magic.equals(MAGIC) || magic.equals(ENCRYPTED)
                || path.toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
    }

    private static String magic(Path path) {
        if (!Files.isRegularFile(path)) return "";
        try (InputStream in = Files.newInputStream(path)) {
            return new String(in.readNBytes(MAGIC.length()), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw InputFiles.failure(path, e);
        }
    }

    static ParquetFile of(Path path) {
        InputFiles.requireThere(path);
        String magic = magic(path);
        if (magic.equals(ENCRYPTED)) throw encrypted(path);
        if (!magic.equals(MAGIC)) {
            throw new InputError(path + ": is not a Parquet file: it does not begin with " + MAGIC);
        }
        return with(path, reader -> {
            List<SchemaNode> columns = reader.getFileSchema().getRootNode().children();
            List<String> header = columns.stream().map(SchemaNode::name).toList();
            requireNames(path, header);
            return new ParquetFile(path, header, columns);
        });
    }

    private static void requireNames(Path path, List<String> names) {
        var seen = new HashSet<String>();
        for (String name : names) {
            if (seen.add(name)) continue;
            throw new InputError(path + ": has two columns \"" + name + "\"");
        }
        if (names.size() < 2) {
            throw new InputError(path + ": has " + (names.isEmpty() ? "no" : "one")
                    + " column only; expected inputs and a target");
        }
        if (names.size() > MOST_COLUMNS) {
            throw new InputError(path + ": has more than " + MOST_COLUMNS
                    + " columns, the most that a table can have; arrays (.npz) can have more");
        }
    }

    @Override
    public void read(TablePass pass) {
        var types = new ParquetType[columns.size()];
        for (int c = 0; c < types.length; c++) {
            types[c] = ParquetType.of(columns.get(c));
            if (types[c] != ParquetType.OTHER || !pass.wants(c)) continue;
            throw new InputError(path + ": column \"" + header.get(c) + "\" holds "
                    + ParquetType.other(columns.get(c)) + ", expected numbers, booleans or texts:"
                    + " remove it, or make numbers of it");
        }
        with(path, reader -> {
            requireCodecs(reader);
            try (RowReader rows = reader.rowReader()) {
                for (long row = 1; rows.hasNext(); row++) {
                    rows.next();
                    pass.begin(row);
                    for (int c = 0; c < types.length; c++) {
                        if (pass.wants(c)) types[c].hand(rows, c, pass);
                    }
                    pass.end();
                }
            }
            return pass;
        });
    }

    private void requireCodecs(ParquetFileReader reader) {
        String unknown = reader.getFileMetaData().rowGroups().stream()
                .flatMap(group -> group.columns().stream()).map(chunk -> chunk.metaData().codec())
                .distinct().filter(codec -> !isKnown(codec)).map(CompressionCodec::toString)
                .collect(Collectors.joining(" and "));
        if (unknown.isEmpty()) return;
        throw new InputError(path + ": is compressed with " + unknown
                + ", which cannot be read; write it with the compression snappy, gzip or none");
    }

    private static boolean isKnown(CompressionCodec codec) {
        return switch (codec) {
            case UNCOMPRESSED, GZIP -> true;
            case SNAPPY -> isThere("org.xerial.snappy.Snappy");
            case ZSTD -> isThere("com.github.luben.zstd.Zstd");
            case LZO, BROTLI, LZ4, LZ4_RAW -> false;
        };
    }

    /// Whether the class is there by which the library decompresses.
    private static boolean isThere(String name) {
        try {
            Class.forName(name);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Override
    public String place(long place) {
        return path + ": row " + place;
    }

    /// What a function finds in the open file; what the library throws means that the file is damaged.
    private static <T> T with(Path path, Function<ParquetFileReader, T> task) {
        try (ParquetFileReader reader = ParquetFileReader.open(ParquetInput.of(path))) {
            return task.apply(reader);
        } catch (InputError e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            String text = String.valueOf(e.getMessage()).replaceAll(PREFIX, "")
                    .replaceAll("\\s+", " ");
            if (text.startsWith("Encrypted")) throw encrypted(path);
            boolean telling = e instanceof IOException || e instanceof UncheckedIOException;
            throw new InputError(path + ": is damaged, or no Parquet file"
                    + (telling ? ": " + text : ""));
        }
    }

    private static InputError encrypted(Path path) {
        return new InputError(path + ": is encrypted; expected a Parquet file that is not");
    }
}
