package plumb.app.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.data.Dataset;
import plumb.files.Experiment;
import plumb.remedy.Remedy;
import plumb.text.Grammar;
import plumb.text.InputError;
import plumb.train.Plan;

class SetupTest {
    private static final String[] DATA = {"circles(300, noise=0.1, factor=0.5)", "moons(20)",
            "spirals(100, turns=2)", "xor(50, noise=0.2)",
            "points(a(0.1, -0.25), b(1e-9, 1), a(-1.5, 0))"};
    private static final String[] ACTIVATIONS = {"sigmoid", "relu x 3; tanh", "leaky-relu(0.2)",
            "tanh; sigmoid x 49"};
    private static final String[] INITS = {"glorot-uniform", "scaled(he-normal, 0.7)",
            "orthogonal(1.5)", "lsuv", "zeros", "normal(3)"};
    private static final String[] NORMALIZATIONS = {"none", "batch-norm(0.9)", "layer-norm"};
    private static final String[] OPTIMIZERS = {"adam(0.01)", "sgd(3, momentum=0.9)",
            "rmsprop(1e-4)"};
    private static final String[] SCHEDULES = {"constant", "warmup(5)", "cosine"};
    private static final String[] CLIPS = {"none", "norm(1)"};
    private static final String[] SCALES = {"none", "standardize"};

    private static Setup random(long seed) {
        var r = new SplittableRandom(seed);
        String query = "data=" + any(DATA, r) + "&seed=" + r.nextLong() + "&steps="
                + r.nextInt(1, 3001) + stack("", r);
        if (r.nextBoolean()) query += "&networks=2" + stack("2.", r);
        if (r.nextBoolean()) query += "&exercise=" + Exercises.all().get(r.nextInt(14)).id();
        return Setup.of(query);
    }

    private static String stack(String prefix, SplittableRandom r) {
        var text = new StringBuilder();
        for (String part : new String[] {"depth=" + r.nextInt(1, 51), "width=" + r.nextInt(1, 33),
                "activation=" + any(ACTIVATIONS, r), "init=" + any(INITS, r),
                "normalization=" + any(NORMALIZATIONS, r), "skips=" + r.nextBoolean(),
                "optimizer=" + any(OPTIMIZERS, r), "batch=" + r.nextInt(1, 513),
                "clip=" + any(CLIPS, r), "schedule=" + any(SCHEDULES, r),
                "scale=" + any(SCALES, r)}) {
            if (r.nextBoolean()) text.append('&').append(prefix).append(part);
        }
        return text.toString();
    }

    private static String any(String[] texts, SplittableRandom r) {
        return texts[r.nextInt(texts.length)];
    }

