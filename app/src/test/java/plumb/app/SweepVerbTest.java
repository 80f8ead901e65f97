package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.files.JsonReader;

class SweepVerbTest {
    private static final String LAYERS = "network.1=dense(8, relu, he-normal),dense(8, sigmoid)";
    private static final String TIMES = "network.1.times=1,3";

    @TempDir
    private Path folder;
    private Path file;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        file = Cli.write(folder, "clouds.yaml", Cli.HEALTHY.replace("epochs: 20", "epochs: 3"));
        out = folder.resolve("out");
    }

    private Cli.Outcome sweep(Path to, Object... more) {
        return Cli.run(Stream.concat(Stream.of("sweep", file, "--out", to, "--grid", LAYERS,
                "--grid", TIMES, "--seeds", 2), Stream.of(more)).toArray());
    }

    /// All files of a run that must be equal in equal runs.
    private static Map<String, String> files(Path run) throws IOException {
        var texts = new TreeMap<String, String>();
        try (Stream<Path> files = Files.list(run)) {
            for (Path f : files.toList())
                texts.put(f.getFileName().toString(), Files.readString(f));
        }
        return texts;
    }

    @Test
    void draws_a_phase_diagram_and_keeps_every_trial() throws IOException {
        Cli.Outcome outcome = sweep(out);
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("clouds: ",
                " of 8 trials trained · 4 points · seeds 1 to 2",
                "network.1 \\ network.1.times", "dense(8, relu, he-normal)");
        assertThat(outcome.err()).startsWith("clouds: 4 points, 8 trials, ")
                .contains("trial 8/8  ");
        assertThat(files(out).keySet()).containsExactlyInAnyOrder(".lock", "experiment.yaml",
                "run.json",
                "sweep.json", "sweep.csv", "result.json", "report.html");
        List<String> lines = Files.readAllLines(out.resolve("sweep.csv"));
        assertThat(lines).hasSize(9).first().isEqualTo("point,network.1,network.1.times,seed,"
                + "stepsTaken,diverged,trained,gradientDecades,validationLoss,validationMetric,"
                + "bestLoss,bestMetric,trivialMetric,yardstickMetric");
        assertThat(lines.get(1)).startsWith("1,\"dense(8, relu, he-normal)\",1,1,15,false,");
        assertThat(lines.get(8)).startsWith("4,\"dense(8, sigmoid)\",3,2,15,false,");
        assertThat(Files.readString(out.resolve("run.json"))).contains("\"verb\": \"sweep\"");
    }

    @Test
    void results_do_not_depend_on_how_many_train_at_a_time() throws IOException {
        sweep(out, "--workers", 1, "--quiet");
        sweep(folder.resolve("b"), "--workers", 3, "--quiet");
        assertThat(files(out)).isEqualTo(files(folder.resolve("b")));
    }

    @Test
    void goes_on_where_it_stopped_and_ends_with_the_same_files() throws IOException {
        sweep(out, "--quiet");
        Map<String, String> whole = files(out);
        Path csv = out.resolve("sweep.csv");
        List<String> lines = Files.readAllLines(csv);
        // As a kill leaves it: some trials have ended, in no order, and the last line is cut short.
        Files.writeString(csv, String.join("\n", lines.get(0), lines.get(7), lines.get(2),
                lines.get(3).substring(0, 30)));
        Files.delete(out.resolve("result.json"));
        Files.delete(out.resolve("report.html"));
        Files.writeString(out.resolve(".lock"), "");
        Cli.Outcome again = Cli.run("sweep", "--resume", out);
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.err()).startsWith("clouds: 4 points, 8 trials, ")
                .contains("; 2 have ended\n").contains("trial 3/8");
        assertThat(files(out)).isEqualTo(whole);
        assertThat(Cli.run("sweep", "--resume", out).code()).isZero();
        assertThat(files(out)).isEqualTo(whole);
    }

    @Test
    void goes_on_with_the_experiments_as_they_were_understood() throws IOException {
        // Without a loss in the file, that of a point follows from its output.
        file = Cli.write(folder, "output.yaml", Cli.HEALTHY.replace("epochs: 20", "epochs: 1"));
        Path grid = folder.resolve("grid");
        Cli.run("sweep", file, "--out", grid, "--quiet", "--seeds", 1, "--grid",
                "network.2=dense(1, sigmoid),dense(2, softmax)");
        Map<String, String> whole = files(grid);
        Files.writeString(grid.resolve("sweep.csv"),
                Files.readAllLines(grid.resolve("sweep.csv")).getFirst() + "\n");
        assertThat(Cli.run("sweep", "--resume", grid, "--quiet").code()).isZero();
        assertThat(files(grid)).isEqualTo(whole);
        assertThat(whole.get("sweep.json")).contains("binary-cross-entropy",
                "categorical-cross-entropy");
    }

    @Test
    void tells_each_trial_and_the_result_as_events() {
        Cli.Outcome outcome = sweep(out, "--json");
        List<Map<String, @Nullable Object>> events = outcome.out().lines()
                .map(line -> JsonReader.parse(line, "event")).toList();
        assertThat(events).extracting(e -> e.get("event")).startsWith("start").endsWith("result")
                .filteredOn("trial"::equals).hasSize(8);
        assertThat(events.get(1)).containsKeys("settings", "point", "seed", "trained",
                "validationMetric");
        // One hidden layer has no other to be compared with.
        assertThat(events).filteredOn(e -> e.containsKey("gradientDecades")).hasSize(4);
        assertThat(events.getLast()).containsEntry("verb", "sweep")
                .containsEntry("schemaVersion", 1L)
                .containsEntry("planned", 8L).containsEntry("ended", 8L).containsKeys("grid",
                        "points", "trials", "run");
    }

    @Test
    void its_report_is_written_again_in_every_form() throws IOException {
        String told = sweep(out).out();
        String text = Cli.run("report", out).out();
        assertThat(told).startsWith(text);
        assertThat(Cli.run("report", out, "--format", "html").out())
                .isEqualTo(Files.readString(out.resolve("report.html")));
        assertThat(Cli.run("report", out, "--format", "json").out())
                .isEqualTo(Files.readString(out.resolve("result.json")));
        assertThat(Cli.run("report", out, "--format", "markdown").out()).startsWith("# clouds: ")
                .contains("| dense(8, sigmoid) | 3 | ");
    }

    @Test
    void a_trial_that_diverges_has_no_score_anywhere() throws IOException {
        Cli.Outcome outcome = Cli.run("sweep", file, "--out", out, "--seeds", 1, "--workers", 1,
                "--grid", "optimizer=sgd(0.1),sgd(1e30)");
        assertThat(outcome.err().lines())
                .contains("trial 2/2  optimizer=sgd(1e30)  seed 1  diverged");
        assertThat(Files.readAllLines(out.resolve("sweep.csv")).getLast())
                .containsPattern(
                        "^2,sgd\\(1e30\\),1,\\d+,true,false,[-0-9.]*,,,,,0[.0-9]*,[.0-9]+$");
        String result = Files.readString(out.resolve("result.json"));
        assertThat(result.substring(result.indexOf("\"point\": 2")))
                .contains("\"diverged\": true", "trivialMetric")
                .doesNotContain("validationMetric", "bestMetric", "Loss");
    }

    @Test
    void values_may_be_lists_and_mappings() throws IOException {
        Cli.Outcome outcome = Cli.run("sweep", file, "--out", out, "--seeds", 1, "--grid",
                "class-weight={0: 1, 1: 2}", "--grid", "metrics=[auc, f1],[auc]");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(Files.readAllLines(out.resolve("sweep.csv"))).hasSize(3)
                .element(1).asString().startsWith("1,\"{0: 1, 1: 2}\",\"[auc, f1]\",1,");
    }

    /// Begins a sweep over two tables, the first with a gap.
    private Cli.Outcome tables() throws IOException {
        Cli.write(folder, "a.csv", Cli.table(80).replaceFirst("\n[^,]*,", "\n,"));
        Cli.write(folder, "b.csv", Cli.table(60));
        file = Cli.write(folder, "tables.yaml", """
                data:
                  source: a.csv
                network:
                  - dense(4, tanh)
                  - dense(2, softmax)
                epochs: 1
                """);
        return Cli.run("sweep", file, "--out", out, "--seeds", 2, "--grid",
                "data.source=" + folder.resolve("a.csv") + "," + folder.resolve("b.csv"), "--grid",
                "batch=8,16");
    }

    @Test
    void what_is_to_know_of_the_data_is_said_once() throws IOException {
        Cli.Outcome outcome = tables();
        assertThat(outcome.code()).as(outcome.err()).isZero();
        String said = Cli.run("train", file, "--out", folder.resolve("one")).err().lines()
                .filter(line -> line.contains("no value in column \"x\"")).findFirst()
                .orElseThrow();
        assertThat(outcome.err().lines().filter(said::equals)).hasSize(1);
        assertThat(outcome.err().lines().filter(line -> line.contains("no value"))).hasSize(1);
    }

    @Test
    void goes_on_with_the_data_of_its_beginning_only() throws IOException {
        tables();
        Path csv = out.resolve("sweep.csv");
        Path table = folder.resolve("b.csv");
        String rows = Files.readString(table);
        Files.writeString(table, rows.replaceFirst("red", "blue"));
        // All trials have ended: the data are no longer needed.
        assertThat(Cli.run("sweep", "--resume", out, "--quiet").code()).isZero();
        Files.writeString(csv, Files.readAllLines(csv).subList(0, 3).stream()
                .map(line -> line + "\n").collect(Collectors.joining()));
        Map<String, String> before = files(out);
        Cli.Outcome refused = Cli.run("sweep", "--resume", out);
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err()).startsWith("plumb: " + table + ": has changed since " + out
                + " began: its SHA-256 is ").hasLineCount(1);
        assertThat(files(out)).isEqualTo(before);
        Files.writeString(table, rows);
        assertThat(Cli.run("sweep", "--resume", out).code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "optimzer=adam,sgd | --grid optimzer=adam: unknown key \"optimzer\"; did you mean \"optimizer\"?",
            "optimizer=adam,sdg | --grid optimizer=sdg: unknown optimizer \"sdg\" (\"sdg\", column 1); did you mean \"sgd\"?",
            "network.3=dense(1),dense(2) | --grid network.3=dense(1): the network has layers network.1 to network.2, not network.3",
            "network.3.times=1 | --grid network.3.times=1: the network has layers network.1 to network.2, not network.3",
            "network.1.times=0 | --grid network.1.times=0: a layer can stand 1 to 999999 times, got 0",
            "network.2=dense(1, sigmoid),dense(3, softmax) | --grid network.2=dense(3, softmax): the last layer has 3 units, but the target has 2 classes: expected 1 or 2 units",
            "seed=1,2 | --grid: all points are trained on the same seeds; --seeds says how many",
            "batch=8,8 | --grid: batch has the value 8 twice",
            "batch | --grid: \"batch\": expected key=value,value,…"})
    void a_wrong_point_is_named_before_the_first_trial(String grid, String message) {
        assertThat(Cli.run("sweep", file, "--out", out, "--grid", grid))
                .isEqualTo(new Cli.Outcome(4, "", "plumb: " + message + "\n"));
        assertThat(out).doesNotExist();
    }

    @Test
    void points_that_cannot_be_compared_are_refused() {
        Cli.Outcome outcome = Cli.run("sweep", file, "--out", out, "--set", "network.2=dense(1)",
                "--grid", "data.source=blobs(100, centers=2),linear(100)");
        assertThat(outcome.err()).isEqualTo("plumb: --grid: the points cannot be compared:"
                + " accuracy decides for data.source=blobs(100, centers=2), r2 decides for"
                + " data.source=linear(100)\n");
    }

    @Test
    void weights_of_classes_are_not_compared_with_each_other() {
        Cli.Outcome outcome = Cli.run("sweep", file, "--out", out, "--grid",
                "class-weight={0: 1, 1: 2},{0: 1, 1: 3}");
        assertThat(outcome).isEqualTo(new Cli.Outcome(4, "", "plumb: --grid: the points cannot be"
                + " compared: weighted-accuracy with class-weight {0: 1, 1: 2} decides for"
                + " class-weight={0: 1, 1: 2}, weighted-accuracy with class-weight {0: 1, 1: 3}"
                + " decides for class-weight={0: 1, 1: 3}\n"));
        assertThat(out).doesNotExist();
    }

    @Test
    void metrics_are_said_not_to_be_measured() {
        assertThat(Cli.run("sweep", file, "--out", out, "--seeds", 1, "--grid", "batch=8", "--set",
                "metrics=[auc, f1]", "--set", "epochs=1").err())
                .startsWith("metrics are not measured in a sweep: auc, f1\n");
    }

    @Test
    void too_many_trials_are_refused_at_once() {
        assertThat(Cli.run("sweep", file, "--out", out, "--grid", "batch=8,16", "--seeds",
                100_000_000)).isEqualTo(new Cli.Outcome(4, "",
                        "plumb: --seeds 100000000 and a grid"
                                + " of 2 points are 200000000 trials, more than 100000\n"));
        assertThat(out).doesNotExist();
    }

    @Test
    void a_wrong_command_line_is_told() {
        assertThat(Cli.run("sweep", "--grid", LAYERS).err())
                .startsWith("plumb: Missing required parameter: 'FILE', or --resume RUN\n");
        assertThat(Cli.run("sweep", file).err())
                .startsWith("plumb: Missing required option: '--grid=KEY=A,B,…'\n");
        assertThat(Cli.run("sweep", file, "--grid", LAYERS, "--seeds", 0).code()).isEqualTo(2);
        assertThat(Cli.run("sweep", "--resume", out, "--seeds", 2).err())
                .startsWith("plumb: --resume goes on with what the sweep began with: ");
        assertThat(Cli.run("sweep", "--resume", out)).isEqualTo(new Cli.Outcome(4, "",
                "plumb: " + out + ": there is no such run folder\n"));
        assertThat(Cli.run("sweep", "--resume", folder)).isEqualTo(new Cli.Outcome(4, "",
                "plumb: " + folder + ": has no experiment.yaml: it is no run folder, or its run"
                        + " did not get that far\n"));
        assertThat(folder.resolve(".lock")).doesNotExist();
    }

    @Test
    void a_damaged_folder_is_named() throws IOException {
        sweep(out, "--quiet");
        Path csv = out.resolve("sweep.csv");
        String text = Files.readString(csv);
        for (String damage : List.of("9,dense(8),1", "x" + text.lines().skip(1).findFirst().get(),
                text.lines().skip(1).findFirst().get().replace("relu", "tanh"))) {
            Files.writeString(csv, text.lines().findFirst().get() + "\n" + damage + "\n");
            assertThat(Cli.run("sweep", "--resume", out).err())
                    .isEqualTo("plumb: " + csv + ":2: is no trial of this sweep\n");
        }
        Files.writeString(out.resolve("sweep.json"), "{}");
        assertThat(Cli.run("sweep", "--resume", out)).isEqualTo(new Cli.Outcome(4, "", "plumb: "
                + out.resolve("sweep.json") + ": \"grid\" must be a list\n"));
    }
}
