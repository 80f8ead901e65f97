package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.data.Scale;
import plumb.nn.Blueprint;
import plumb.nn.Loss;
import plumb.optim.Clip;
import plumb.optim.Schedule;
import plumb.text.InputError;
import plumb.train.ClassWeight;
import plumb.train.Length;
import plumb.train.Metric;
import plumb.train.Plan;
import plumb.train.Stop;

final class ExperimentTest {
    private static final Path FOLDER = Path.of("/lab/deep");

    private static final String SMALL = """
            data:
              source: circles(100, noise=0.2)
            network:
              - dense(8, relu) x 3
              - dense(1, sigmoid)
            """;

    private static final String FULL = """
            name: "deep: #1"
            seed: 42
            data:
              source: tables/digits.csv
              target: label
              validation: 0.25
              test: ../digits-test.csv
              scale: standardize
              scale-target: standardize
              task: regression
              seed: 7
            network:
              - dense(256, sigmoid, glorot-uniform) x 5
              - dense(1)
            loss: mae
            optimizer: sgd(0.1, momentum=0.9)
            schedule: warmup(2, cosine(all, to=0.1))
            clip: norm(2)
            batch: 64
            steps: 20000
            stop: patience(5)
            class-weight: {"no": 1, "yes ": 5.5, "1": 2}
            metrics: [auc, top(3)]
            """;

    private static Experiment parse(String text, String... settings) {
        return Experiment.parse(text, "deep.yaml", FOLDER, List.of(settings),
                Map.of("DATA", "/data"));
    }

