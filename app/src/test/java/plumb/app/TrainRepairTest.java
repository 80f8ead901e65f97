package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.files.Experiment;
import plumb.files.Model;
import plumb.files.StoredRun;
import plumb.report.Report;

/// `plumb train FILE --repair`.
class TrainRepairTest {
    @TempDir
    private Path folder;

    private static String result(Path run) throws IOException {
        return Files.readString(run.resolve("result.json"))
                .replaceAll("(\"seconds\"|\"samplesPerSecond\"): [0-9.E+-]+", "$1: 0");
    }

    private Cli.Outcome train(String text, String out, Object... more) throws IOException {
        Path file = Cli.write(folder, "net.yaml", text);
        var arguments = new ArrayList<Object>(
                List.of("train", file, "--out", folder.resolve(out)));
        arguments.addAll(List.of(more));
        return Cli.run(arguments.toArray());
    }

    @Test
    void a_training_that_diverges_goes_on_with_what_was_found_and_says_so() throws IOException {
        assertThat(train(Cli.DIVERGING, "alone", "--quiet").code()).isEqualTo(5);
        Cli.Outcome trained = train(Cli.DIVERGING, "run", "--repair");
        assertThat(trained.code()).as(trained.out() + trained.err()).isZero();
        Path run = folder.resolve("run");
        Report report = RunFiles.report(run);
        assertThat(report.rescues()).singleElement().satisfies(rescue -> {
            assertThat(trained.err()).contains("plumb: " + rescue + "\nplumb: that is not proved; ")
                    .contains("experiment.yaml proves a change\n");
            assertThat(rescue.behind()).isZero();
        });
        assertThat(trained.out().replaceAll("\\s+", " "))
                .contains("while training learning failed at step ", "not proved: ",
                        "--- experiment.yaml +++ repaired.yaml");
        assertThat(report.validation().orElseThrow().metric()).isGreaterThan(0.9);
        Experiment repaired = Experiment.read(run.resolve("repaired.yaml"), List.of());
        Experiment original = Experiment.read(run.resolve("experiment.yaml"), List.of());
        assertThat(original.plan())
                .isEqualTo(Experiment.read(folder.resolve("net.yaml"), List.of()).plan())
                .isNotEqualTo(repaired.plan());
        assertThat(Model.read(run.resolve("model.safetensors")).trained().network().blueprint())
                .isEqualTo(repaired.plan().network());
        assertThat(StoredRun.read(run).steps()).isEqualTo(report.training().steps());
        assertThat(run.resolve("report.html")).content().contains("While training");
    }

    @Test
    void a_healthy_training_is_the_same_without() throws IOException {
        assertThat(train(Cli.HEALTHY, "alone", "--quiet").code()).isZero();
        Cli.Outcome guarded = train(Cli.HEALTHY, "guarded", "--repair", "--quiet");
        assertThat(guarded).isEqualTo(new Cli.Outcome(0, "", ""));
        Path run = folder.resolve("guarded");
        assertThat(result(run)).isEqualTo(result(folder.resolve("alone")));
        for (String file : List.of("model.safetensors", "checkpoints/best.safetensors")) {
            assertThat(run.resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("alone").resolve(file));
        }
        assertThat(run.resolve("repaired.yaml")).doesNotExist();
    }

    @Test
    void equal_seeds_give_equal_runs_which_are_not_resumed() throws IOException {
        Cli.Outcome first = train(Cli.SICK, "first", "--repair", "--json", "--workers=1");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).contains("{\"event\":\"rescue\",\"step\":");
        Path run = folder.resolve("first");
        train(Cli.SICK, "second", "--repair", "--quiet", "--workers=1");
        assertThat(result(run)).isEqualTo(result(folder.resolve("second")));
        for (String file : List.of("model.safetensors", "repaired.yaml",
                "checkpoints/best.safetensors")) {
            assertThat(run.resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("second").resolve(file));
        }
        assertThat(run.resolve("checkpoints/last.safetensors")).doesNotExist();
        Files.delete(run.resolve("result.json"));
        assertThat(Cli.run("train", "--resume", run)).isEqualTo(new Cli.Outcome(4, "", "plumb: "
                + run + ": is a run of train --repair, which cannot be resumed: run it again\n"));
        assertThat(Cli.run("train", "--resume", run, "--repair").err())
                .startsWith("plumb: --repair cannot stand beside --resume");
    }
}
