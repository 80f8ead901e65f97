package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.files.JsonReader;
import plumb.files.RunFolder;

class RunsVerbTest {
    @TempDir
    private Path folder;
    private Path runs;
    private Path a;
    private Path b;

    @BeforeEach
    void train() throws IOException {
        runs = folder.resolve("runs");
        a = runs.resolve("a");
        b = runs.resolve("b");
        Path file = Cli.write(folder, "clouds.yaml", Cli.HEALTHY);
        Cli.run("train", file, "--quiet", "--out", a);
        Cli.run("train", file, "--quiet", "--out", b, "--set=optimizer=adam(0.02)",
                "--set=network.1=dense(9, relu, he-normal)", "--seed=2");
    }

    private static void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    @Test
    void lists_runs_with_their_states() throws IOException {
        edit(a.resolve("result.json"), "\"complete\": true", "\"complete\": false");
        Path broken = Files.createDirectory(runs.resolve("c"));
        Files.writeString(broken.resolve("run.json"), "{");
        Files.createDirectory(runs.resolve("photos"));
        Files.writeString(runs.resolve("notes.txt"), "mine");
        try (var _ = RunFolder.resume(b, 0)) {
            Cli.Outcome list = Cli.run("runs", "--in", runs);
            assertThat(list.code()).isZero();
            assertThat(list.out().lines().map(line -> line.replaceAll(" +", " "))).hasSize(4)
                    .anyMatch(line -> line.matches(
                            ".*/a \\S+ \\S+ train interrupted healthy 100.0 % 100"))
                    .anyMatch(line -> line.matches(
                            ".*/b \\S+ \\S+ train running healthy 100.0 % 100"))
                    .anyMatch(line -> line.matches(".*/c \\S+ \\S+ broken"));
            assertThat(list.err()).isEqualTo("plumb: " + broken + ": has no experiment.yaml: it is"
                    + " no run folder, or its run did not get that far\n");
        }
        List<String> events = Cli.run("runs", "--in", runs, "--json").out().lines().toList();
        assertThat(events).hasSize(4);
        assertThat(events.stream().map(line -> JsonReader.parse(line, "event")))
                .anySatisfy(run -> assertThat(run).containsEntry("event", "run")
                        .containsEntry("name", "b").containsEntry("state", "finished")
                        .containsEntry("verdict", "healthy").containsEntry("steps", 100L));
        assertThat(events.getLast())
                .isEqualTo("{\"event\":\"result\",\"verb\":\"runs\",\"runs\":3}");
        Cli.Outcome none = Cli.run("runs", "--in", folder.resolve("none"));
        assertThat(none.code()).isEqualTo(4);
        assertThat(none.err()).hasLineCount(1).contains("there is no such folder of runs");
    }

    @Test
    void lists_and_deletes_sweeps() throws IOException {
        Path file = Cli.write(folder, "clouds.yaml", Cli.HEALTHY);
        Path sweep = runs.resolve("s");
        Cli.Outcome swept = Cli.run("sweep", file, "--grid", "optimizer=adam(0.01),sgd(0.1)",
                "--quiet", "--out", sweep);
        assertThat(swept.code()).as(swept.err()).isZero();
        Cli.Outcome list = Cli.run("runs", "--in", runs);
        assertThat(list.out()).containsPattern("/s .* sweep +finished");
        assertThat(list.err()).isEmpty();
        assertThat(Cli.run("train", "--resume", sweep).err()).isEqualTo("plumb: " + sweep
                + ": is a run of sweep, and train goes on with its own only: plumb sweep --resume "
                + sweep + " goes on\n");
        assertThat(Cli.run("runs", "delete", sweep).code()).isZero();
        assertThat(sweep).doesNotExist();
    }

    @Test
    void compares_what_differs() {
        Cli.Outcome compared = Cli.run("runs", "compare", a, b);
        assertThat(compared.code()).as(compared.err()).isZero();
        assertThat(compared.out().lines().map(line -> line.replaceAll("  +", "|")))
                .startsWith("|a|b", "seed|1|2", "optimizer|adam(0.01)|adam(0.02)",
                        "network.1|dense(8, relu, he-normal)|dense(9, relu, he-normal)",
                        "state|finished|finished", "steps taken|100|100", "verdict|healthy|healthy",
                        "validation accuracy|100.0 %|100.0 %")
                .noneMatch(line -> line.startsWith("batch"));
        String json = Cli.run("runs", "compare", a, b, "--json").out();
        assertThat(JsonReader.parse(json, "json")).containsEntry("event", "result")
                .extractingByKey("experiment").asString().contains("seed=[1, 2]");
        assertThat(Cli.run("runs", "compare", a).code()).isEqualTo(2);
        assertThat(Cli.run("runs", "compare", a, folder).err()).isEqualTo("plumb: " + folder
                + ": has no experiment.yaml: it is no run folder, or its run did not get that far\n");
    }

