package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.files.JsonReader;

class RunRecordTest {
    @TempDir
    private Path folder;

    @Test
    void a_run_says_what_it_ran_with_and_on_which_bytes() throws Exception {
        var rows = new StringBuilder("a,b,kind\n");
        for (int i = 0; i < 60; i++)
            rows.append(i % 7).append(',').append(i % 5).append(
                    i % 2 == 0 ? ",even\n" : ",odd\n");
        Files.writeString(folder.resolve("t.csv"), rows);
        Path file = Cli.write(folder, "t.yaml", """
                data:
                  source: t.csv
                  target: kind
                network:
                  - dense(4, relu, he-normal)
                  - dense(2, softmax)
                loss: categorical-cross-entropy
                optimizer: adam
                epochs: 2
                """);
        Path out = folder.resolve("out");
        Cli.run("train", file, "--out", out, "--probe=full", "--workers=2", "--seed=9");
        Map<String, ?> record = JsonReader.parse(Files.readString(out.resolve("run.json")), "run");
        assertThat(record.get("verb")).isEqualTo("train");
        assertThat(record.get("probe")).isEqualTo("full");
        assertThat(record.get("workers")).isEqualTo(2L);
        assertThat(record.get("seed")).isEqualTo(9L);
        assertThat(record.get("experiment"))
                .isEqualTo(Files.readString(out.resolve("experiment.yaml")));
        assertThat(record.get("data")).asString().contains(digest(rows.toString()));
        assertThat(List.of("plumb", "java", "os", "cpu", "cores", "kernels", "vectorBits"))
                .allSatisfy(key -> assertThat(record.get(key)).as(key).isNotNull());
    }

    @Test
    void a_folder_of_images_has_one_digest_of_names_and_contents() throws Exception {
        for (String name : List.of("dark/1.png", "dark/2.png", "light/1.png", "light/2.png")) {
            Path image = folder.resolve("images").resolve(name);
            Files.createDirectories(image.getParent());
            int light = name.startsWith("light") ? 255 : 0;
            Files.write(image, Picture.png(4, 4, (y, x) -> light));
        }
        Path file = Cli.write(folder, "t.yaml", """
                data:
                  source: images
                network:
                  - dense(1, sigmoid)
                epochs: 2
                """);
        Path out = folder.resolve("out");
        assertThat(Cli.run("train", file, "--out", out).code()).isZero();
        Map<String, ?> record = JsonReader.parse(Files.readString(out.resolve("run.json")), "run");
        assertThat(record.get("data")).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(1);
        Files.writeString(folder.resolve("images/dark/notes.txt"), "no image");
        assertThat(Cli.run("train", "--resume", out).code()).isZero();
        Files.delete(out.resolve("result.json"));
        Files.move(folder.resolve("images/dark/2.png"), folder.resolve("images/dark/3.png"));
        Cli.Outcome renamed = Cli.run("train", "--resume", out);
        assertThat(renamed.err()).startsWith("plumb: " + folder.resolve("images")
                + ": has changed since " + out + " began: its SHA-256 is ");
        assertThat(renamed.code()).isEqualTo(4);
    }

    private static String digest(String text) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                .digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
