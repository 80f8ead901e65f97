package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.Dataset;
import plumb.data.Target;
import plumb.text.InputError;

final class IdxSourceTest {
    private static final byte[] PIXELS = {0, 1, 2, 3, (byte) 255, 5, 6, 7, 8, 9, 10, 11};

    @TempDir
    private Path folder;

    private Path images;
    private Path labels;

    @BeforeEach
    void twoImages() throws IOException {
        images = folder.resolve("train-images-idx3-ubyte");
        labels = folder.resolve("train-labels-idx1-ubyte");
        Files.write(images, idx(PIXELS, 0x0803, 2, 2, 3));
        Files.write(labels, idx(new byte[] {7, 3}, 0x0801, 2));
    }

    private static byte[] idx(byte[] values, int... header) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * header.length + values.length);
        for (int number : header) bytes.putInt(number);
        return bytes.put(values).array();
    }

    private Dataset load(String... settings) {
        String yaml = "data:\n  source: " + folder
                + "\n  validation: 0\nnetwork:\n  - dense(2, softmax)\n";
        return Experiment.parse(yaml, "x.yaml", folder, List.of(settings)).load();
    }

    private void rejects(String message, String... settings) {
        assertThatThrownBy(() -> load(settings)).isInstanceOf(InputError.class).hasMessage(message);
    }

    @Test
    void pixelsBecomeInputs() {
        Dataset data = load();
        assertThat(data.columns()).containsExactly("p0", "p1", "p2", "p3", "p4", "p5");
        assertThat(data.shape().sizes()).containsExactly(2, 3);
        assertThat(InputValues.of(data.inputs())).containsExactly(0, 1, 2, 3, 255, 5, 6, 7, 8, 9,
                10, 11);
        Target.Classes target = (Target.Classes) data.target();
        assertThat(target.names()).containsExactly("3", "7");
        assertThat(target.of()).containsExactly(1, 0);
        assertThat(data.test()).isEmpty();
    }

    /// The file takes no room on the disk: all behind its header is a hole.
    @Test
    void moreNumbersThanAnArrayHoldsAreCounted() throws IOException {
        try (var file = new RandomAccessFile(images.toFile(), "rw")) {
            file.write(idx(new byte[0], 0x0803, 3_000_000, 40, 50));
            file.setLength(16 + 6_000_000_000L);
        }
        IdxFile many = IdxFile.images(images);
        assertThat(many.rows()).isEqualTo(3_000_000);
        assertThat(many.rowSize()).isEqualTo(2000);
        Files.write(images, idx(new byte[5], 0x0803, 3_000_000, 40, 50));
        assertThatThrownBy(() -> IdxFile.images(images)).isInstanceOf(InputError.class)
                .hasMessage(images + ": is truncated: its header says 3000000 images of 2000 bytes,"
                        + " expected 6000000000 bytes, got 5");
    }

    @Test
    void t10kRowsAreTheTestRows() throws IOException {
        Path test = folder.resolve("t10k-images.idx3-ubyte.gz");
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(idx(new byte[] {1, 1, 1, 1, 1, 1}, 0x0803, 1, 2, 3));
        }
        Files.write(test, bytes.toByteArray());
        rejects(folder
                + ": there is no t10k-labels-idx1-ubyte or t10k-labels-idx1-ubyte.gz in the folder;"
                + " expected a folder of IDX files");
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), idx(new byte[] {9}, 0x0801, 1));
        Dataset data = load();
        assertThat(data.train()).containsExactly(0, 1);
        assertThat(data.test()).containsExactly(2);
        assertThat(((Target.Classes) data.target()).names()).containsExactly("3", "7", "9");
        Files.write(test, Arrays.copyOf(bytes.toByteArray(), bytes.size() - 9));
        rejects(test + ": is truncated: its compressed data end too early");
        Files.write(test, idx(new byte[] {1}, 0x0803, 1, 1, 1));
        rejects(test + ": its name ends with .gz, but it is not gzip-compressed");
        Files.delete(test);
        Path plain = folder.resolve("t10k-images-idx3-ubyte");
        Files.write(plain, idx(new byte[] {1}, 0x0803, 1, 1, 1));
        rejects(plain + ": has images of [1, 1], expected [2, 3] as in " + images);
    }

    @Test
    void laterRowsAreThoseOfTheTestIfThereAreAny() throws IOException {
        Columns columns = Experiment.parse("data:\n  source: " + folder
                + "\nnetwork:\n  - dense(2, softmax)\n", "x.yaml", folder, List.of()).prepare()
                .columns();
        Rows train = Source.rows(folder, columns, true);
        assertThat(InputValues.of(train.inputs())).startsWith(0, 1, 2, 3, 255);
        assertThat(((Target.Classes) train.target().orElseThrow()).of()).containsExactly(1, 0);
        Path test = folder.resolve("t10k-images-idx3-ubyte");
        Files.write(test, idx(new byte[] {9, 8, 7, 6, 5, 4}, 0x0803, 1, 2, 3));
        Rows images = Source.rows(folder, columns, false);
        assertThat(InputValues.of(images.inputs())).containsExactly(9, 8, 7, 6, 5, 4);
        assertThat(images.target()).isEmpty();
        laterRowsAreRefused(columns, folder + ": there is no t10k-labels-idx1-ubyte or"
                + " t10k-labels-idx1-ubyte.gz in the folder");
        Path wrong = folder.resolve("t10k-labels-idx1-ubyte");
        Files.write(wrong, idx(new byte[] {4}, 0x0801, 1));
        laterRowsAreRefused(columns, wrong + ": unknown class \"4\"; known: 3, 7");
        Files.write(test, idx(new byte[] {9, 8}, 0x0803, 1, 2, 1));
        laterRowsAreRefused(columns, test + ": has images of [2, 1], but the network was trained on"
                + " rows of the shape [2, 3]");
        laterRowsAreRefused(Columns.numeric(List.of("a", "b"), "y", List.of()), test
                + ": has images of [2, 1], but the network was trained on a table with the columns"
                + " a, b");
    }

    private void laterRowsAreRefused(Columns columns, String message) {
        assertThatThrownBy(() -> Source.rows(folder, columns, true))
                .isInstanceOf(InputError.class).hasMessage(message);
    }

    @Test
    void wrongFilesAreNamed() throws IOException {
        Files.write(images, idx(PIXELS, 0x0801, 2));
        rejects(images
                + ": is not an IDX file of images: expected it to begin with 0x00000803, got 0x00000801");
        Files.write(images, idx(Arrays.copyOf(PIXELS, 7), 0x0803, 2, 2, 3));
        rejects(images
                + ": is truncated: its header says 2 images of 6 bytes, expected 12 bytes, got 7");
        Files.write(images, idx(Arrays.copyOf(PIXELS, 13), 0x0803, 2, 2, 3));
        rejects(images + ": has more than the 12 bytes of 2 images that its header says");
        Files.write(images, idx(new byte[2], 0x0803));
        rejects(images + ": is truncated: it ends within its header");
        Files.write(images, idx(PIXELS, 0x0803, Integer.MAX_VALUE, 2, 3));
        rejects(images + ": is truncated: its header says 2147483647 images of 6 bytes, expected"
                + " 12884901882 bytes, got 12");
        Files.write(images, idx(PIXELS, 0x0803, -1, 2, 3));
        rejects(images + ": its header says -1 images of 6 bytes, which cannot be");
        Files.write(images, idx(PIXELS, 0x0803, 2, -2, -3));
        rejects(images + ": its header says 2 images of 6 bytes, which cannot be");
        Files.write(images, idx(PIXELS, 0x0803, 2, 70_000, 70_000));
        rejects(images + ": its header says 2 images of 4900000000 bytes, which cannot be");
        Files.write(images, idx(PIXELS, 0x0803, 300_000_000, 2, 3));
        rejects(images
                + ": is truncated: its header says 300000000 images of 6 bytes, expected 1800000000 bytes,"
                + " got 12");
        Files.write(images, idx(new byte[0], 0x0803, 0, 2, 3));
        Files.write(labels, idx(new byte[0], 0x0801, 0));
        rejects(images + ": has no images");
    }

    @Test
    void wrongLabelsAreNamed() throws IOException {
        Files.write(labels, idx(new byte[] {7}, 0x0801, 1));
        rejects(labels + ": has 1 labels, expected 2, one for each image of " + images);
        Files.write(labels, idx(new byte[] {7, 7}, 0x0801, 2));
        rejects("the target has one class only, \"7\": there is nothing to learn");
        rejects("data.task is regression, but the labels of an IDX folder are classes",
                "data.task=regression");
        rejects("data.target goes with a table or arrays: the target of an IDX folder is its labels, got \"y\"",
                "data.target=y");
    }

    @Test
    void otherFoldersAreNamed() throws IOException {
        Files.delete(images);
        rejects(folder
                + ": there is no train-images-idx3-ubyte or train-images-idx3-ubyte.gz in the folder;"
                + " expected a folder of IDX files");
    }

    @Test
    void generatorsHaveNoFiles() {
        rejects("data.test goes with a file, not with a generator, got \""
                + folder.resolve("t.csv") + "\"",
                "data.source=xor(8)", "data.test=" + folder.resolve("t.csv"));
        rejects("data.task is regression, but xor(8) draws classes", "data.source=xor(8)",
                "data.task=regression");
        rejects("data.task is classification, but linear(8) draws numbers", "data.source=linear(8)",
                "data.task=classification");
        assertThat(load("data.source=xor(8)").rows()).isEqualTo(8);
    }
}