    private static void rejects(String text, String message) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(InputError.class).hasMessage(message);
    }

    @Test
    void aFileNestedTooDeeplyIsNamed() {
        rejects("[".repeat(200_000), "deep.yaml: is nested too deeply");
    }

    @Test
    void leavesOutHaveDefaults() {
        Experiment experiment = parse(SMALL);
        assertThat(experiment.name()).isEqualTo("deep");
        assertThat(experiment.seed()).isEqualTo(1);
        assertThat(experiment.data()).isEqualTo(DataSection.of("circles(100, noise=0.2)"));
        Plan plan = Plan.of("dense(8, relu) x 3; dense(1, sigmoid)", "binary-cross-entropy",
                "adam(0.001)");
        assertThat(experiment.plan()).isEqualTo(plan);
        assertThat(experiment).isEqualTo(Experiment.of("deep", "circles(100, noise=0.2)", plan, 1));
    }

    @Test
    void readsEveryKey() {
        Experiment experiment = parse(FULL);
        assertThat(experiment.name()).isEqualTo("deep: #1");
        assertThat(experiment.seed()).isEqualTo(42);
        assertThat(experiment.dataSeed()).isEqualTo(7);
        assertThat(experiment.data().source()).isEqualTo("/lab/deep/tables/digits.csv");
        assertThat(experiment.data().test()).contains("/lab/digits-test.csv");
        assertThat(experiment.data().task()).isEqualTo(Task.REGRESSION);
        assertThat(experiment.plan()).isEqualTo(
                Plan.of("dense(256, sigmoid) x 5; dense(1)", "mae", "sgd(0.1, momentum=0.9)")
                        .schedule(Schedule.of("warmup(2, cosine(to=0.1))"))
                        .clip(new Clip.Norm(2)).batch(64)
                        .length(new Length.Steps(20_000)).stop(new Stop.Patience(5))
                        .scale(Scale.STANDARDIZE)
                        .scaleTarget(Scale.STANDARDIZE)
                        .classWeight(new ClassWeight.Each(
                                Map.of("no", 1.0, "yes ", 5.5, "1", 2.0))));
        assertThat(experiment.metrics()).containsExactly(Metric.of("auc"), Metric.of("top(3)"));
    }

    @ParameterizedTest
    @CsvSource({"softmax, categorical-cross-entropy", "sigmoid, binary-cross-entropy",
            "linear, mse",
            "tanh, mse"})
    void lossFollowsTheOutput(String output, String loss) {
        Experiment experiment = parse(SMALL, "network.4=dense(1, " + output + ")");
        assertThat(experiment.plan().loss()).isEqualTo(Loss.of(loss));
    }

    @Test
    void listsAndMappingsHaveSeveralForms() {
        for (String text : List.of("metrics: [f1, auc]\n", "metrics:\n  - f1\n  - auc\n")) {
            assertThat(parse(SMALL + text).metrics()).containsExactly(Metric.of("f1"),
                    Metric.of("auc"));
        }
        assertThat(parse(SMALL + "metrics: f1\n").metrics()).containsExactly(Metric.of("f1"));
        assertThat(parse(SMALL + "metrics: f1\n", "metrics=none").metrics()).isEmpty();
        assertThat(parse(SMALL, "metrics=[f1, top(3)]").metrics()).hasSize(2);
        var weights = new ClassWeight.Each(Map.of("no", 1.0, "a, b", 2.0));
        for (String text : List.of("class-weight: {no: 1, \"a, b\": 2}\n",
                "class-weight:\n  no: 1\n  a, b: 2\n")) {
            assertThat(parse(SMALL + text).plan().classWeight()).isEqualTo(weights);
            assertThat(parse(SMALL + text, "class-weight=balanced").plan().classWeight())
                    .isEqualTo(new ClassWeight.Balanced());
        }
        assertThat(parse(SMALL + "class-weight: balanced\n", "class-weight={no: 1, 'a, b': 2}")
                .plan().classWeight()).isEqualTo(weights);
        assertThat(parse(parse(SMALL + "class-weight: balanced\n").toYaml()).plan().classWeight())
                .isEqualTo(new ClassWeight.Balanced());
    }

    @ParameterizedTest
    @ValueSource(strings = {SMALL, FULL})
    void whatIsWrittenReadsBackEqual(String text) {
        Experiment experiment = parse(text);
        assertThat(parse(experiment.toYaml())).isEqualTo(experiment);
        Path other = Path.of("/lab/runs/3");
        String moved = experiment.toYaml(other);
        assertThat(Experiment.parse(moved, "x.yaml", other, List.of())).isEqualTo(experiment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "with space", " spaces ", "true", "null", "12", "1e3", "-",
            "a: b", "a #b",
            "\"quoted\"", "back\\slash", "é ü 漢字", "[x]", "{x}", "&a", "*a", "!t", "%d", "@x",
            "`x`", "'q'",
            "~", "?", "x,y", ".inf", "0x10", "key:", "=", "<<", "---", "$", "$x{y}"})
    void anyNameReadsBackEqual(String text) {
        String yaml = "name: " + ExperimentText.scalar("n" + text) + "\n" + SMALL;
        assertThat(parse(yaml).name()).isEqualTo(("n" + text).strip());
        String target = SMALL.replace("circles(100, noise=0.2)",
                "x.csv\n  target: " + ExperimentText.scalar(text));
        Experiment experiment = parse(target);
        assertThat(experiment.data().target()).containsExactly(text.strip());
        assertThat(parse(experiment.toYaml())).isEqualTo(experiment);
        Experiment several = parse(SMALL.replace("circles(100, noise=0.2)",
                "x.csv\n  target:\n    - \"a, b\"\n    - " + ExperimentText.scalar(text)));
        assertThat(several.data().target()).containsExactly("a, b", text.strip());
        assertThat(parse(several.toYaml())).isEqualTo(several);
    }

    @Test
    void dataNearTheFolderIsWrittenRelativeToIt() {
        assertThat(parse(FULL).toYaml(Path.of("/lab/runs/3")))
                .contains("source: ../../deep/tables/digits.csv\n")
                .contains("test: ../../digits-test.csv\n");
        assertThat(parse(FULL).toYaml(Path.of("/elsewhere")))
                .contains("source: /lab/deep/tables/digits.csv\n");
        assertThat(parse(SMALL).toYaml(FOLDER)).contains("source: circles(100, noise=0.2)\n");
    }

    @Test
    void environmentVariablesStayInTheText() {
        Experiment experiment = parse(
                SMALL.replace("circles(100, noise=0.2)", "${DATA}/digits.csv"));
        assertThat(experiment.toYaml(FOLDER)).contains("source: ${DATA}/digits.csv\n");
        assertThat(Location.resolve(experiment.data().source(), "data.source",
                Map.of("DATA", "/data")))
                .isEqualTo(Path.of("/data/digits.csv"));
        rejects(SMALL.replace("circles(100, noise=0.2)", "${NOWHERE}/digits.csv"),
                "deep.yaml:2:11: the environment variable NOWHERE (data.source: ${NOWHERE}/digits.csv) is not"
                        + " set: set it, or give the path with --set data.source=…");
    }

    @Test
    void settingsChangeAnyKey() {
        Experiment experiment = parse(FULL, "optimizer=sgd(0.5)", "data.scale=none",
                "network.3=dense(4, relu)",
                "epochs=3", "seed=9", "data.source=near.csv", "name=other");
        assertThat(experiment.name()).isEqualTo("other");
        assertThat(experiment.seed()).isEqualTo(9);
        assertThat(experiment.plan().length()).isEqualTo(new Length.Epochs(3));
        assertThat(experiment.plan().scale()).isEqualTo(Scale.NONE);
        assertThat(experiment.plan().optimizer()).hasToString("sgd(0.5)");
        assertThat(experiment.plan().network().entries()).containsExactly(
                "dense(256, sigmoid, glorot-uniform) x 2", "dense(4, relu, glorot-uniform)",
                "dense(256, sigmoid, glorot-uniform) x 2", "dense(1, linear, glorot-uniform)");
        assertThat(experiment.data().source())
                .isEqualTo(Path.of("near.csv").toAbsolutePath().toString());
    }

    @Test
    void settingsReplaceTheWholeNetwork() {
        Experiment experiment = parse(SMALL, "network=dense(2) x 2; dense(1)",
                "network.1=dense(3)");
        assertThat(experiment.plan().network())
                .isEqualTo(Blueprint.of("dense(3); dense(2); dense(1)"));
    }

    @Test
    void settingsRepeatALayerOfTheNetworkAsItWas() {
        // In whichever order, a number counts the layers of the file; of the same key the last counts.
        for (List<String> settings : List.of(
                List.of("network.1.times=3", "network.1=dense(2)", "network.4=dense(5)"),
                List.of("network.4=dense(5)", "network.1=dense(2)", "network.1.times=9",
                        "network.1.times=3"))) {
            assertThat(parse(SMALL, settings.toArray(String[]::new)).plan().network())
                    .isEqualTo(Blueprint.of("dense(2) x 3; dense(8, relu) x 2; dense(5)"));
        }
        assertThat(parse(SMALL, "network.2=dense(2) x 2", "network.2.times=2").plan().network())
                .isEqualTo(Blueprint.of("dense(8, relu); dense(2) x 4; dense(8, relu);"
                        + " dense(1, sigmoid)"));
        assertThat(parse(SMALL, "network.1.times=2", "network=dense(1)").plan().network())
                .isEqualTo(Blueprint.of("dense(1)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "network.times=2 | --set network.times=2: the network has layers network.1 to network.4, not network.times",
            "network.9.times=2 | --set network.9.times=2: the network has layers network.1 to network.4, not network.9",
            "network.1.times=many | --set network.1.times=many: network.1.times must be a whole number, got \"many\"",
            "network.1.times=0 | --set network.1.times=0: a layer can stand 1 to 999999 times, got 0",
            "optimizer | --set optimizer: expected key=value",
            "seed= | --set seed=: seed has no value",
            "optimiser=adam | --set optimiser=adam: unknown key \"optimiser\"; did you mean \"optimizer\"?",
            "data.scael=unit | --set data.scael=unit: unknown key \"data.scael\"; did you mean \"data.scale\"?",
            "network.9=dense(1) | --set network.9=dense(1): the network has layers network.1 to network.4, not network.9",
            "network.x=dense(1) | --set network.x=dense(1): the network has layers network.1 to network.4, not network.x",
            "seed=many | --set seed=many: seed must be a whole number, got \"many\"",
            "epochs=0 | --set epochs=0: epochs must be at least 1, got 0"})
    void wrongSettingsAreNamed(String setting, String message) {
        assertThatThrownBy(() -> parse(SMALL, setting)).isInstanceOf(InputError.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "optimiser: adam | deep.yaml:6:1: unknown key \"optimiser\"; did you mean \"optimizer\"?",
            "momentum: 1 | deep.yaml:6:1: unknown key \"momentum\"; known: name, seed, data, network, loss, optimizer, schedule, clip, batch, epochs, steps, stop, class-weight, metrics",
            "clip: norm(0) | deep.yaml:6:7: \"norm(0)\", column 1: the norm must be positive, got 0",
            "schedule: cosin | deep.yaml:6:11: unknown schedule \"cosin\" (\"cosin\", column 1); did you mean \"cosine\"?",
            "optimizer: adm(0.1) | deep.yaml:6:12: unknown optimizer \"adm\" (\"adm(0.1)\", column 1); did you mean \"adam\"?",
            "metrics: [f1, acu] | deep.yaml:6:15: unknown metric \"acu\" (\"acu\", column 1); did you mean \"auc\"?",
            "metrics: [f1, f1] | deep.yaml:6:15: f1 is given twice",
            "metrics: {f1: 2} | deep.yaml:6:10: metrics must be one text, got keys with values",
            "class-weight: some | deep.yaml:6:15: class-weight must be none, balanced or a weight for each class, such as {no: 1, yes: 5}; got \"some\"",
            "class-weight: {no: 0} | deep.yaml:6:20: the weight of class \"no\" must be positive, got 0",
            "class-weight: {no: 1, no: 2} | deep.yaml:6:27: class-weight: class \"no\" is given twice",
            "class-weight: {no: x} | deep.yaml:6:20: no must be a number, got \"x\"",
            "class-weight: {} | class-weight names no class",
            "loss: msee | deep.yaml:6:7: unknown loss \"msee\" (\"msee\", column 1); did you mean \"mse\"?",
            "loss: [mse] | deep.yaml:6:7: loss must be one text, got a list",
            "loss: | deep.yaml:6:6: loss must be one text, got nothing",
            "batch: many | deep.yaml:6:8: batch must be a whole number, got \"many\"",
            "batch: 0 | deep.yaml:6:8: batch must be at least 1, got 0",
            "batch: 3000000000 | deep.yaml:6:8: batch must be a whole number below 2147483648, got \"3000000000\"",
            "steps: 0 | deep.yaml:6:8: steps must be at least 1, got 0",
            "seed: 1.5 | deep.yaml:6:7: seed must be a whole number, got \"1.5\"",
            "network: dense(1) | deep.yaml:6:1: \"network\" is given twice, first at deep.yaml:3:1",
            "data: 3 | deep.yaml:6:1: \"data\" is given twice, first at deep.yaml:1:1"})
    void wrongKeysAreNamedWithTheirPlace(String line, String message) {
        rejects(SMALL + line + "\n", message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "validation: 1 | deep.yaml:3:15: data.validation must be at least 0 and below 1, got 1",
            "validation: half | deep.yaml:3:15: data.validation must be a number, got \"half\"",
            "scale: unity | deep.yaml:3:10: unknown scale \"unity\"; did you mean \"unit\"?",
            "scale-target: unit | deep.yaml:3:17: data.scale-target must be none or standardize, got \"unit\"",
            "task: classify | deep.yaml:3:9: unknown task \"classify\"; known: auto, classification, regression",
            "sorce: x.csv | deep.yaml:3:3: unknown key \"data.sorce\"; did you mean \"source\"?"})
    void wrongDataKeysAreNamedWithTheirPlace(String line, String message) {
        rejects(SMALL.replace("network:", "  " + line + "\nnetwork:"), message);
    }

    @Test
    void anEmptyListOfTargetsIsRefused() {
        String message = "data.target is an empty list; expected the names of columns, or no"
                + " data.target for the last column";
        rejects(SMALL.replace("network:", "  target: []\nnetwork:"),
                "deep.yaml:3:11: " + message);
        assertThatThrownBy(() -> parse(SMALL, "data.target=[]")).isInstanceOf(InputError.class)
                .hasMessage("--set data.target=[]:1:1: " + message);
    }

    @Test
    void wrongLayersAreNamedWithTheirPlace() {
        rejects(SMALL.replace("dense(8, relu) x 3", "dnse(8)"),
                "deep.yaml:4:5: unknown layer \"dnse\" (\"dnse(8)\", column 1); did you mean \"dense\"?");
        rejects(SMALL.replace("relu", "rellu"), "deep.yaml:4:5: unknown activation \"rellu\""
                + " (\"dense(8, rellu) x 3\", column 10); did you mean \"relu\"?");
        rejects(SMALL.replace("dense(8,", "dense(0,"),
                "deep.yaml:4:5: \"dense(0, relu) x 3\", column 1:"
                        + " units must be at least 1, got 0");
        rejects(SMALL.replace("circles(100", "circels(100"),
                "deep.yaml:2:11: unknown generator \"circels\""
                        + " (\"circels(100, noise=0.2)\", column 1); did you mean \"circles\"?");
    }

    @Test
    void wrongStructureIsNamedWithItsPlace() {
        rejects("", "deep.yaml: is empty; expected keys such as data and network");
        rejects("just a text",
                "deep.yaml:1:1: an experiment file holds keys (name, seed, data, network, loss,"
                        + " optimizer, schedule, clip, batch, epochs, steps, stop, class-weight,"
                        + " metrics),"
                        + " got a text");
        rejects("data:\n  source: xor(8)\n", "deep.yaml: network is missing");
        rejects("network:\n  - dense(1)\n", "deep.yaml: data.source is missing");
        rejects("network: dense(1)\n", "deep.yaml:1:10: network must be a list of layers, such as"
                + " \"- dense(16, relu)\", got a text");
        rejects("network: [dense(4, relu), dense(1, sigmoid)]\n", "deep.yaml:1:11: \"dense(4\" has"
                + " no \")\": in [ ] YAML ends an entry at each comma; put layers that have commas in"
                + " quotes, or write one per line");
        rejects("network: []\n", "deep.yaml:1:10: a network needs at least one layer");
        rejects("data: xor(8)\n",
                "deep.yaml:1:7: data holds keys (source, target, validation, test, image, scale,"
                        + " scale-target, task, seed), got a text");
        rejects(SMALL + "steps: 3\nepochs: 3\n",
                "deep.yaml:6:8: steps and epochs cannot both be given; epochs: deep.yaml:7:9");
        rejects("? [a]\n: b\n", "deep.yaml:1:3: expected a key, got a list");
    }

    @Test
    void brokenYamlIsNamedWithItsPlace() {
        rejects("data: [1\nloss: mse\n", "deep.yaml:2:5: expected ',' or ']', but got :");
        rejects("data:\n\tsource: x\n",
                "deep.yaml:2:1: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)");
        rejects("a: 1\n---\nb: 2\n", "deep.yaml:2:1: but found another document");
        rejects("name: \u0000\n", "deep.yaml: is not text: it has the character U+0000");
    }

    @Test
    void filesAreRead(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("small.yaml");
        Files.writeString(file, "\uFEFF" + SMALL.replace("circles(100, noise=0.2)", "rows.csv"));
        Experiment experiment = Experiment.read(file, List.of("seed=3"));
        assertThat(experiment.name()).isEqualTo("small");
        assertThat(experiment.seed()).isEqualTo(3);
        assertThat(experiment.data().source()).isEqualTo(folder.resolve("rows.csv").toString());
    }

    @Test
    void unreadableFilesAreNamed(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("small.yaml"), SMALL);
        Path near = folder.resolve("smal.yaml");
        assertThatThrownBy(() -> Experiment.read(near, List.of())).isInstanceOf(InputError.class)
                .hasMessage(near + ": there is no such file; did you mean \"small.yaml\"?");
        Path away = folder.resolve("away/small.yaml");
        assertThatThrownBy(() -> Experiment.read(away, List.of())).isInstanceOf(InputError.class)
                .hasMessage(
                        away + ": there is no such file, nor a folder " + folder.resolve("away"));
        assertThatThrownBy(() -> Experiment.read(folder, List.of())).isInstanceOf(InputError.class)
                .hasMessage(folder + ": is a folder, expected a file");
        Path bytes = folder.resolve("bytes.yaml");
        Files.write(bytes, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> Experiment.read(bytes, List.of())).isInstanceOf(InputError.class)
                .hasMessage(bytes + ": is not UTF-8 text");
    }

    @Test
    void aPlanCanBeReplaced() {
        Experiment experiment = parse(SMALL);
        Plan changed = experiment.plan().epochs(3);
        assertThat(experiment.withPlan(changed).plan()).isEqualTo(changed);
        assertThat(experiment.withPlan(changed).withPlan(experiment.plan())).isEqualTo(experiment);
    }
}
