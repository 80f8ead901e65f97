package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.Dataset;
import plumb.data.Target;
import plumb.text.InputError;

final class ImageSourceTest {
    @TempDir
    private Path folder;

    private Path image(String name, String format, int type, int width, int... colors)
            throws IOException {
        var image = new BufferedImage(width, colors.length / width, type);
        for (int i = 0; i < colors.length; i++) {
            int x = i % width;
            int y = i / width;
            if (type == BufferedImage.TYPE_BYTE_GRAY)
                image.getRaster().setSample(x, y, 0, colors[i]);
            else
                image.setRGB(x, y, colors[i]);
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
        return file;
    }

    private Path gray(String name, int width, int... values) throws IOException {
        return image(name, "png", BufferedImage.TYPE_BYTE_GRAY, width, values);
    }

    private Path color(String name, int width, int... colors) throws IOException {
        return image(name, "png", BufferedImage.TYPE_INT_RGB, width, colors);
    }

    private Prepared prepare(String... settings) {
        String yaml = "data:\n  source: " + folder.resolve("train")
                + "\n  validation: 0\nnetwork:\n  - dense(2, softmax)\n";
        return Experiment.parse(yaml, "x.yaml", folder, List.of(settings)).prepare();
    }

    private void rejects(String message, String... settings) {
        assertThatThrownBy(() -> prepare(settings)).isInstanceOf(InputError.class)
                .hasMessage(message);
    }

    private void twoClasses() throws IOException {
        gray("train/rose/b.png", 2, 0, 100, 200, 255);
        gray("train/rose/a.PNG", 2, 1, 2, 3, 4);
        gray("train/lily/c.png", 2, 5, 6, 7, 8);
    }

    @Test
    void foldersAreClasses() throws IOException {
        twoClasses();
        Files.writeString(folder.resolve("train/rose/.DS_Store"), "");
        Files.writeString(folder.resolve("train/rose/notes.txt"), "");
        Files.createDirectory(folder.resolve("train/.git"));
        Prepared prepared = prepare();
        Dataset data = prepared.data();
        assertThat(data.shape().sizes()).containsExactly(2, 2);
        assertThat(InputValues.of(data.inputs())).containsExactly(5, 6, 7, 8, 1, 2, 3, 4, 0, 100,
                200, 255);
        assertThat(((Target.Classes) data.target()).names()).containsExactly("lily", "rose");
        assertThat(((Target.Classes) data.target()).of()).containsExactly(0, 1, 1);
        assertThat(prepared.remarks()).containsExactly(folder.resolve("train/rose")
                + ": passed over 1 file that is not named .png, .jpg or .jpeg");
    }

    @Test
    void colorsAreThreeChannels() throws IOException {
        twoClasses();
        color("train/lily/d.png", 2, 0x010203, 0xff8000, 0x0000ff, 0x808080);
        Dataset data = prepare().data();
        assertThat(data.shape().sizes()).containsExactly(2, 2, 3);
        assertThat(Arrays.copyOfRange(InputValues.of(data.inputs()), 0, 12)).containsExactly(5, 5,
                5, 6, 6, 6, 7, 7,
                7, 8, 8, 8);
        assertThat(Arrays.copyOfRange(InputValues.of(data.inputs()), 12, 24)).containsExactly(1, 2,
                3, 255, 128, 0,
                0, 0, 255, 128, 128, 128);
    }

    @Test
    void otherWaysToStoreGrayAreGray() throws IOException {
        twoClasses();
        image("train/lily/bits.png", "png", BufferedImage.TYPE_BYTE_BINARY, 2, 0, 0xffffff,
                0xffffff, 0);
        Path deep = folder.resolve("train/lily/deep.png");
        var image = new BufferedImage(2, 2, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(1, 1, 0, 65535);
        image.getRaster().setSample(1, 0, 0, 25700);
        ImageIO.write(image, "png", deep.toFile());
        Dataset data = prepare().data();
        assertThat(data.shape().sizes()).containsExactly(2, 2);
        assertThat(Arrays.copyOfRange(InputValues.of(data.inputs()), 0, 4)).containsExactly(0, 255,
                255, 0);
        assertThat(Arrays.copyOfRange(InputValues.of(data.inputs()), 8, 12)).containsExactly(0, 100,
                0, 255);
    }

    @Test
    void photographsAreRead() throws IOException {
        twoClasses();
        var colors = new int[64];
        Arrays.fill(colors, 0xc86432);
        image("train/lily/photo.jpeg", "jpg", BufferedImage.TYPE_INT_RGB, 8, colors);
        float[] inputs = InputValues.of(prepare("data.image=2x2").data().inputs());
        assertThat(inputs[12]).isCloseTo(200, within(3f));
        assertThat(inputs[13]).isCloseTo(100, within(3f));
        assertThat(inputs[14]).isCloseTo(50, within(3f));
    }

    @Test
    void imagesAreBroughtToOneSize() throws IOException {
        gray("train/a/1.png", 2, 0, 100, 100, 200);
        gray("train/b/1.png", 1, 40);
        gray("train/b/2.png", 4, 0, 0, 80, 80, 0, 0, 80, 80, 0, 0, 80, 80, 0, 0, 80, 80);
        Dataset first = prepare().data();
        assertThat(InputValues.of(first.inputs())).containsExactly(0, 100, 100, 200, 40, 40, 40, 40,
                0, 80, 0, 80);
        Dataset wide = prepare("data.image=2x4").data();
        assertThat(wide.shape().sizes()).containsExactly(2, 4);
        assertThat(Arrays.copyOf(InputValues.of(wide.inputs()), 8)).containsExactly(0, 25, 75, 100,
                100, 125, 175,
                200);
        assertThat(InputValues.of(prepare("data.image=1x1").data().inputs())).containsExactly(100,
                40, 40);
    }

    @Test
    void anotherFolderHasTheTestImages() throws IOException {
        twoClasses();
        gray("test/rose/1.png", 1, 9);
        Dataset data = prepare("data.test=" + folder.resolve("test")).data();
        assertThat(data.test()).containsExactly(3);
        assertThat(Arrays.copyOfRange(InputValues.of(data.inputs()), 12, 16)).containsExactly(9, 9,
                9, 9);
        assertThat(((Target.Classes) data.target()).of()).containsExactly(0, 1, 1, 1);
        gray("test/roze/1.png", 1, 9);
        rejects(folder.resolve("test/roze") + ": unknown class \"roze\"; did you mean \"rose\"?",
                "data.test=" + folder.resolve("test"));
    }

    @Test
    void laterImagesArePreparedAlike() throws IOException {
        twoClasses();
        Columns columns = prepare().columns();
        color("new/2.png", 1, 0x0a0a0a);
        Path red = color("new/1.png", 1, 0xff0000);
        Rows rows = Source.rows(folder.resolve("new"), columns, false);
        assertThat(InputValues.of(rows.inputs()))
                .containsExactly(new float[] {76.245f, 76.245f, 76.245f, 76.245f,
                        10, 10, 10, 10}, within(1e-4f));
        assertThat(Source.rows(red, columns, false).number()).isEqualTo(1);
        Rows train = Source.rows(folder.resolve("train"), columns, true);
        assertThat(((Target.Classes) train.target().orElseThrow()).of()).containsExactly(0, 1, 1);
        Columns table = Columns.numeric(List.of("a", "b"), "y", List.of());
        assertThatThrownBy(() -> Source.rows(red, table, false)).hasMessage(
                red + ": holds images, but the network was not trained on images");
    }

    @Test
    void brokenImagesAreNamed() throws IOException {
        twoClasses();
        Path broken = folder.resolve("train/rose/broken.png");
        Files.writeString(broken, "no image");
        rejects(broken + ": is not a PNG or JPEG image");
        Files.delete(broken);
        var colors = new int[64 * 64];
        for (int i = 0; i < colors.length; i++) colors[i] = i * 7919;
        for (String format : List.of("png", "jpg")) {
            Path file = image("train/rose/broken." + format, format, BufferedImage.TYPE_INT_RGB, 64,
                    colors);
            byte[] whole = Files.readAllBytes(file);
            for (int length : new int[] {20, whole.length / 2, whole.length * 9 / 10}) {
                Files.write(file, Arrays.copyOf(whole, length));
                rejectsDamaged(file);
            }
            Files.delete(file);
        }
    }

    @Test
    void anyBytesAreAnImageOrNamed() throws IOException {
        for (String format : List.of("png", "jpg")) {
            Path file = image("noise." + format, format, BufferedImage.TYPE_INT_RGB, 4, 1, 2, 3, 4);
            byte[] whole = Files.readAllBytes(file);
            for (int seed = 0; seed < 200; seed++) {
                var random = new SplittableRandom(seed);
                byte[] bytes = whole.clone();
                for (int i = 0; i < 3; i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                Files.write(file, bytes);
                try {
                    ImageFile.of(file).pixels();
                } catch (InputError e) {
                    assertThat(e).hasMessageStartingWith(file.toString());
                }
            }
        }
    }

    private void rejectsDamaged(Path file) {
        assertThatThrownBy(this::prepare).isInstanceOf(InputError.class)
                .hasMessageStartingWith(file + ": is a damaged image: ").message()
                .doesNotContain("\n");
    }

    @Test
    void hugeImagesAreRefusedBeforeTheyAreDecoded() throws IOException {
        twoClasses();
        Path bomb = folder.resolve("train/rose/bomb.png");
        byte[] bytes = Files.readAllBytes(folder.resolve("train/rose/b.png"));
        ByteBuffer png = ByteBuffer.wrap(bytes);
        png.putInt(16, 60_000).putInt(20, 50_000);
        var crc = new CRC32();
        crc.update(bytes, 12, 17);
        png.putInt(29, (int) crc.getValue());
        Files.write(bomb, bytes);
        rejects(bomb
                + ": is an image of 50000x60000 pixels, too large: expected at most 67108864 in"
                + " all");
    }

    @Test
    void foldersMustFit() throws IOException {
        Files.createDirectories(folder.resolve("train"));
        rejects(folder.resolve("train") + ": is a folder without IDX files, and without a folder of"
                + " images for each class");
        gray("train/rose/1.png", 1, 9);
        rejects("the target has one class only, \"rose\": there is nothing to learn");
        Files.createDirectories(folder.resolve("train/lily"));
        rejects(folder.resolve("train/lily") + ": has no PNG or JPEG images");
    }

    @Test
    void keysMustFit() throws IOException {
        twoClasses();
        rejects("data.task is regression, but folders of images are classes",
                "data.task=regression");
        rejects("data.target goes with a table or arrays: the target of images is the name of their"
                + " folder, got \"y\"", "data.target=y");
        rejects("--set data.image=28: data.image must be height and width in pixels, such as 28x28,"
                + " got \"28\"", "data.image=28");
        rejects("--set data.image=0x9: data.image must be height and width in pixels, such as 28x28,"
                + " got \"0x9\"", "data.image=0x9");
        rejects("data.image goes with folders of images, not with a generator, got \"2x2\"",
                "data.source=xor(8)", "data.image=2x2");
        String yaml = """
                data:
                  source: train
                  image: 28 x 32
                network:
                  - dense(2, softmax)
                """;
        Experiment experiment = Experiment.parse(yaml, "x.yaml", folder, List.of());
        assertThat(experiment.toYaml(folder)).contains("\n  image: 28x32\n");
        assertThat(Experiment.parse(experiment.toYaml(folder), "x.yaml", folder, List.of()).data())
                .isEqualTo(experiment.data());
    }
}
