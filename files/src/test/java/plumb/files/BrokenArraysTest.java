package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.text.InputError;

/// Arrays that do not fit, are damaged or would do harm.
final class BrokenArraysTest extends ArrayFiles {
    @Test
    void shapesMustFit() throws IOException {
        byte[] x = bytes("2, 1", 1, 2);
        rejects(npz(Map.of("x.npy", x, "y.npy", bytes("3", 1, 2, 3))), "FILE: \"y\": has the shape"
                + " [3], expected [2], one number for each row of FILE: \"x\", or a column for each of several targets");
        rejects(npz(Map.of("x.npy", x, "y.npy", bytes("2, 1, 2", 1, 0, 0, 1))),
                "FILE: \"y\": has the"
                        + " shape [2, 1, 2], expected [2], one number for each row of FILE: \"x\","
                        + " or a column for each of several targets");
        rejects(npz(Map.of("x.npy", bytes("", 1), "y.npy", bytes("1", 1))),
                "FILE: \"x\": has the shape []; expected rows of numbers, such as [60000, 784]");
        rejects(npz(Map.of("x.npy", bytes("0, 4"), "y.npy", bytes("0"))),
                "FILE: \"x\": has the shape [0, 4]; expected rows of numbers, such as [60000, 784]");
        rejects(npz(Map.of("x.npy", x, "y.npy", bytes("2", 1, 1))),
                "FILE: \"y\" has one value only, 1: there is nothing to learn");
    }