    /// The length that was planned is one row, what was taken another.
    @Test
    void compares_no_two_things_under_one_name() throws IOException {
        Path file = Cli.write(folder, "steps.yaml",
                Cli.HEALTHY.replace("epochs: 20", "steps: 7"));
        Path c = runs.resolve("c");
        Cli.run("train", file, "--quiet", "--out", c);
        List<String> names = Cli.run("runs", "compare", a, c).out().lines()
                .map(line -> line.replaceFirst("  +.*", "")).toList();
        assertThat(names).contains("steps", "steps taken").doesNotHaveDuplicates();
    }

    @Test
    void compares_lists_and_mappings() throws IOException {
        edit(a.resolve("experiment.yaml"), "loss:", "metrics: [auc, f1]\nloss:");
        edit(b.resolve("experiment.yaml"), "loss:",
                "metrics: [f1]\nclass-weight: {\"0\": 1, \"1\": 2.5}\nloss:");
        edit(a.resolve("experiment.yaml"), "  validation:", "  target: [u, v]\n  validation:");
        Cli.Outcome compared = Cli.run("runs", "compare", a, b);
        assertThat(compared.out().lines().map(line -> line.replaceAll("  +", "|"))).contains(
                "metrics|[auc, f1]|f1", "class-weight|-|{0: 1, 1: 2.5}", "data.target|[u, v]|-");
    }

    @Test
    void deletes_what_is_named_and_is_a_run() throws IOException {
        assertThat(Cli.run("runs", "delete").code()).isEqualTo(2);
        Cli.Outcome deleted = Cli.run("runs", "delete", a);
        assertThat(deleted.code()).as(deleted.err()).isZero();
        assertThat(deleted.out()).isEqualTo("deleted " + a + "\n");
        assertThat(a).doesNotExist();
        assertThat(b).exists();
    }

    @Test
    void deletes_nothing_else() throws IOException {
        try (var _ = RunFolder.resume(b, 0)) {
            refuses(b, "another run is writing here");
        }
        refuses(folder, "has no experiment.yaml: it is no run folder, or its run did not get that"
                + " far");
        refuses(folder.resolve("none"), "there is no such run folder");
        Path notes = Files.writeString(a.resolve("notes.txt"), "mine");
        Files.delete(a.resolve(".lock"));
        refuses(a, "has notes.txt, which no run writes: remove it first");
        assertThat(a.resolve(".lock")).doesNotExist();
        Files.delete(notes);
        Path mine = Files.createDirectory(folder.resolve("mine"));
        Path last = Files.writeString(mine.resolve("last.safetensors"), "mine");
        Path link = Files.createSymbolicLink(a.resolve("shortcut"), mine);
        refuses(a, "has shortcut, which no run writes: remove it first");
        Files.delete(link);
        for (String name : List.of("last", "best")) {
            Files.deleteIfExists(a.resolve("checkpoints/" + name + ".safetensors"));
        }
        Files.deleteIfExists(a.resolve("checkpoints/previous.safetensors"));
        Files.delete(a.resolve("checkpoints"));
        Files.createSymbolicLink(a.resolve("checkpoints"), mine);
        refuses(a, "has checkpoints, which no run writes: remove it first");
        Path alias = Files.createSymbolicLink(runs.resolve("alias"), b);
        refuses(alias, "is a link: name the folder itself");
        refuses(alias.resolve("."), "is a link: name the folder itself");
        refuses(Files.createSymbolicLink(runs.resolve("dangling"), folder.resolve("none")),
                "is a link: name the folder itself");
        assertThat(b.resolve("result.json")).exists();
        assertThat(last).exists();
        // A link in the place of a file goes, and what it names stays.
        Files.delete(a.resolve("checkpoints"));
        Files.delete(a.resolve("report.html"));
        Files.createSymbolicLink(a.resolve("report.html"), last);
        Cli.Outcome deleted = Cli.run("runs", "delete", a.resolve("."));
        assertThat(deleted.code()).as(deleted.err()).isZero();
        assertThat(a).doesNotExist();
        assertThat(last).hasContent("mine");
    }

    private static void refuses(Path run, String why) {
        Cli.Outcome refused = Cli.run("runs", "delete", run);
        assertThat(refused).isEqualTo(
                new Cli.Outcome(4, "", "plumb: " + run + ": " + why + "\n"));
    }
}
