package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Target;
import plumb.text.InputError;

final class ArraySourceTest extends ArrayFiles {
    private static final String CLASSES = "data.task=classification";

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
}
