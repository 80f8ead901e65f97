package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.files.JsonReader;
import plumb.files.ResultJson;
import plumb.report.Report;

/// Several targets and weighted classes, trained, applied and evaluated by the command.
class TargetsTest {
    private static final String EXPERIMENT = """
            data:
              source: weather.csv
              validation: 0
              scale: standardize
              scale-target: SCALE
              target: TARGET
            network:
              - dense(16, relu, he-normal)
              - dense(OUTPUT)
            optimizer: adam(0.01)
            epochs: 40
            """;

    @TempDir
    private Path folder;

    /// Pressure and month, from which temperature in °F, rain in mm, and whether it rains and is
    /// warm follow.
    private Path table() throws IOException {
        var random = new SplittableRandom(5);
        var text = new StringBuilder("pressure,month,temperature,rain,rains,warm\n");
        for (int i = 0; i < 240; i++) {
            double pressure = 1013 + 12 * random.nextGaussian();
            int month = i % 12 + 1;
            double temperature = 52 - 25 * Math.cos(month / 12.0 * 2 * Math.PI)
                    + random.nextGaussian();
            double rain = Math.max(0, 1013 - pressure) * 0.3;
            text.append(String.format(Locale.ROOT, "%.1f,%d,%.1f,%.2f,%s,%d%n", pressure, month,
                    temperature, rain, rain > 0.5 ? "yes" : "no", temperature > 60 ? 1 : 0));
        }
        return Cli.write(folder, "weather.csv", text.toString());
    }

    private Path train(String target, String output, String scale, Object... more)
            throws IOException {
        Path file = Cli.write(folder, "e.yaml", EXPERIMENT.replace("TARGET", target)
                .replace("OUTPUT", output).replace("SCALE", scale));
        Path run = folder.resolve("run");
        var arguments = new Object[more.length + 5];
        System.arraycopy(new Object[] {"train", file, "--quiet", "--out", run}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        Cli.Outcome outcome = Cli.run(arguments);
        assertThat(outcome.code()).as(outcome.err()).isIn(0, 3);
        return run;
    }

    private static List<String> fields(String line) {
        return List.of(line.split(",", -1));
    }

    @Test
    void several_numbers_come_back_in_the_units_of_their_columns() throws IOException {
        Path table = table();
        Path run = train("[temperature, rain]", "2", "standardize", "--set=metrics=[mae, r2]");
        Report report = ResultJson.read(run.resolve("result.json"));
        assertThat(report.metricName()).isEqualTo("r2");
        assertThat(report.validation().orElseThrow().metric()).isGreaterThan(0.8);
        List<String> lines = Cli.run("apply", run, table).out().lines().toList();
        assertThat(lines).hasSize(241).first().isEqualTo("value:temperature,value:rain");
        List<String> rows = Files.readAllLines(table);
        double error = 0;
        for (int i = 1; i <= 240; i++) {
            List<String> said = fields(lines.get(i));
            List<String> right = fields(rows.get(i));
            for (int j = 0; j < 2; j++) {
                error += Math.abs(Double.parseDouble(said.get(j))
                        - Double.parseDouble(right.get(2 + j))) / 480;
            }
        }
        double mae = report.validation().orElseThrow().metrics().getOrDefault("mae", Double.NaN);
        assertThat(error).isBetween(0.99 * mae, 1.01 * mae);
        assertThat(Cli.run("evaluate", run, table).out()).startsWith("r2 0.");
        String first = Cli.run("apply", run, table, "--format=ndjson").out().lines().findFirst()
                .orElseThrow();
        assertThat(JsonReader.parse(first, "line").get("values")).isInstanceOfSatisfying(Map.class,
                values -> assertThat(values.keySet().toString()).isEqualTo("[temperature, rain]"));
    }

    @Test
    void several_labels_have_a_class_and_a_probability_each() throws IOException {
        Path table = table();
        Path run = train("\n    - rains\n    - warm", "2, sigmoid", "none",
                "--set=metrics=[auc, f1]");
        Report report = ResultJson.read(run.resolve("result.json"));
        assertThat(report.metricName()).isEqualTo("accuracy");
        assertThat(report.validation().orElseThrow().metric()).isGreaterThan(0.9);
        List<String> lines = Cli.run("apply", run, table).out().lines().toList();
        assertThat(lines).hasSize(241).first()
                .isEqualTo("class:rains,probability:rains=yes,class:warm,probability:warm=1");
        List<String> rows = Files.readAllLines(table);
        int right = 0;
        for (int i = 1; i <= 240; i++) {
            List<String> said = fields(lines.get(i));
            assertThat(said.get(0)).isEqualTo(Double.parseDouble(said.get(1)) > 0.5 ? "yes" : "no");
            right += said.get(0).equals(fields(rows.get(i)).get(4)) ? 1 : 0;
            right += said.get(2).equals(fields(rows.get(i)).get(5)) ? 1 : 0;
        }
        assertThat(right / 480.0).isEqualTo(report.validation().orElseThrow().metric());
        assertThat(Cli.run("evaluate", run, table).out()).startsWith("accuracy 0.9")
                .contains(", auc 0.", ", f1 0.");
        String first = Cli.run("apply", run, table, "--format=ndjson").out().lines().findFirst()
                .orElseThrow();
        assertThat(JsonReader.parse(first, "line")).containsOnlyKeys("classes", "probabilities");
    }

    @Test
    void weighted_classes_are_scored_by_weight_and_evaluated_alike() throws IOException {
        Path table = table();
        Path run = train("warm", "1, sigmoid", "none", "--set=class-weight={\"1\": 3}",
                "--set=metrics=accuracy");
        Report report = ResultJson.read(run.resolve("result.json"));
        assertThat(report.metricName()).isEqualTo("weighted-accuracy");
        Map<String, ?> evaluated = JsonReader
                .parse(Cli.run("evaluate", run, table, "--json").out(), "result");
        assertThat(evaluated.get("metricName")).isEqualTo("weighted-accuracy");
        assertThat(evaluated.get("metric"))
                .isEqualTo(report.validation().orElseThrow().metric());
        assertThat(evaluated.get("metrics"))
                .isEqualTo(report.validation().orElseThrow().metrics());
        assertThat(Files.readString(run.resolve("experiment.yaml")))
                .contains("class-weight:\n  \"1\": 3\n");
        assertThat(Files.readString(run.resolve("report.html"))).contains("weighted accuracy");
        assertThat(Cli.run("train", folder.resolve("e.yaml"), "--set=class-weight={maybe: 2}")
                .err()).startsWith("plumb: class-weight: unknown class \"maybe\"");
    }

    @Test
    void targets_and_units_that_do_not_fit_are_bad_input() throws IOException {
        table();
        Path file = Cli.write(folder, "e.yaml", EXPERIMENT.replace("TARGET", "[rain, warm]")
                .replace("OUTPUT", "1").replace("SCALE", "none"));
        assertThat(Cli.run("train", file)).isEqualTo(new Cli.Outcome(4, "", "plumb: the last layer"
                + " has 1 unit, but the target has 2 numbers: expected 2 units\n"));
    }
}
