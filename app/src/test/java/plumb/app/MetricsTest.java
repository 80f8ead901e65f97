package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.files.JsonReader;
import plumb.files.ResultJson;
import plumb.train.Score;

/// Metrics beside the one that decides, from the experiment file to every place that shows them.
class MetricsTest {
    private static final String EXPERIMENT = """
            data:
              source: t.csv
              test: t.csv
              scale: standardize
            network:
              - dense(8, relu)
              - dense(1, sigmoid)
            epochs: 3
            metrics: [auc, f1]
            """;

    @TempDir
    private Path folder;
    private Path file;
    private Path run;

    @BeforeEach
    void names() throws IOException {
        Cli.write(folder, "t.csv", Cli.table(120));
        file = Cli.write(folder, "e.yaml", EXPERIMENT);
        run = folder.resolve("run");
    }

    private static String names(@Nullable Object metrics) {
        return metrics instanceof Map<?, ?> map ? map.keySet().toString() : "none";
    }

    @Test
    void they_stand_in_events_result_reports_and_evaluate() throws IOException {
        Cli.Outcome train = Cli.run("train", file, "--json", "--out", run);
        assertThat(train.code()).as(train.err()).isIn(0, 3);
        assertThat(train.out().lines().filter(line -> line.contains("\"event\":\"epoch\"")))
                .hasSize(3).allSatisfy(line -> assertThat(
                        names(JsonReader.parse(line, "event").get("metrics")))
                        .isEqualTo("[auc, f1]"));
        Map<?, ?> result = JsonReader.parse(Files.readString(run.resolve("result.json")), "result");
        for (String score : new String[] {"training", "validation", "test"}) {
            assertThat(result.get(score) instanceof Map<?, ?> s ? names(s.get("metrics")) : "")
                    .as(score)
                    .isEqualTo("[auc, f1]");
        }
        Score test = ResultJson.read(run.resolve("result.json")).test().orElseThrow();
        assertThat(Cli.run("report", run).out()).containsPattern("\nauc +0\\.\\d+ +0\\.\\d+\n");
        assertThat(Cli.run("report", run, "--format=markdown").out()).contains("\n| auc | 0.");
        assertThat(Files.readString(run.resolve("report.html")))
                .contains("Other metrics of this network", "<th scope=\"row\">f1</th>");
        Cli.Outcome evaluate = Cli.run("evaluate", run, folder.resolve("t.csv"), "--json");
        assertThat(JsonReader.parse(evaluate.out(), "result")).containsEntry("metrics",
                test.metrics());
        assertThat(Cli.run("evaluate", run, folder.resolve("t.csv")).out())
                .containsPattern(", auc 0\\.\\d+, f1 0\\.\\d+, on 120 rows");
    }

    @Test
    void without_them_nothing_tells_of_them() throws IOException {
        Cli.Outcome train = Cli.run("train", file, "--json", "--out", run, "--set=metrics=none");
        assertThat(train.out()).doesNotContain("\"metrics\"");
        assertThat(Files.readString(run.resolve("experiment.yaml"))).doesNotContain("metrics");
    }

    @Test
    void one_that_does_not_suit_the_task_is_bad_input() {
        assertThat(Cli.run("train", file, "--out", run, "--set", "metrics=[auc, mae]"))
                .isEqualTo(new Cli.Outcome(4, "", "plumb: metrics: mae is for numbers, but the"
                        + " target has classes; known for classes: accuracy, top, auc, f1\n"));
        assertThat(run).doesNotExist();
        assertThat(Cli.run("train", file, "--out", run, "--set=metrics=acc").err())
                .startsWith("plumb: --set metrics=acc: unknown metric \"acc\"");
        assertThat(Cli.run("train", file, "--out", run, "--set=metrics=[f1, f1]").err())
                .isEqualTo("plumb: --set metrics=[f1, f1]:1:6: f1 is given twice\n");
    }
}
