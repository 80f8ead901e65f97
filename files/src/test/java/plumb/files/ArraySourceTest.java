package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.data.Dataset;
import plumb.data.Target;
import plumb.text.InputError;

final class ArraySourceTest {
    private static final String CLASSES = "data.task=classification";

    @TempDir
    private Path folder;

    /// A file that NumPy has written, see `make.py` beside it.
    private Path numpy(String name) throws IOException {
        try (var in = ArraySourceTest.class.getResourceAsStream("/numpy/" + name)) {
            return Files.write(folder.resolve(name), Objects.requireNonNull(in).readAllBytes());
        }
    }

    private static byte[] npy(String header, byte... data) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer bytes = ByteBuffer.allocate(10 + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        return bytes.putShort((short) text.length).put(text).put(data).array();
    }

    private static byte[] bytes(String shape, int... data) {
        var numbers = new byte[data.length];
        for (int i = 0; i < data.length; i++) numbers[i] = (byte) data[i];
        return npy("{'descr': '|u1', 'fortran_order': False, 'shape': (" + shape + "), }\n",
                numbers);
    }

    private Path npz(Map<String, byte[]> entries) throws IOException {
        Path file = folder.resolve("a.npz");
        try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return file;
    }

    private Prepared prepare(Path source, String... settings) {
        String yaml = "data:\n  source: " + source + "\n  validation: 0\nnetwork:\n  - dense(1)\n";
        return Experiment.parse(yaml, "x.yaml", folder, List.of(settings)).prepare();
    }

    private void rejects(Path source, String message, String... settings) {
        assertThatThrownBy(() -> prepare(source, settings)).isInstanceOf(InputError.class)
                .hasMessage(message.replace("FILE", source.toString()));
    }

    @Test
    void arraysOfNumPyAreRead() throws IOException {
        Prepared prepared = prepare(numpy("plain.npz"), CLASSES);
        Dataset data = prepared.data();
        float[] inputs = InputValues.of(data.inputs());
        assertThat(data.rows()).isEqualTo(4);
        assertThat(data.shape().sizes()).containsExactly(2, 3);
        assertThat(data.columns()).containsExactly("p0", "p1", "p2", "p3", "p4", "p5");
        for (int i = 0; i < 24; i++) assertThat(inputs[i]).isEqualTo(i / 4f);
        Target.Classes target = (Target.Classes) data.target();
        assertThat(target.names()).containsExactly("0", "1", "2");
        assertThat(target.of()).containsExactly(0, 2, 1, 2);
        assertThat(data.test()).isEmpty();
        assertThat(prepared.columns().targetArray()).isEqualTo("y");
    }

    /// The file takes no room on the disk: all behind its header is a hole.
    @Test
    void moreNumbersThanAnArrayHoldsAreCounted() throws IOException {
        Path file = folder.resolve("x.npy");
        byte[] header = bytes("3000000, 40, 50");
        try (var many = new RandomAccessFile(file.toFile(), "rw")) {
            many.write(header);
            many.setLength(header.length + 6_000_000_000L);
        }
        NpyArray array = ArrayFile.of(file).array("x");
        assertThat(array.header().numbers()).isEqualTo(6_000_000_000L);
        assertThat(array.element(5_999_999_998L)).isEqualTo(file + ": [2999999, 39, 48]");
        assertThatThrownBy(array::numbers).isInstanceOf(InputError.class).hasMessage(file
                + ": has 6000000000 targets, expected at most 2147483639");
        Files.write(file, header);
        assertThatThrownBy(() -> ArrayFile.of(file).array("x")).isInstanceOf(InputError.class)
                .hasMessage(file + ": is truncated: its header says u1 [3000000, 40, 50], expected "
                        + (header.length + 6_000_000_000L) + " bytes, got " + header.length);
    }

    @Test
    void testArraysAreTheTestRows() throws IOException {
        Dataset data = prepare(numpy("split.npz"), CLASSES).data();
        float[] inputs = InputValues.of(data.inputs());
        assertThat(data.train()).containsExactly(0, 1, 2, 3);
        assertThat(data.test()).containsExactly(4);
        for (int i = 0; i < 24; i++) assertThat(inputs[i]).isEqualTo(i / 4f);
        assertThat(Arrays.copyOfRange(inputs, 24, 30)).containsExactly(0, .25f, .5f, .75f, 1,
                1.25f);
        assertThat(((Target.Classes) data.target()).names()).containsExactly("7", "9");
        assertThat(((Target.Classes) data.target()).of()).containsExactly(0, 1, 0, 1, 1);
    }

