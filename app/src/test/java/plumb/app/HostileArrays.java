package plumb.app;

import static plumb.app.HostileCase.bytes;
import static plumb.app.HostileCase.cut;
import static plumb.app.HostileCase.data;
import static plumb.app.HostileCase.gzip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Arrays of NumPy and IDX files that must be refused.
final class HostileArrays {
    private static final int MIB = 1 << 20;

    private HostileArrays() {}

    static List<HostileCase> cases() {
        return List.of(
                npy("a header of 4 GB", concat(
                        new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, -1}),
                        "says that its header has 4294967295 bytes"),
                npy("an array of 10^18 numbers", header("<f4", "(1000000000, 1000000000)"),
                        "too large"),
                npy("an array of 10^9 numbers without them", header("<f4", "(1000000000, 1)"),
                        "is truncated: its header says"),
                npy("a side below 0", header("<f4", "(-1, 2)"), "expected whole numbers"),
                npy("a side of a thousand digits", header("<f4", "(" + "9".repeat(1000) + ",)"),
                        "too large"),
                npy("no rows", header("<f4", "(0, 5)"), "expected rows of numbers"),
                npy("Python objects", header("|O", "(2,)"), "would run code"),
                npy("records", header("[('a', '<f4')]", "(2,)"), "records"),
                npy("an unknown type", header("<c16", "(2,)"), "has the type \"<c16\""),
                npy("a header cut short", cut(header("<f4", "(2,)"), 20), "ends within its header"),
                npy("version 9", concat(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 9, 0}),
                        "has version 9.0 of the NPY format"),
                npy("a text", bytes("hello world"), "does not begin with \\x93NUMPY"),
                npy("numbers that are none", concat(header("<f4", "(2, 1)"),
                        ByteBuffer.allocate(8).putInt(0x0000c07f).putInt(0).array()),
                        "NaN, expected a finite number"),
                npy("a row of 5 million numbers", concat(header("|u1", "(2, 5000000)"),
                        new byte[10_000_000]),
                        "has rows of 5000000 numbers, expected at most 4194304 in a row"),
                data("no zip archive", "a.npz", () -> bytes("PJ"), "it is no zip archive"),
                data("a zip archive cut short", "a.npz",
                        () -> cut(zip("x.npy", header("<f4", "(0,)")), 60), "a.npz"),
                data("a zip entry that climbs", "a.npz",
                        () -> zip("../../x.npy", header("<f4", "(0,)")),
                        "has an entry \"../../x.npy\""),
                data("a zip entry at the root", "a.npz",
                        () -> zip("/etc/x.npy", header("<f4", "(0,)")), "has an entry"),
                data("two zip entries of one name", "a.npz", () -> {
                    byte[] archive = zip("x.npy", header("<f4", "(1,)"), "z.npy", new byte[1]);
                    String text = new String(archive, StandardCharsets.ISO_8859_1);
                    return text.replace("z.npy", "x.npy").getBytes(StandardCharsets.ISO_8859_1);
                }, "a.npz"),
                data("a zip bomb behind a small array", "a.npz",
                        () -> zip("x.npy", concat(header("<f4", "(2, 1)"), new byte[16 * MIB]),
                                "y.npy", concat(header("<f4", "(2,)"), new byte[8])),
                        "is too long: its header says"),
                data("a zip entry that lies of its size", "a.npz", () -> {
                    byte[] archive = zip("x.npy", concat(header("<f4", "(10, 1)"), new byte[40]),
                            "y.npy", concat(header("<f4", "(10,)"), new byte[40]));
                    ByteBuffer content = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
                    for (int at = 0; at < archive.length - 46; at++) {
                        if (content.getInt(at) == 0x02014b50) content.putInt(at + 24, 0x7ffffff0);
                    }
                    return archive;
                }, "a.npz"),
                data("only inputs", "a.npz",
                        () -> zip("x.npy", concat(header("<f4", "(2, 1)"), new byte[8])),
                        "has no array that is named like the target"),
                data("fewer targets than rows", "a.npz",
                        () -> zip("x.npy", concat(header("<f4", "(2, 1)"), new byte[8]), "y.npy",
                                concat(header("<f4", "(1,)"), new byte[4])),
                        "expected [2], one number for each row"),
                idx("images of 2^31 rows", images(Integer.MAX_VALUE, 28, 28), labels(1, 1),
                        "images of 784 bytes, expected 1683627179248 bytes, got 0"),
                idx("images of -1 rows", images(-1, 28, 28), labels(1, 1), "which cannot be"),
                idx("images of 2^32 pixels", images(1, 65536, 65536), labels(1, 1),
                        "which cannot be"),
                idx("images of no height", images(1, 0, 28), labels(1, 1), "which cannot be"),
                idx("images that are not there", images(1_000_000, 28, 28), labels(1, 1),
                        "is truncated: its header says 1000000 images"),
                idx("images cut within the header", new byte[] {0, 0, 8, 3, 0, 0}, labels(1, 1),
                        "it ends within its header"),
                idx("labels as images", labels(1, 1), labels(1, 1), "is not an IDX file of images"),
                idx("more bytes than images", concat(images(1, 2, 2), new byte[5]), labels(1, 1),
                        "has more than the 4 bytes of 1 images"),
                idx("more labels than images", concat(images(1, 2, 2), new byte[4]),
                        labels(2, 2), "has 2 labels, expected 1"),
                new HostileCase("a compressed image of 10^9 pixels",
                        folder -> idx(folder, gzip(images(1, 40_000, 40_000), new byte[MIB], 1600),
                                gzip(labels(1, 1)), ".gz"),
                        "has rows of 40000x40000 numbers, expected at most 4194304 in a row"),
                new HostileCase("more rows than a table can have", folder -> {
                    byte[] pixels = gzip(images(1_200_000_000, 1, 1), new byte[MIB], 1145);
                    byte[] names = gzip(concat(labels(1_200_000_000, 0)), new byte[MIB], 1145);
                    Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), pixels);
                    Files.write(folder.resolve("t10k-labels-idx1-ubyte.gz"), names);
                    return idx(folder, pixels, names, ".gz");
                }, "has 2400000000 rows, expected at most 2147483639"));
    }

    private static HostileCase npy(String name, byte[] inputs, String... words) {
        return new HostileCase("npy: " + name, folder -> {
            Files.write(folder.resolve("x.npy"), inputs);
            Files.write(folder.resolve("y.npy"),
                    concat(header("|u1", "(2,)"), new byte[] {0, 1}));
            return HostileCase.train(folder, String.format(HostileCase.YAML, "x.npy"));
        }, words);
    }

    private static HostileCase idx(String name, byte[] images, byte[] labels, String... words) {
        return new HostileCase("idx: " + name, folder -> idx(folder, images, labels, ""), words);
    }

    private static Object[] idx(Path folder, byte[] images, byte[] labels, String end)
            throws IOException {
        Files.write(folder.resolve("train-images-idx3-ubyte" + end), images);
        Files.write(folder.resolve("train-labels-idx1-ubyte" + end), labels);
        return HostileCase.train(folder, String.format(HostileCase.YAML, "."));
    }

    private static byte[] images(int rows, int height, int width) {
        return ByteBuffer.allocate(16).putInt(0x803).putInt(rows).putInt(height).putInt(width)
                .array();
    }

    private static byte[] labels(int rows, int bytes) {
        return ByteBuffer.allocate(8 + bytes).putInt(0x801).putInt(rows).array();
    }

    private static byte[] header(String type, String shape) {
        String descr = type.startsWith("[") ? type : "'" + type + "'";
        byte[] text = bytes("{'descr': " + descr + ", 'fortran_order': False, 'shape': " + shape
                + ", }\n");
        return ByteBuffer.allocate(10 + text.length).order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) text.length).put(text).array();
    }

    private static byte[] concat(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) out.writeBytes(part);
        return out.toByteArray();
    }

    /// An archive of a name, its content, the next name and so on.
    private static byte[] zip(Object... entries) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var archive = new ZipOutputStream(out)) {
            for (int i = 0; i < entries.length; i += 2) {
                archive.putNextEntry(new ZipEntry((String) entries[i]));
                archive.write((byte[]) entries[i + 1]);
            }
        }
        return out.toByteArray();
    }
}
