package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.files.JsonReader;

/// A file that `init` wrote trains as it stands, and well.
class InitVerbTest {
    @TempDir
    private Path folder;

    private String init(Path data, String... more) throws IOException {
        Path file = folder.resolve("init.yaml");
        var arguments = new Object[4 + more.length];
        arguments[0] = "init";
        arguments[1] = data;
        arguments[2] = "--out";
        arguments[3] = file;
        System.arraycopy(more, 0, arguments, 4, more.length);
        Cli.Outcome outcome = Cli.run(arguments);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).startsWith(file + ": ").contains("next: plumb train " + file);
        return Files.readString(file);
    }

    /// Accuracy or R² on the validation rows.
    private double trained() throws IOException {
        Path out = folder.resolve("out");
        Cli.Outcome train = Cli.run("train", folder.resolve("init.yaml"), "--out", out);
        assertThat(train.code()).as(train.out() + train.err()).isZero();
        Map<String, @Nullable Object> result = JsonReader
                .parse(Files.readString(out.resolve("result.json")), "result");
        return result.get("validation") instanceof Map<?, ?> score
                && score.get("metric") instanceof Double metric ? metric : Double.NaN;
    }

    @Test
    void the_digits() throws IOException {
        String data = System.getenv("PLUMB_DATA");
        Path digits = Path.of(data == null ? "" : data, "digits-train.csv");
        assumeTrue(data != null && Files.exists(digits),
                "set PLUMB_DATA to the folder of the digits");
        assertThat(init(digits)).startsWith("# 2999 rows, 64 input columns.").contains(
                "  # The last column: 10 classes, with their rows: 0 (288), 1 (",
                "  target: label\n",
                " have the same value in all rows: nothing can be learned from them; remove them",
                "  scale: standardize\n", "  task: classification\n",
                "  - dense(64, relu, he-normal) x 2\n  - dense(10, softmax)\n",
                "loss: categorical-cross-entropy\n", "batch: 32\n");
        assertThat(trained()).isGreaterThan(0.96);
    }

    @Test
    void texts_and_missing_values() throws IOException {
        var random = new Random(1);
        var table = new StringBuilder("id,kind,age,city,rest,size\n");
        for (int i = 0; i < 400; i++) {
            int kind = i % 3;
            double age = random.nextGaussian() + kind;
            String city = random.nextInt(20) == 0 ? "" : List.of("Ulm", "Bonn").get(kind / 2);
            table.append(1000 + i).append(',').append(List.of("low", "mid", "high").get(kind))
                    .append(',').append(i % 7 == 0 ? "NA" : age).append(',').append(city)
                    .append(",1,").append(random.nextInt(100)).append('\n');
        }
        Path data = Cli.write(folder, "people.csv", table.toString());
        assertThat(init(data, "--target", "kind")).contains(
                "# 400 rows, 5 input columns, which become 7 inputs.",
                "  # As asked for: 3 classes, with their rows: high (133), low (134), mid (133)\n",
                "  # 58 rows have no value in column \"age\"; ",
                "no value in column \"city\"; that is its category \"missing\"\n",
                "  # \"id\" numbers the rows: remove it, unless it stands for time\n",
                "  # \"rest\" has the same value in all rows: nothing can be learned from it; remove it\n",
                "  - dense(3, softmax)\n");
        assertThat(trained()).isGreaterThan(0.6);
    }

    @Test
    void a_quantity() throws IOException {
        var random = new Random(1);
        var table = new StringBuilder("y,a,b\n");
        for (int i = 0; i < 500; i++) {
            double a = 100 * random.nextDouble();
            double b = random.nextGaussian();
            table.append(1e6 + 3e3 * a + 5e4 * b * b).append(',').append(a).append(',').append(b)
                    .append('\n');
        }
        assertThat(init(Cli.write(folder, "t.csv", table.toString()))).contains(
                "  # By its name, not the last column: numbers from ", "  target: \"y\"\n",
                "  scale-target: standardize\n", "  task: regression\n",
                "  - dense(16, relu, he-normal) x 2\n  - dense(1)\nloss: mse\n");
        assertThat(trained()).isGreaterThan(0.95);
    }

    @Test
    void several_targets_are_numbers_or_labels() throws IOException {
        var random = new Random(1);
        var table = new StringBuilder("a,warm,wet,sum,\"a, twice\"\n");
        for (int i = 0; i < 400; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            table.append(a).append(',').append(a > 0 ? 1 : 0).append(',').append(a > b ? 1 : 0)
                    .append(',').append(b).append(',').append(2 * a).append('\n');
        }
        Path data = Cli.write(folder, "t.csv", table.toString());
        assertThat(init(data, "--target", "sum", "--target", "a, twice")).contains(
                "  # As asked for: 2 numbers\n  target:\n    - sum\n    - a, twice\n",
                "  task: regression\n", "  - dense(2)\nloss: mse\n");
        Files.delete(folder.resolve("init.yaml"));
        assertThat(init(data, "--target", "warm", "--target", "wet")).contains(
                "  # As asked for: 2 labels of two classes\n", "  task: classification\n",
                "  - dense(2, sigmoid)\nloss: binary-cross-entropy\n");
    }

    /// An array of bytes in the format of NumPy.
    private static byte[] npy(String shape, byte[] data) {
        byte[] header = ("{'descr': '|u1', 'fortran_order': False, 'shape': (" + shape + "), }\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(10 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) header.length).put(header).put(data).array();
    }

    private Path npz(Map<String, byte[]> arrays) throws IOException {
        Path file = folder.resolve("a.npz");
        try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var array : arrays.entrySet()) {
                out.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
                out.write(array.getValue());
            }
        }
        return file;
    }

    @Test
    void a_column_for_each_class() throws IOException {
        var x = new byte[200];
        var y = new byte[400];
        for (int i = 0; i < 200; i++) {
            x[i] = (byte) (i % 100);
            y[2 * i + (x[i] < 50 ? 0 : 1)] = 1;
        }
        assertThat(init(npz(Map.of("x", npy("200, 1", x), "y", npy("200, 2", y))))).contains(
                "  # By its name: 2 classes, with their rows: 0 (100), 1 (100)\n",
                "  task: classification\n",
                "  - dense(2, softmax)\nloss: categorical-cross-entropy\n");
        assertThat(trained()).isGreaterThan(0.9);
    }

    /// Another array is passed over, which is told.
    @Test
    void a_column_for_a_class_without_rows() throws IOException {
        var x = new byte[200];
        var y = new byte[600];
        for (int i = 0; i < 200; i++) {
            x[i] = (byte) (i % 100);
            y[3 * i + (x[i] < 50 ? 0 : 2)] = 1;
        }
        assertThat(init(npz(Map.of("x", npy("200, 1", x), "y", npy("200, 3", y), "more",
                npy("1", new byte[] {1}))))).contains(
                        "  # By its name: 3 classes, with their rows: 0 (100), 1 (0), 2 (100)\n",
                        "  - dense(3, softmax)\nloss: categorical-cross-entropy\n");
        assertThat(trained()).isGreaterThan(0.9);
    }

    @Test
    void test_rows_of_an_unknown_class_are_refused_as_in_training() throws IOException {
        byte[] x = npy("40, 1", new byte[40]);
        var y = new byte[40];
        for (int i = 0; i < 40; i++) y[i] = (byte) (i % 4);
        byte[] train = npy("40", y.clone());
        y[7] = 9;
        Path data = npz(Map.of("x_train", x, "y_train", train, "x_test", x, "y_test",
                npy("40", y)));
        Path file = folder.resolve("init.yaml");
        assertThat(Cli.run("init", data, "--out", file)).isEqualTo(new Cli.Outcome(4, "", "plumb: "
                + data + ": \"y_test\": [7]: unknown class \"9\"; known: 0, 1, 2, 3\n"));
        assertThat(file).doesNotExist();
    }

    /// Bright bars on noise: one class stands, one lies, one is a diagonal.
    private static int pixel(Random random, int kind, int y, int x, int at) {
        boolean bar = kind == 0 ? x == at : kind == 1 ? y == at : x == y;
        return (bar ? 155 : 0) + random.nextInt(100);
    }

    @Test
    void idx_images() throws IOException {
        var random = new Random(1);
        int rows = 120;
        ByteBuffer images = ByteBuffer.allocate(16 + rows * 64).putInt(0x803).putInt(rows)
                .putInt(8).putInt(8);
        ByteBuffer labels = ByteBuffer.allocate(8 + rows).putInt(0x801).putInt(rows);
        for (int i = 0; i < rows; i++) {
            int at = random.nextInt(8);
            for (int p = 0; p < 64; p++) {
                images.put((byte) pixel(random, i % 3, p / 8, p % 8, at));
            }
            labels.put((byte) (i % 3));
        }
        Path idx = Files.createDirectory(folder.resolve("bars"));
        Files.write(idx.resolve("train-images-idx3-ubyte"), images.array());
        Files.write(idx.resolve("train-labels-idx1-ubyte"), labels.array());
        assertThat(init(idx)).startsWith("# 120 rows of 8x8 numbers.").contains(
                "  source: bars\n  # 3 classes, with their rows: 0 (40), 1 (40), 2 (40)\n",
                "  scale: unit\n",
                "  - conv2d(16, 3, relu, he-normal)\n  - max-pool(2)\n  - dense(16,");
        assertThat(trained()).isGreaterThan(0.9);
    }

    @Test
    void folders_of_images() throws IOException {
        var random = new Random(1);
        for (int i = 0; i < 80; i++) {
            int kind = i % 2;
            int at = i % 7;
            byte[] image = Picture.png(80, 160,
                    (y, x) -> pixel(random, kind, y / 10, x / 10, at));
            Path file = folder.resolve("art").resolve(kind == 0 ? "stands" : "lies")
                    .resolve(i + ".png");
            Files.createDirectories(file.getParent());
            Files.write(file, image);
        }
        assertThat(init(folder.resolve("art"))).contains(
                "2 classes, with their rows: lies (40), stands (40)\n", "  image: 32x64\n",
                "  scale: unit\n", "  - dense(1, sigmoid)\nloss: binary-cross-entropy\n");
        assertThat(trained()).isGreaterThan(0.9);
    }

    /// Rows with a number and a text, of `classes` different ones in turn.
    private Path named(int rows, int classes) throws IOException {
        var table = new StringBuilder("a,name\n");
        for (int i = 0; i < rows; i++) {
            table.append(i * i % 7).append(",n").append(i % classes).append('\n');
        }
        return Cli.write(folder, "named.csv", table.toString());
    }

    @Test
    void a_target_that_names_rows_is_refused() throws IOException {
        Path data = named(400, 400);
        Path file = folder.resolve("named.yaml");
        assertThat(Cli.run("init", data, "--out", file)).isEqualTo(new Cli.Outcome(4, "", "plumb: "
                + data + ": column \"name\" would be the target (the last column), but has another"
                + " text in each of the 400 rows: it names rows, and nothing can be learned about"
                + " it; remove it, and name the column to predict with --target\n"));
        assertThat(file).doesNotExist();
    }

    @Test
    void many_classes_are_told_by_the_least_and_the_most_frequent() throws IOException {
        assertThat(init(named(410, 200))).contains("200 classes, from n10 (2 rows) to n0 (3 rows)");
        Files.delete(folder.resolve("init.yaml"));
        assertThat(init(named(400, 200))).contains("200 classes, each with 2 rows\n");
    }

    @Test
    void nothing_is_overwritten() throws IOException {
        Path data = Cli.write(folder, "t.csv", Cli.table(100));
        Path mine = Cli.write(folder, "mine.yaml", "mine");
        assertThat(Cli.run("init", data, "--out", mine)).isEqualTo(new Cli.Outcome(4, "", "plumb: "
                + mine + ": exists already and is left as it is; --out FILE names another\n"));
        assertThat(mine).hasContent("mine");
    }

    @Test
    void what_cannot_be_trained_on_writes_nothing() throws IOException {
        Path data = Cli.write(folder, "t.csv", "a,b\n1,x\n2,x\n");
        Path file = folder.resolve("t.yaml");
        assertThat(Cli.run("init", data, "--out", file).err()).startsWith(
                "plumb: " + data + ": the target column \"b\" has one class only, \"x\"");
        assertThat(Cli.run("init", data, "--target", "c", "--out", file).err()).startsWith(
                "plumb: " + data + ": there is no target column \"c\"");
        assertThat(file).doesNotExist();
    }
}
