package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Target;
import plumb.diagnose.Diagnosis;
import plumb.diagnose.Finding;
import plumb.diagnose.Severity;
import plumb.gauge.History;
import plumb.train.Plan;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

final class SharedDataTest {
    private static Dataset load(String data) {
        String yaml = "data:\n" + data + "network:\n  - dense(10, softmax)\n";
        return Experiment.parse(yaml, "x.yaml", Path.of(""), List.of()).load();
    }

    private static long sum(Dataset data, int from, int to) {
        double sum = 0;
        int width = data.columns().size();
        float[] inputs = InputValues.of(data.inputs());
        for (int i = from * width; i < to * width; i++) sum += inputs[i];
        return Math.round(sum);
    }

    private static final List<String> DIGITS = IntStream.range(0, 10).mapToObj(String::valueOf)
            .toList();

    @Test
    void mnistHasItsRows() {
        Dataset data = load("  source: " + SharedData.folder() + "\n");
        assertThat(data.columns()).hasSize(784).startsWith("p0").endsWith("p783");
        assertThat(data.rows()).isEqualTo(70_000);
        assertThat(data.train()).hasSize(48_000);
        assertThat(data.validation()).hasSize(12_000);
        assertThat(data.test()).hasSize(10_000);
        assertThat(sum(data, 0, 60_000)).isEqualTo(1_567_298_545L);
        assertThat(sum(data, 60_000, 70_000)).isEqualTo(264_923_200L);
        assertThat(((Target.Classes) data.target()).names()).isEqualTo(DIGITS);
        assertThat(((Target.Classes) data.target()).of()).startsWith(5, 0, 4, 1, 9, 2, 1, 3, 1, 4);
    }

    @Test
    void aDeepReluNetworkOnTheDigitsIsHealthyAndASigmoidOneIsNot() {
        assertThat(diagnosis("dense(128, relu, he-normal) x 30").findings()).isEmpty();
        Finding sick = diagnosis("dense(64, sigmoid) x 30").findings().getFirst();
        assertThat(sick.id()).isEqualTo("vanishing-gradient");
        assertThat(sick.severity()).isEqualTo(Severity.ERROR);
    }

    private static Diagnosis diagnosis(String hidden) {
        Dataset data = load("  source: " + SharedData.folder().resolve("digits-train.csv")
                + "\n  target: label\n");
        Plan plan = Plan.of(hidden + "; dense(10, softmax)", "categorical-cross-entropy",
                "adam(0.0003)").epochs(8);
        var history = new History();
        for (Step step : new Training(plan, data, Settings.seed(1).workers(1))) history.add(step);
        return Diagnosis.of(history, plan, data);
    }
    @Test
    void digitsHaveTheirRows() {
        Path folder = SharedData.folder();
        Dataset data = load(
                "  source: " + folder.resolve("digits-train.csv") + "\n  target: label\n  test: "
                        + folder.resolve("digits-test.csv") + "\n  validation: 0\n");
        assertThat(data.columns()).hasSize(64).startsWith("p0").endsWith("p63");
        assertThat(data.train()).hasSize(2999);
        assertThat(data.test()).hasSize(1797);
        assertThat(sum(data, 0, 2999)).isEqualTo(944_331);
        assertThat(((Target.Classes) data.target()).names()).isEqualTo(DIGITS);
    }
}
