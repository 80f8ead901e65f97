package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import plumb.data.Generator;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.optim.Optimizer;
import plumb.optim.Schedule;
import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.InputError;

/// The published schema says what the parser takes.
///
/// After a change of the grammar or of the keys it is written again by
/// `mvn test -pl files -am -Dtest=ExperimentSchemaTest -Dsurefire.failIfNoSpecifiedTests=false -Dplumb.write=true`.
final class ExperimentSchemaTest {
    private static final Path PUBLISHED = Path.of("../docs/experiment.schema.json");
    private static final SchemaCheck SCHEMA = new SchemaCheck(ExperimentSchema.make());

    @Test
    void thePublishedSchemaIsThatOfTheParser() throws IOException {
        String made = ExperimentSchema.text(ExperimentSchema.make(), "") + "\n";
        if (Boolean.getBoolean("plumb.write")) Files.writeString(PUBLISHED, made);
        assertThat(PUBLISHED).hasContent(made);
        assertThat(JsonReader.parse(made, "schema")).containsKeys("$schema", "properties");
    }

    @Test
    void theJarHasIt() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                Experiment.class.getResourceAsStream("experiment.schema.json"))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(Files.readString(PUBLISHED));
        }
    }

    private static Object yaml(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    private static Experiment parse(String text) {
        return Experiment.parse(text, "x.yaml", Path.of(""), List.of(),
                Map.of("PLUMB_DATA", "data"));
    }

    /// All examples, and what the documents show.
    static Stream<String> experiments() throws IOException {
        try (Stream<Path> examples = Files.walk(Path.of("../examples"))) {
            Stream<Path> files = examples.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted();
            Stream<String> texts = files.map(ExperimentSchemaTest::read).toList().stream();
            Stream<String> shown = Stream.of("../README.md", "../docs/experiment-file.md")
                    .flatMap(file -> Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                            .matcher(read(Path.of(file))).results().map(block -> block.group(1)));
            return Stream.concat(texts, shown);
        }
    }

    private static String read(Path file) {
        return InputFiles.text(file);
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void takesWhatTheParserTakes(String text) {
        parse(text);
        assertThat(SCHEMA.wrong(yaml(text))).isEmpty();
    }

    @Test
    void takesWhatPlumbWrites() {
        for (String text : experimentsOf(Layer.class, "network:\n  - ")) {
            String written = parse(text).toYaml();
            assertThat(SCHEMA.wrong(yaml(written))).as(written).isEmpty();
        }
    }

    /// An experiment with each member of a family that needs no arguments.
    private static List<String> experimentsOf(Class<?> family, String key) {
        return Grammar.members(family).stream()
                .filter(member -> Stream.of(member.getRecordComponents())
                        .allMatch(c -> c.isAnnotationPresent(Default.class)))
                .map(member -> "data:\n  source: xor(10)\n" + key + Grammar.name(member) + "\n")
                .toList();
    }

    @Test
    void knowsEveryName() {
        for (Class<?> family : List.of(Loss.class, Optimizer.class, Schedule.class)) {
            String key = Grammar.name(family) + ": ";
            for (String text : experimentsOf(family, "network: [dense(1)]\n" + key)) {
                parse(text);
                assertThat(SCHEMA.wrong(yaml(text))).as(text).isEmpty();
            }
        }
        assertThat(Grammar.members(Generator.class)).hasSizeGreaterThan(5).allSatisfy(
                member -> assertThat(SCHEMA.wrong(yaml("data:\n  source: " + Grammar.name(member)
                        + "(10)\nnetwork:\n  - dense(1)\n"))).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"class-weight: none", "class-weight: balanced",
            "class-weight: {0: 1, 1: 2.5}", "metrics: none", "metrics: f1",
            "metrics: [auc, top(2)]"})
    void takesListsAndMappings(String line) {
        parse(GOOD + line + "\n");
        assertThat(SCHEMA.wrong(yaml(GOOD + line + "\n"))).isEmpty();
    }

    private static final String GOOD = """
            data:
              source: xor(10)
            network:
              - dense(1, sigmoid)
            """;

    @ParameterizedTest
    @ValueSource(strings = {"epoch: 3", "batch: 0", "batch: 1.5", "batch: many", "epochs: 0",
            "steps: -1", "epochs: 1\nsteps: 1", "loss: mean", "loss: [mse]", "loss: mse(1)",
            "optimizer: adan", "optimizer: sgd(0.1", "schedule: step", "stop: patience",
            "seed: one", "name: {a: b}", "class-weight: even", "class-weight: {a: 0}",
            "class-weight: {a: some}", "metrics: best", "metrics: [auc, best]",
            "metrics: {auc: 1}"})
    void refusesTopKeysThatTheParserRefuses(String line) {
        refused(GOOD + line + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tset: a", "validation: 1", "validation: -0.1", "validation: some",
            "scale: big", "scale-target: unit", "task: guess", "image: 28", "seed: 1.5",
            "target: {a: b}"})
    void refusesKeysOfDataThatTheParserRefuses(String line) {
        refused(GOOD.replace("network:", "  " + line + "\nnetwork:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dens(1)", "dense", "relu", "dense(1) x", "dense(1) x 12345678",
            "batch-norm(", "{dense: 1}"})
    void refusesLayersThatTheParserRefuses(String layer) {
        refused(GOOD.replace("dense(1, sigmoid)", layer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"network:\n  - dense(1)\n", "data:\n  source: xor(10)\n",
            "data:\n  source: xor(10)\nnetwork: dense(1)\n",
            "data:\n  source: xor(10)\nnetwork: []\n", "data: xor(10)\nnetwork: [dense(1)]\n",
            "data:\n  target: a\nnetwork: [dense(1)]\n", "[1, 2]\n", "text\n",
            "data:\n  source: circle(10)\nnetwork: [dense(1)]\n"})
    void refusesFilesThatTheParserRefuses(String text) {
        refused(text);
    }

    private static void refused(String text) {
        assertThatThrownBy(() -> parse(text)).as(text).isInstanceOf(InputError.class);
        assertThat(SCHEMA.wrong(yaml(text))).as(text).isPresent();
    }
}
