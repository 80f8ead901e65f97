package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.Scale;
import plumb.nn.Blueprint;
import plumb.nn.Loss;
import plumb.optim.Optimizer;
import plumb.train.Length;
import plumb.train.Plan;

class ExperimentEditTest {
    private static final String TEXT = """
            # An experiment of mine.
            data:
                source: xor(200)   # easy
                validation: 0.3

            network:      # deep
              # the hidden layers
              - dense(4, sigmoid) x 3   # too deep?
              - dense(8, tanh)
              - "dense(1, sigmoid)"
            optimizer:  sgd(0.1)    # slow
            epochs: 5
            """;

    @TempDir
    private Path folder;

    private static Plan plan() {
        return Experiment.parse(TEXT, "e.yaml", Path.of(""), List.of()).plan();
    }

    private static Optional<String> edit(String text, Plan plan) {
        return ExperimentEdit.edit(text, Path.of("e.yaml"), Path.of(""), plan);
    }

    @Test
    void onlyTheLinesOfTheChangeChange() {
        Plan changed = plan().network(Blueprint.of("dense(4, relu) x 3; dense(8, tanh);"
                + " dense(1, sigmoid)")).optimizer(Optimizer.of("adam(0.001)"));
        assertThat(edit(TEXT, changed)).contains(TEXT
                .replace("- dense(4, sigmoid) x 3 ", "- dense(4, relu, glorot-uniform) x 3 ")
                .replace("sgd(0.1) ", "adam(0.001) "));
    }

    @Test
    void anEntryWhoseLayersBecomeDifferentIsSplit() {
        Plan changed = plan().network(Blueprint.of("dense(4, relu); dense(4, sigmoid) x 2;"
                + " dense(8, tanh); dense(1, sigmoid)"));
        assertThat(edit(TEXT, changed)).contains(TEXT.replace("  - dense(4, sigmoid) x 3 ", """
                - dense(4, relu, glorot-uniform)   # too deep?
                - dense(4, sigmoid, glorot-uniform) x 2""".indent(2).stripTrailing())
                .replace(" x 2  # too deep?", " x 2"));
    }

    @Test
    void keysThatAreMissingAreAdded() {
        Plan changed = plan().scale(Scale.STANDARDIZE).loss(new Loss.Mse())
                .length(new Length.Epochs(7));
        assertThat(edit(TEXT, changed)).contains(TEXT
                .replace("validation: 0.3\n", "validation: 0.3\n    scale: standardize\n")
                .replace("epochs: 5", "epochs: 7") + "loss: mse\n");
    }

    @Test
    void aFileThatCannotBeEditedIsWrittenAnewAndKeptAsBackup() throws IOException {
        String flow = "data: {source: xor(200)}\nnetwork: [\"dense(1, sigmoid)\"]\n";
        Path file = Files.writeString(folder.resolve("flow.yaml"), flow);
        Experiment experiment = Experiment.read(file, List.of());
        Experiment changed = experiment
                .withPlan(experiment.plan().network(Blueprint.of("dense(1, tanh)")));
        assertThat(ExperimentEdit.inPlace(file, changed)).isEqualTo(file
                + ": changed, written anew without comments; the old file is " + file + ".bak");
        assertThat(Experiment.read(file, List.of()).plan()).isEqualTo(changed.plan());
        assertThat(folder.resolve("flow.yaml.bak")).hasContent(flow);
    }
}