    @Test
    void valuesMustBeFinite() throws IOException {
        byte[] nan = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }", new byte[] {
                0, 0, 0, 0, 0, 0, (byte) 0xc0, 0x7f});
        rejects(npz(Map.of("x.npy", nan, "y.npy", bytes("2", 0, 1))),
                "FILE: \"x\": [1, 0] is NaN, expected a finite number below 3.4e38");
        rejects(npz(Map.of("x.npy", bytes("2", 0, 1), "y.npy", nan)),
                "FILE: \"y\": [1, 0] is NaN, expected a finite number below 3.4e38");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "(-1, 2) | has the shape (-1, 2); expected whole numbers of at least 0",
            "(a,) | has the shape (a,); expected whole numbers of at least 0",
            "(4294967296, 4294967296, 0) | has the shape (4294967296, 4294967296, 0), too large: expected at most 2147483639 in a side, and 72057594037927936 numbers",
            "(0, 4294967296) | has the shape (0, 4294967296), too large: expected at most 2147483639 in a side, and 72057594037927936 numbers",
            "(99999999999999999999,) | has the shape (99999999999999999999,), too large: expected at most 2147483639 in a side, and 72057594037927936 numbers",
            "(65536, 65536) | is truncated: its header says u1 [65536, 65536], expected 4294967371 bytes, got 77",
            "(2147483639, 2147483639) | has the shape (2147483639, 2147483639), too large: expected at most 2147483639 in a side, and 72057594037927936 numbers",
            "(3,) | is truncated: its header says u1 [3], expected 68 bytes, got 67",
            "(1,) | is too long: its header says u1 [1], expected 66 bytes, got 67",
            "[2] | has a header without a valid \"shape\""})
    void hostileShapesAreNamed(String shape, String message) throws IOException {
        Path file = Files.write(folder.resolve("x.npy"), npy("{'descr': '|u1', 'fortran_order':"
                + " False, 'shape': " + shape + "}", new byte[] {1, 2}));
        Files.write(folder.resolve("y.npy"), bytes("2", 0, 1));
        rejects(file, "FILE: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "'!O' | holds Python objects, and reading those would run code from the file; save it with a type of numbers: array.astype('float32')",
            "'<U7' | has the type \"<U7\", expected one of b1, i1, i2, i4, i8, u1, u2, u4, u8, f2, f4, f8",
            "[('a', '<f4')] | holds records of several values; expected one number per element",
            "7 | has a header without a valid \"descr\""})
    void otherTypesAreNamed(String type, String message) throws IOException {
        Path file = Files.write(folder.resolve("x.npy"),
                npy("{'descr': " + type.replace("!", "|")
                        + ", 'fortran_order': False, 'shape': (2,)}"));
        Files.write(folder.resolve("y.npy"), bytes("2", 0, 1));
        rejects(file, "FILE: " + message);
    }

    @Test
    void pickledArraysOfNumPyAreRefused() throws IOException {
        rejects(numpy("objects.npz"), "FILE: \"x\": holds Python objects, and reading those would"
                + " run code from the file; save it with a type of numbers: array.astype('float32')");
    }

    @Test
    void brokenHeadersAreNamed() throws IOException {
        Path file = folder.resolve("x.npy");
        Files.write(folder.resolve("y.npy"), bytes("2", 0, 1));
        byte[] whole = bytes("2", 1, 2);
        Files.write(file, Arrays.copyOf(whole, 7));
        rejects(file, "FILE: is not an NPY array: it does not begin with \\x93NUMPY");
        Files.write(file, Arrays.copyOf(whole, 40));
        rejects(file, "FILE: is truncated: it ends within its header");
        byte[] other = whole.clone();
        other[6] = 7;
        Files.write(file, other);
        rejects(file, "FILE: has version 7.0 of the NPY format, expected 1.0, 2.0 or 3.0");
        byte[] huge = whole.clone();
        huge[6] = 2;
        Arrays.fill(huge, 8, 12, (byte) 0xff);
        Files.write(file, huge);
        rejects(file, "FILE: says that its header has 4294967295 bytes, expected at most 65536");
    }

    @Test
    void brokenArchivesAreNamed() throws IOException {
        byte[] x = bytes("2, 1", 1, 2);
        byte[] y = bytes("2", 0, 1);
        rejects(npz(Map.of("../x.npy", x)),
                "FILE: has an entry \"../x.npy\"; expected names of arrays, such as x.npy");
        rejects(npz(Map.of("readme.txt", x)),
                "FILE: has an entry \"readme.txt\"; expected names of arrays, such as x.npy");
        Path file = npz(Map.of("x.npy", x, "y.npy", y));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> prepare(file)).isInstanceOf(InputError.class)
                .hasMessageStartingWith(file + ": is damaged: ");
        Files.write(file, "no archive".getBytes(StandardCharsets.UTF_8));
        rejects(file, "FILE: is not an NPZ file: it is no zip archive");
        rejects(folder.resolve("b.npz"), "FILE: there is no such file; did you mean \"a.npz\"?");
        Files.write(file, stored(x, y, (byte) 9));
        rejects(file, "FILE: is damaged: the checksum of \"x\" is wrong");
    }

    /// An archive of uncompressed entries whose first array has another last value than was written.
    private static byte[] stored(byte[] x, byte[] y, byte last) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            out.setLevel(0);
            out.putNextEntry(new ZipEntry("x.npy"));
            out.write(x);
            out.putNextEntry(new ZipEntry("y.npy"));
            out.write(y);
        }
        byte[] whole = bytes.toByteArray();
        for (int i = 0; i + x.length <= whole.length; i++) {
            if (Arrays.equals(whole, i, i + x.length, x, 0, x.length)) {
                whole[i + x.length - 1] = last;
                return whole;
            }
        }
        throw new AssertionError("not stored");
    }

    @Test
    void bombsAreRefusedBeforeTheyAreUnpacked() throws IOException {
        var out = new ByteArrayOutputStream();
        try (OutputStream zeros = out) {
            zeros.write(npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1)}"));
            zeros.write(new byte[50_000_000]);
        }
        Path file = npz(Map.of("x.npy", out.toByteArray(), "y.npy", bytes("2", 0, 1)));
        assertThat(Files.size(file)).isLessThan(100_000);
        rejects(file, "FILE: \"x\": is too long: its header says u1 [2, 1], expected 69 bytes, got"
                + " 50000067");
        byte[] lying = Files.readAllBytes(file);
        ByteBuffer zip = ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i + 46 < lying.length; i++) {
            if (zip.getInt(i) == 0x02014b50 && zip.getInt(i + 24) == 50_000_067) {
                zip.putInt(i + 24, 2_000_000_000);
            }
        }
        Files.write(file, lying);
        assertThatThrownBy(() -> prepare(file)).isInstanceOf(InputError.class)
                .message()
                .startsWith(file + ": \"x\": says that it has 2000000000 bytes, more than");
    }

    @Test
    void anyBytesAreArraysOrNamed() throws IOException {
        byte[] whole = Files.readAllBytes(numpy("split.npz"));
        Path file = folder.resolve("noise.npz");
        for (int seed = 0; seed < 300; seed++) {
            var random = new SplittableRandom(seed);
            byte[] bytes = whole.clone();
            for (int i = 0; i < 3; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, bytes);
            try {
                prepare(file);
            } catch (InputError e) {
                assertThat(e).hasMessageStartingWith(file.toString());
            }
        }
    }
}
