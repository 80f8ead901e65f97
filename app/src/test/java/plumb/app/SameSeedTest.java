package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Equal seeds give equal results, but for the time they took.
class SameSeedTest {
    @TempDir
    private Path folder;

    private String result(String verb, String name, Object... more) throws IOException {
        Path file = Cli.write(folder, "sick.yaml", Cli.SICK);
        Path out = folder.resolve(name);
        if (more.length == 0) Cli.run(verb, file, "--quiet", "--out", out);
        else Cli.run(verb, file, "--quiet", "--out", out, more[0]);
        return Files.readString(out.resolve("result.json"))
                .replaceAll("(\"seconds\"|\"samplesPerSecond\"): [0-9.E+-]+", "$1: 0");
    }

    @Test
    void of_a_training() throws IOException {
        assertThat(result("train", "a")).isEqualTo(result("train", "b"))
                .isNotEqualTo(result("train", "c", "--seed=2"));
        assertThat(folder.resolve("a/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("b/model.safetensors"));
        assertThat(folder.resolve("a/experiment.yaml"))
                .hasSameBinaryContentAs(folder.resolve("b/experiment.yaml"));
    }

    @Test
    void of_a_repair() throws IOException {
        assertThat(result("repair", "a")).isEqualTo(result("repair", "b"));
        assertThat(folder.resolve("a/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("b/model.safetensors"));
        assertThat(folder.resolve("a/repaired.yaml"))
                .hasSameBinaryContentAs(folder.resolve("b/repaired.yaml"));
    }

    @Test
    void the_seed_flag_wins_over_the_setting_and_that_over_the_file() throws IOException {
        Path file = Cli.write(folder, "fine.yaml", "seed: 7\n" + Cli.HEALTHY);
        Cli.run("train", file, "--quiet", "--out", folder.resolve("a"));
        Cli.run("train", file, "--quiet", "--out", folder.resolve("b"), "--set", "seed=8");
        Cli.run("train", file, "--quiet", "--out", folder.resolve("c"), "--seed", 9, "--set",
                "seed=8");
        assertThat(folder.resolve("a/experiment.yaml")).content().contains("\nseed: 7\n");
        assertThat(folder.resolve("b/experiment.yaml")).content().contains("\nseed: 8\n");
        assertThat(folder.resolve("c/experiment.yaml")).content().contains("\nseed: 9\n");
    }
}