    @Test
    void what_a_query_says_is_printed_and_parses_back() {
        for (long seed = 0; seed < 500; seed++) {
            Setup setup = random(seed);
            assertThat(Setup.of(setup.query())).as(setup.query()).isEqualTo(setup);
        }
        assertThat(Setup.of("")).isEqualTo(Setup.DEFAULT);
        assertThat(Setup.DEFAULT.query()).isEmpty();
        assertThat(Setup.of("depth=20&activation=sigmoid").query())
                .isEqualTo("depth=20&activation=sigmoid");
        assertThat(Setup.of("2.activation=relu&networks=2&width=9").query())
                .isEqualTo("width=9&networks=2&2.activation=relu");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            depth=51 | depth must be a whole number from 1 to 50, got 51
            depth=x | depth must be a whole number from 1 to 50, got "x"
            dept=3 | unknown key "dept"; did you mean "depth"?
            2.dept=3&networks=2 | unknown key "dept"; did you mean "depth"?
            width=999999999999 | width must be a whole number from 1 to 32, got "999999999999"
            batch=0 | batch must be a whole number from 1 to 512, got 0
            steps=3001 | steps must be a whole number from 1 to 3000, got 3001
            seed=one | seed must be a whole number, got "one"
            networks=3 | networks must be a whole number from 1 to 2, got 3
            activation=sigmod | unknown elementwise activation "sigmod"
            activation=softmax | activation: softmax takes a whole layer at once
            activation= | expected a name
            init=he | unknown init "he"
            normalization=dropout(0.5) | normalization must be none, batch-norm or layer-norm
            skips=yes | skips must be true or false, got "yes"
            optimizer=adam(-1) | must be positive
            data=blobs(100) | the playground draws points of two classes in the plane
            data=circles(100000) | the number of rows must be a whole number from 10 to 500
            data=/etc/passwd | expected
            data=points() | points needs at least one point
            depth=1&depth=2 | "depth" is given twice
            depth=%zz | "%zz" has a % that no two digits follow
            exercise=relo | no exercise is called "relo"; did you mean "relu"?
            scale=big | unknown scale "big"
            """)
    void bad_input_is_answered_with_a_sentence(String query, String says) {
        assertThatThrownBy(() -> Setup.of(query)).isInstanceOf(InputError.class)
                .hasMessageContaining(says.replace("elementwise activation", "activation"));
    }

    @Test
    void points_are_bounded() {
        String many = "points(" + "a(0, 1), ".repeat(200) + "b(1, 1))";
        assertThatThrownBy(() -> Setup.of("data=" + many)).hasMessageContaining(
                "the number of points must be a whole number from 1 to 200, got 201");
    }

    @Test
    void a_remedy_changes_the_controls_as_it_changes_the_plan() {
        var remedies = Stream.of("swap-activation(elu(1))", "swap-activation(relu, he-normal)",
                "initialize(lsuv)", "normalize(batch-norm(0.9))", "normalize(layer-norm)",
                "add-skips", "clip-gradients(norm(1))", "set-learning-rate(0.3)",
                "optimize-with(adam(0.001))", "warm-up(2.5)", "scale-inputs",
                "set-output(sigmoid, binary-cross-entropy)")
                .map(text -> Grammar.parse(Remedy.class, text)).toList();
        for (long seed = 0; seed < 100; seed++) {
            Setup setup = random(seed);
            Stack stack = setup.first();
            for (Remedy remedy : remedies) {
                var changed = remedy.apply(setup.plan(stack));
                if (changed.equals(setup.plan(stack))) continue;
                // What is normalized already, a repair does not give skips.
                if (remedy.name().equals("normalize") && stack.normalization().isPresent())
                    continue;
                assertThat(setup.plan(stack.with(remedy, setup.steps())))
                        .as("%s of %s", remedy, stack).isEqualTo(changed);
            }
        }
    }

    @Test
    void the_experiment_file_says_the_same() {
        for (long seed = 0; seed < 40; seed++) {
            Setup setup = random(seed);
            Experiment experiment = Experiment.parse(
                    setup.experiment(setup.first()).toYaml(), "playground.yaml", Path.of(""),
                    List.of());
            assertThat(experiment.plan()).isEqualTo(setup.plan(setup.first()));
            assertThat(experiment.seed()).isEqualTo(setup.seed());
            Dataset data = experiment.load();
            assertThat(data.train()).isEqualTo(setup.dataset().train());
            assertThat(data.rows()).isEqualTo(setup.data().generate(setup.seed()).rows());
        }
    }

    @Test
    void the_java_compiles(@TempDir Path folder) throws IOException, InterruptedException {
        Path javac = Path.of(System.getProperty("java.home"), "bin", "javac");
        var command = new ArrayList<>(List.of(javac.toString(), "-proc:none", "-Xlint:all",
                "-Werror", "-cp", Path.of(Plan.class.getProtectionDomain().getCodeSource()
                        .getLocation().getPath()).toString(),
                "-d",
                folder.toString()));
        for (long seed = 0; seed < 12; seed++) {
            Setup setup = random(seed);
            Path file = folder.resolve("Play" + seed + ".java");
            Files.writeString(file, JavaText.of(setup, setup.first()));
            command.add(file.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @Test
    void moves_count_controls() {
        Setup setup = Setup.of("depth=4");
        assertThat(setup.moves(Setup.of("depth=4"))).isZero();
        assertThat(setup.moves(Setup.of("depth=9&activation=relu&seed=2"))).isEqualTo(3);
        assertThat(setup.moves(setup.second(Optional.of(setup.first())))).isZero();
    }
}
