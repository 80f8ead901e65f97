package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.diagnose.Cause;
import plumb.diagnose.Finding;
import plumb.diagnose.Severity;
import plumb.diagnose.Verdict;
import plumb.gauge.Preactivations;
import plumb.gauge.TimeProfile;
import plumb.remedy.Proof;
import plumb.remedy.Repair;
import plumb.remedy.Rescue;
import plumb.report.Course;
import plumb.report.LayerLine;
import plumb.report.Report;
import plumb.text.InputError;
import plumb.train.Score;

class ResultJsonTest {
    private static final double NONE = Double.NaN;
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    private static final Map<String, Double> METRICS = Map.of("auc", NONE, "top(3)", 0.75);

    @TempDir
    private Path folder;

    private static Report report() {
        var finding = new Finding("vanishing-gradient", Severity.ERROR, List.of("1", "2.1"), 1,
                "The \"gradient\" δ shrinks.", Map.of("decades", -3.1, "more", INFINITE),
                Map.of("decades", -1.2), Map.of("decades", -2.9, "more", NONE),
                List.of(new Cause("slope", 0.75), new Cause("weights", 0.25)),
                List.of("not-learning"), List.of("swap-activation"), List.of("layers"),
                List.of("Nothing else."), 3);
        var first = new LayerLine.Means(0.1, 1.0 / 3, NONE, -0.5, 1e-300, 0.25, -0.125, 3e-4,
                NONE, 0, Optional.empty(), Optional.of(new Preactivations(1, -0.5, 2.25, 0, 3,
                        -1.25, 0.25, List.of(4L, 0L, 1L))));
        var last = new LayerLine.Means(INFINITE, 0, 0.25, NONE, NONE, NONE, NONE, 1, 1, 0.5,
                Optional.of(new TimeProfile(3, List.of(1e-5, 0.5, INFINITE), NONE, 1.0 / 3)),
                Optional.empty());
        var proof = new Proof(List.of(0.5, 0.51, 0.5), List.of(0.98, 1.0, 0.97),
                List.of(0.9, 0.91, 0.92), 1);
        return new Report("repair", "deep ünder", 42, Verdict.SICK, List.of(finding),
                new Report.Trained(1500, 60, 1.25, 12345.678, NONE), "accuracy",
                Optional.of(new Score(0.69, 0.5, 0.03, METRICS)),
                Optional.of(new Score(0.68, 0.52, 0.03)),
                Optional.of(new Score(INFINITE, 0.4, NONE, METRICS)), Optional.empty(),
                new Score(0.693, 0.5, 0.035),
                List.of(new LayerLine("1", "dense(8, tanh)", first, last, 0.25)),
                Optional.of(new Course(List.of(10L, 15L),
                        List.of(List.of(-3.25, Double.NEGATIVE_INFINITY)))),
                Optional.of(new Report.Repaired(Repair.Outcome.REPAIRED,
                        Optional.of("repaired.yaml"), List.of("tanh → relu"),
                        List.of("-  a", "+  b"),
                        Optional.of(proof),
                        List.of(new Repair.Candidate(List.of("a", "b"), 0.9, 0.15)),
                        new Repair.Cost(1.9, 6, 0.6), true, List.of(), Optional.empty(), 12.5)),
                List.of(new Rescue(40, "diverged", List.of("clip: none → norm(1)"), 30, 1.75)),
                false);
    }

    @Test
    void whatIsWrittenReadsBack() {
        Path file = folder.resolve("result.json");
        ResultJson.write(file, report());
        Report read = ResultJson.read(file);
        assertThat(ResultJson.text(read)).isEqualTo(ResultJson.text(report()));
        assertThat(read).usingRecursiveComparison()
                .withEqualsForType((a, b) -> Double.compare(a, b) == 0, Double.class)
                .ignoringFields("findings.damage")
                .isEqualTo(report());
    }

    @Test
    void membersStandWhereProgramsLookForThem() {
        JsonObject result = JsonObject.parse(ResultJson.text(report()), "result");
        assertThat(result.members().keySet()).containsExactly("schemaVersion", "verb", "name",
                "seed", "verdict", "complete", "findings", "training", "validation", "best", "test",
                "trivial",
                "layers", "course", "repair", "rescues", "notMeasured");
        assertThat(result.members()).containsEntry("schemaVersion", 1L).containsEntry("seed", 42L)
                .containsEntry("verdict", "sick").containsEntry("name", "deep ünder");
        assertThat(result.object("training").members()).containsEntry("steps", 1500L)
                .containsEntry("epochs", 60L).containsEntry("metric", 0.5)
                .containsEntry("metricName", "accuracy").containsEntry("loss", null)
                .containsEntry("nonFinite", Map.of("loss", "NaN"));
        for (String score : List.of("training", "validation", "test")) {
            assertThat(result.object(score).object("metrics").members()).as(score)
                    .containsEntry("top(3)", 0.75).containsEntry("auc", null)
                    .containsEntry("nonFinite", Map.of("auc", "NaN"));
        }
        assertThat(result.object("trivial").has("metrics")).isFalse();
        JsonObject layer = result.objects("layers").getFirst();
        assertThat(layer.members()).containsEntry("index", "1").containsEntry("deltaRms", 1.0 / 3)
                .doesNotContainKeys("slope", "deadShare");
        assertThat(layer.object("final").members()).containsEntry("activationRms", null)
                .containsEntry("deadShare", 1.0)
                .containsEntry("nonFinite", Map.of("activationRms", "Infinity"));
        assertThat(layer.members()).doesNotContainKey("timeProfile");
        assertThat(layer.object("preactivations").members()).isEqualTo(Map.of("step", 1L, "mean",
                -0.5,
                "deviation", 2.25, "below", 0L, "above", 3L, "low", -1.25, "width", 0.25, "counts",
                List.of(4L, 0L, 1L)));
        assertThat(layer.object("final").has("preactivations")).isFalse();
        assertThat(layer.object("final").object("timeProfile").members())
                .containsOnlyKeys("steps", "rms", "reached", "nonFinite")
                .containsEntry("steps", 3L);
        JsonObject repair = result.object("repair");
        assertThat(repair.members().keySet()).containsExactly("outcome", "experiment", "change",
                "diff",
                "baselineMetric", "repairedMetric", "seeds", "testMetric", "difference",
                "candidates",
                "cost", "layers", "seconds");
        assertThat(repair.object("difference").members()).containsOnlyKeys("mean", "low", "high",
                "worstBest", "p");
    }

    @Test
    void anotherVersionAndDamageAreRefused() throws IOException {
        Path file = folder.resolve("result.json");
        String text = ResultJson.text(report());
        Files.writeString(file, text.replace("\"schemaVersion\": 1", "\"schemaVersion\": 2"));
        assertRefused(file, "\"schemaVersion\" must be 1");
        Files.writeString(file, text.replace("\"severity\": \"error\"", "\"severity\": 3"));
        assertRefused(file, "findings: \"severity\" must be a text");
        Files.writeString(file, text.replace("\"trivial\"", "\"trivia\""));
        assertRefused(file, "\"trivial\" must be an object");
        Files.writeString(file, "{");
        assertThatThrownBy(() -> ResultJson.read(file)).isInstanceOf(InputError.class)
                .hasMessageStartingWith(file + ": is not JSON");
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> ResultJson.read(file)).isInstanceOf(InputError.class)
                .hasMessage(file + ": " + message);
    }
}
