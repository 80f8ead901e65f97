package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.files.JsonReader;
import plumb.files.ResultJson;
import plumb.report.Report;
import plumb.train.Score;

class ApplyTest {
    private static final String EXPERIMENT = """
            data:
              source: t.csv
              validation: 0
              scale: standardize
            network:
              - dense(8, relu)
              - dense(OUTPUT)
            epochs: 10
            """;

    @TempDir
    private Path folder;
    private Path table;
    private Path run;

    @BeforeEach
    void names() throws IOException {
        table = Cli.write(folder, "t.csv", Cli.table(120));
        run = folder.resolve("run");
    }

    private void train(String output, Object... more) throws IOException {
        Path file = Cli.write(folder, "e.yaml", EXPERIMENT.replace("OUTPUT", output));
        var arguments = new Object[more.length + 5];
        arguments[0] = "train";
        arguments[1] = file;
        arguments[2] = "--quiet";
        arguments[3] = "--out";
        arguments[4] = run;
        System.arraycopy(more, 0, arguments, 5, more.length);
        assertThat(Cli.run(arguments).code()).isIn(0, 3);
    }

    @Test
    void evaluate_gives_the_score_that_training_gave() throws IOException {
        train("1, sigmoid");
        Score own = ResultJson.read(run.resolve("result.json")).validation().orElseThrow();
        Cli.Outcome outcome = Cli.run("evaluate", run, table, "--json");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(JsonReader.parse(outcome.out(), "result"))
                .containsEntry("event", "result").containsEntry("metric", own.metric())
                .containsEntry("loss", own.loss()).containsEntry("metricName", "accuracy")
                .containsEntry("rows", 120L);
        assertThat(Cli.run("evaluate", run, table).out()).startsWith("accuracy 0.");
    }

    @Test
    void apply_gives_the_class_and_the_probabilities_of_each_row() throws IOException {
        train("2, softmax");
        Cli.Outcome outcome = Cli.run("apply", run, table);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        List<String> lines = outcome.out().lines().toList();
        assertThat(lines).hasSize(121).first().isEqualTo("class,probability:in,probability:out");
        List<String> rows = Files.readAllLines(table);
        int right = 0;
        for (int i = 1; i < lines.size(); i++) {
            String[] fields = lines.get(i).split(",", -1);
            double in = Double.parseDouble(fields[1]);
            double notIn = Double.parseDouble(fields[2]);
            assertThat(in + notIn).isBetween(0.99999, 1.00001);
            assertThat(fields[0]).isEqualTo(in >= notIn ? "in" : "out");
            if (rows.get(i).endsWith("," + fields[0])) right++;
        }
        Report report = ResultJson.read(run.resolve("result.json"));
        assertThat(right / 120.0).isEqualTo(report.validation().orElseThrow().metric());
    }

    @Test
    void apply_writes_objects_to_a_file_and_needs_no_target() throws IOException {
        train("1, sigmoid");
        Path rows = Cli.write(folder, "new.csv", "extra,color,y,x\n1,red,0.5,0.5\n2,pink,0,0\n");
        Path to = folder.resolve("out.ndjson");
        Cli.Outcome outcome = Cli.run("apply", run, rows, "--format=ndjson", "--to", to);
        assertThat(outcome).isEqualTo(new Cli.Outcome(0, "", "plumb: 1 row has a text in column"
                + " \"color\" that was not there in training; its inputs are 0\n"));
        assertThat(Files.readAllLines(to)).hasSize(2).allSatisfy(line -> {
            var object = JsonReader.parse(line, "line");
            assertThat(object.get("class")).isIn("in", "out");
            assertThat((Map<?, ?>) object.get("probabilities")).hasSize(2);
        });
        assertThat(folder.toFile().list()).noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void apply_gives_values_in_the_units_of_the_table() throws IOException {
        train("1, linear", "--set=data.target=y", "--set=data.scale-target=standardize");
        List<String> lines = Cli.run("apply", run, table).out().lines().toList();
        assertThat(lines).hasSize(121).first().isEqualTo("value");
        assertThat(lines.subList(1, 121)).allSatisfy(
                line -> assertThat(Double.parseDouble(line)).isBetween(-3.0, 3.0));
        assertThat(Cli.run("evaluate", run, table).out()).startsWith("r2 ");
    }

    @Test
    void rows_that_do_not_fit_are_refused() throws IOException {
        train("1, sigmoid");
        Path rows = Cli.write(folder, "new.csv", "x,color\n1,red\n");
        assertThat(Cli.run("apply", run, rows)).isEqualTo(new Cli.Outcome(4, "", "plumb: " + rows
                + ": there is no column \"y\"; known: x, color\n"));
        Path folderless = folder.resolve("no/such/file.csv");
        assertThat(Cli.run("apply", run, table, "--to", folderless).err())
                .isEqualTo("plumb: " + folderless + ": cannot be written: its folder is missing\n");
        Path device = Path.of("/dev/full");
        if (Files.exists(device)) {
            assertThat(Cli.run("apply", run, table, "--to", device)).isEqualTo(new Cli.Outcome(4,
                    "", "plumb: /dev/full: cannot be written: No space left on device\n"));
        }
    }
}