    @Test
    void numbersOfSinglePrecisionNameClassesByTheirShortestTexts() throws IOException {
        byte[] y = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }",
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(0.1f).putFloat(2)
                        .array());
        Path file = npz(Map.of("x.npy", bytes("2, 1", 5, 6), "y.npy", y));
        assertThat(prepare(file, CLASSES).columns().classes()).containsExactly("0.1", "2");
    }

    @Test
    void everyTypeIsRead() throws IOException {
        ArrayFile file = ArrayFile.of(numpy("types.npz"));
        assertThat(file.names()).hasSize(15);
        for (String name : file.names()) {
            assertThat(file.array(name).numbers()).as(name).containsExactly(0, 1);
        }
    }

    @Test
    void signsAndOrdersCount() throws IOException {
        var types = Map.of("|i1", -1.0, "|u1", 255.0);
        types.forEach((type, expected) -> assertThat(one(type, 0xff)).isEqualTo(expected));
        assertThat(one("<i2", 1, 0xff)).isEqualTo(-255);
        assertThat(one(">i2", 0xff, 1)).isEqualTo(-255);
        assertThat(one("<u2", 1, 0xff)).isEqualTo(65281);
        assertThat(one("<u4", 0, 0, 0, 0x80)).isEqualTo(2147483648.0);
        assertThat(one("<u8", 0, 0, 0, 0, 0, 0, 0, 0x80)).isEqualTo(0x1p63);
        assertThat(one(">i4", 0x80, 0, 0, 0)).isEqualTo(-2147483648.0);
        assertThat(one("<i8", 0, 0, 0, 0, 0, 0, 0, 0x80)).isEqualTo(-0x1p63);
        assertThat(one(">f4", 0x3f, 0x80, 0, 0)).isEqualTo(1);
        assertThat(one("<f8", 0, 0, 0, 0, 0, 0, 0xf8, 0xbf)).isEqualTo(-1.5);
        assertThat(one("<f2", 0, 0x3c)).isEqualTo(1);
    }

    private double one(String type, int... data) {
        var bytes = new byte[data.length];
        for (int i = 0; i < data.length; i++) bytes[i] = (byte) data[i];
        try {
            Files.write(folder.resolve("one.npy"),
                    npy("{'descr': '" + type + "', 'fortran_order': False, 'shape': (1,), }",
                            bytes));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return ArrayFile.of(folder.resolve("one.npy")).array("one").numbers()[0];
    }

    @Test
    void quantitiesStayNumbers() throws IOException {
        Dataset data = prepare(numpy("plain.npz")).data();
        assertThat(((Target.Values) data.target()).of()).containsExactly(0, 2, 1, 2);
    }

    @Test
    void filesBesideEachOtherAreOneSource() throws IOException {
        Path x = Files.write(folder.resolve("x_train.npy"), bytes("2, 2", 1, 2, 3, 4));
        Files.write(folder.resolve("y_train.npy"), bytes("2,", 0, 1));
        Files.write(folder.resolve("x_test.npy"), bytes("1, 2", 5, 6));
        Files.write(folder.resolve("y_test.npy"), bytes("1", 1));
        Dataset data = prepare(x, CLASSES).data();
        assertThat(InputValues.of(data.inputs())).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(data.test()).containsExactly(2);
        assertThat(new ArraySource(x, Optional.empty(), Optional.empty()).files())
                .extracting(Path::getFileName).extracting(Path::toString)
                .containsExactly("x_train.npy", "y_train.npy", "x_test.npy", "y_test.npy");
        Path own = folder.resolve("x_test.npy");
        Prepared named = prepare(x, CLASSES, "data.test=" + own);
        assertThat(((Target.Classes) named.data().target()).of()).containsExactly(0, 1, 1);
        assertThat(named.remarks()).isEmpty();
        Files.write(folder.resolve("z.npy"), bytes("2", 8, 9));
        Files.delete(folder.resolve("x_test.npy"));
        assertThat(((Target.Values) prepare(x, "data.target=z").data().target()).of())
                .containsExactly(8, 9);
    }

    @Test
    void arraysAreFoundByTheirNames() throws IOException {
        byte[] x = bytes("2, 1", 1, 2);
        byte[] y = bytes("2", 0, 1);
        byte[] other = bytes("3", 0, 1, 2);
        assertThat(
                prepare(npz(Map.of("Train_Images.npy", x, "train_labels.npy", y, "val_labels.npy",
                        other))).columns().targetArray())
                .isEqualTo("train_labels");
        Dataset named = prepare(npz(Map.of("arr_0.npy", x, "arr_1.npy", y)), "data.target=arr_1")
                .data();
        assertThat(InputValues.of(named.inputs())).containsExactly(1, 2);
        rejects(npz(Map.of("arr_0.npy", x, "arr_1.npy", y)), "FILE: has no array that is named like"
                + " the inputs, such as x or x_train; there: arr_0, arr_1");
        rejects(npz(Map.of("x.npy", x, "z.npy", y)), "FILE: has no array that is named like the"
                + " target, such as y or y_train; data.target can name it; there: x, z");
        rejects(npz(Map.of("x.npy", x, "y.npy", y, "label.npy", y)), "FILE: has 2 arrays that are"
                + " named like the target, label and y; data.target can name it; there: label, x, y");
        rejects(npz(Map.of("x.npy", x, "labels.npy", y)), "FILE: there is no target array"
                + " \"label\"; did you mean \"labels\"?", "data.target=label");
        rejects(npz(Map.of("x.npy", x, "y.npy", y, "x_test.npy", x)),
                "FILE: has x_test, but no targets for the test; there: x, x_test, y");
        rejects(npz(Map.of("x.npy", x, "y.npy", y, "z.npy", y)),
                "FILE: \"x\" is both inputs and target; expected two arrays, such as x and y",
                "data.target=x");
    }

    @Test
    void testRowsCanComeFromAnotherFile() throws IOException {
        Path test = Files.copy(npz(Map.of("x.npy", bytes("1, 2", 7, 8), "y.npy", bytes("1", 1))),
                folder.resolve("test.npz"));
        Path train = npz(Map.of("x.npy", bytes("2, 2", 1, 2, 3, 4), "y.npy", bytes("2", 1, 3)));
        Dataset data = prepare(train, CLASSES, "data.test=" + test).data();
        assertThat(InputValues.of(data.inputs())).containsExactly(1, 2, 3, 4, 7, 8);
        assertThat(data.test()).containsExactly(2);
        Path other = npz(Map.of("x.npy", bytes("2, 2", 1, 2, 3, 4), "y.npy", bytes("2", 0, 3)));
        rejects(other, test + ": \"y\": [0]: unknown class \"1\"; known: 0, 3", CLASSES,
                "data.test=" + test);
    }

    @Test
    void laterRowsArePreparedAlike() throws IOException {
        Columns columns = prepare(numpy("split.npz"), CLASSES).columns();
        Rows test = Source.rows(folder.resolve("split.npz"), columns, true);
        assertThat(test.number()).isEqualTo(1);
        assertThat(((Target.Classes) test.target().orElseThrow()).of()).containsExactly(1);
        Path one = Files.write(folder.resolve("rows.npy"), bytes("1, 2, 3", 1, 2, 3, 4, 5, 6));
        assertThat(InputValues.of(Source.rows(one, columns, false).inputs())).containsExactly(1, 2,
                3, 4, 5, 6);
        Files.write(one, bytes("1, 6", 1, 2, 3, 4, 5, 6));
        assertThatThrownBy(() -> Source.rows(one, columns, false)).hasMessage(
                one + ": has rows of the shape [6], expected [2, 3] as in training");
        Columns table = Columns.numeric(List.of("a", "b"), "y", List.of());
        assertThatThrownBy(() -> Source.rows(one, table, false)).hasMessage(one
                + ": holds arrays, but the network was trained on a table with the columns a, b");
    }

    @Test
    void columnsOfATargetAreSeveralTargets() throws IOException {
        byte[] x = bytes("3, 1", 1, 2, 3);
        byte[] y = bytes("3, 2", 1, 0, 0, 0, 1, 1);
        Path file = npz(Map.of("x.npy", x, "y.npy", y));
        Prepared numbers = prepare(file);
        assertThat(numbers.data().target()).isInstanceOfSatisfying(Target.Values.class, v -> {
            assertThat(v.width()).isEqualTo(2);
            assertThat(v.of()).containsExactly(1, 0, 0, 0, 1, 1);
        });
        assertThat(numbers.columns().goals()).containsExactly(new Goal("y[0]", List.of()),
                new Goal("y[1]", List.of()));
        assertThat(numbers.columns().targetArray()).isEqualTo("y");
        Columns labels = prepare(file, "loss=binary-cross-entropy").columns();
        Rows later = Source.rows(file, labels, true);
        assertThat(later.target().orElseThrow()).isInstanceOfSatisfying(Target.Labels.class,
                l -> assertThat(l.of()).containsExactly(1, 0, 0, 0, 1, 1));
        Path one = Files.copy(npz(Map.of("x.npy", x, "y.npy", bytes("3", 0, 1, 0))),
                folder.resolve("one.npz"));
        assertThatThrownBy(() -> Source.rows(one, labels, true))
                .hasMessage(one + ": \"y\": has 1 columns, expected 2 as in training");
        Path hot = npz(Map.of("x.npy", x, "y.npy", bytes("3, 2", 1, 0, 0, 1, 1, 0)));
        assertThat(prepare(hot, "loss=binary-cross-entropy").columns().labels()).isTrue();
        rejects(file, "data.target: of arrays one is the target, got x and y; several targets are"
                + " its columns (numpy.stack(…, axis=1))", "data.target=[x, y]");
    }

    @Test
    void columnsOfOneClassEachAreClassesUnderTheLossForThem() throws IOException {
        String loss = "loss=categorical-cross-entropy";
        byte[] x = bytes("3, 1", 1, 2, 3);
        Path hot = npz(Map.of("x.npy", x, "y.npy", bytes("3, 3", 0, 0, 1, 1, 0, 0, 0, 1, 0)));
        Prepared prepared = prepare(hot, loss);
        assertThat(prepared.columns().goals())
                .containsExactly(new Goal("y", List.of("0", "1", "2")));
        assertThat(((Target.Classes) prepared.data().target()).of()).containsExactly(2, 0, 1);
        Rows later = Source.rows(hot, prepared.columns(), true);
        assertThat(((Target.Classes) later.target().orElseThrow()).of()).containsExactly(2, 0, 1);
        assertThat(prepare(hot).columns().numbers()).isTrue();
        Path numbers = npz(Map.of("x.npy", x, "y.npy", bytes("3", 2, 0, 2)));
        Rows named = Source.rows(numbers, prepared.columns(), true);
        assertThat(((Target.Classes) named.target().orElseThrow()).of()).containsExactly(2, 0, 2);
        Path soft = npz(Map.of("x.npy", x, "y.npy", bytes("3, 3", 0, 0, 1, 1, 1, 0, 0, 0, 1)));
        assertThatThrownBy(() -> Source.rows(soft, prepared.columns(), true))
                .isInstanceOf(InputError.class).hasMessage(soft + ": \"y\": row 1 has not 1 in one"
                        + " column and 0 in the others, as one of 3 classes has");
    }

    @Test
    void arraysThatAreNotReadAreTold() throws IOException {
        byte[] x = bytes("2, 1", 1, 2);
        byte[] y = bytes("2", 0, 1);
        assertThat(prepare(npz(Map.of("x_train.npy", x, "y_train.npy", y))).remarks()).isEmpty();
        Path file = npz(Map.of("x_train.npy", x, "y_train.npy", y, "x_val.npy", x, "val_y.npy", y));
        assertThat(prepare(file).remarks()).containsExactly(file + ": passed over the arrays val_y,"
                + " x_val; validation rows are a share of the training rows, data.validation");
        Path more = npz(Map.of("x.npy", x, "y.npy", y, "weights.npy", y));
        assertThat(prepare(more).remarks())
                .containsExactly(more + ": passed over the arrays weights");
    }

    @Test
    void testArraysBesideAnotherTestFileAreTold() throws IOException {
        byte[] x = bytes("2, 1", 1, 2);
        byte[] y = bytes("2", 0, 1);
        Path tests = Files.move(npz(Map.of("x.npy", bytes("1, 1", 9), "y.npy", bytes("1", 1))),
                folder.resolve("tests.npz"));
        Path file = npz(Map.of("x_train.npy", x, "y_train.npy", y, "x_test.npy", x, "y_test.npy",
                y));
        Prepared prepared = prepare(file, CLASSES, "data.test=" + tests);
        assertThat(InputValues.of(prepared.data().inputs())).containsExactly(1, 2, 9);
        assertThat(prepared.remarks()).containsExactly(file + ": passed over the arrays x_test,"
                + " y_test; the test rows are those of data.test, " + tests);
        assertThat(prepare(file, CLASSES, "data.test=" + file).remarks()).isEmpty();
        Path beside = Files.write(folder.resolve("x_train.npy"), x);
        for (String name : List.of("y_train", "x_test", "y_test")) {
            Files.write(folder.resolve(name + ".npy"), name.equals("x_test") ? x : y);
        }
        assertThat(prepare(beside, CLASSES, "data.test=" + tests).remarks())
                .containsExactly(beside + ": passed over the arrays x_test, y_test; the test rows"
                        + " are those of data.test, " + tests);
    }

    /// Of numbers that are one class out of many one may be without rows; labels have two answers.
    @Test
    void aClassWithoutRowsIsAColumnOfZeros() throws IOException {
        Path file = npz(Map.of("x.npy", bytes("2, 1", 1, 2), "y.npy",
                bytes("2, 3", 1, 0, 0, 0, 0, 1)));
        assertThat(((Target.Values) prepare(file).data().target()).of())
                .containsExactly(1, 0, 0, 0, 0, 1);
        assertThat(prepare(file, "loss=categorical-cross-entropy").columns().classes())
                .containsExactly("0", "1", "2");
        rejects(file, "FILE: \"y\": column 1 has one value only, \"0\": there is nothing to learn",
                CLASSES);
    }

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
