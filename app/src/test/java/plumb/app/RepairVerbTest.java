package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.files.Experiment;
import plumb.files.Model;

class RepairVerbTest {
    @TempDir
    private Path folder;

    @Test
    void apply_changes_the_file_keeps_its_comments_and_a_backup() throws IOException {
        String text = Cli.SICK.replace("x 6", "x 6   # deep").replace("name:", "# mine\nname:");
        Path file = Cli.write(folder, "sick.yaml", text);
        Path out = folder.resolve("out");
        Cli.Outcome repair = Cli.run("repair", file, "--apply", "--progress=none", "--out", out);
        assertThat(repair.code()).as(repair.out() + repair.err()).isZero();
        assertThat(folder.resolve("sick.yaml.bak")).hasContent(text);
        assertThat(file).content().contains("# mine", "# deep");
        assertThat(repair.out()).contains("--- experiment.yaml\n+++ repaired.yaml\n-  - dense(",
                file + ": changed; the old file is " + file + ".bak");

        Experiment applied = Experiment.read(file, List.of());
        Experiment repaired = Experiment.read(out.resolve("repaired.yaml"), List.of());
        assertThat(applied.plan()).isEqualTo(repaired.plan());
        Model model = Model.read(out.resolve("model.safetensors"));
        assertThat(model.trained().network().blueprint()).isEqualTo(repaired.plan().network());

        Path again = folder.resolve("again");
        assertThat(Cli.run("train", file, "--quiet", "--out", again).code()).isZero();
    }

    @Test
    void a_file_that_cannot_be_changed_costs_no_result() throws IOException {
        Path file = Cli.write(folder, "sick.yaml", Cli.SICK);
        Path backup = Files.createDirectory(folder.resolve("sick.yaml.bak"));
        Cli.write(backup, "full", "");
        Path out = folder.resolve("out");
        Cli.Outcome repair = Cli.run("repair", file, "--apply", "--progress=none", "--out", out);
        assertThat(repair.code()).isEqualTo(4);
        assertThat(repair.err()).contains("sick.yaml.bak");
        assertThat(file).hasContent(Cli.SICK);
        assertThat(out.resolve("result.json")).content().contains("\"outcome\": \"repaired\"");
        assertThat(out.resolve("report.html")).isRegularFile();
    }

    @Test
    void without_apply_the_file_stays() throws IOException {
        Path file = Cli.write(folder, "sick.yaml", Cli.SICK);
        Cli.run("repair", file, "--quiet", "--out", folder.resolve("out"));
        assertThat(file).hasContent(Cli.SICK);
        assertThat(folder.resolve("sick.yaml.bak")).doesNotExist();
        assertThat(folder.resolve("out/repaired.yaml")).isRegularFile();
    }

    @Test
    void a_budget_too_small_to_prove_anything_ends_with_3() throws IOException {
        Path file = Cli.write(folder, "sick.yaml", Cli.SICK);
        Cli.Outcome repair = Cli.run("repair", file, "--budget=2", "--progress=none", "--apply",
                "--out", folder.resolve("out"));
        assertThat(repair.code()).isEqualTo(3);
        assertThat(repair.out()).contains("repair: not repaired");
        assertThat(file).hasContent(Cli.SICK);
        assertThat(Files.exists(folder.resolve("out/repaired.yaml"))).isFalse();
    }
}
