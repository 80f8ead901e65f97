package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.files.JsonReader;

class ForecastVerbTest {
    private static final String DEEP = """
            name: deep
            data:
              source: absent.csv
            network:
              - dense(256, sigmoid, glorot-uniform) x 20
              - dense(10, softmax)
            """;

    @TempDir
    private Path folder;

    private static Map<?, ?> json(Object... arguments) {
        Cli.Outcome outcome = Cli.run(arguments);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return JsonReader.parse(outcome.out(), "result");
    }

    private static double number(@Nullable Object object, String name) {
        return object instanceof Map<?, ?> map && map.get(name) instanceof Number number
                ? number.doubleValue()
                : Double.NaN;
    }

    @Test
    void moments_of_an_activation() {
        var answer = json("forecast", "--activation", "tanh", "--q", "1.0", "--json");
        assertThat(number(answer, "meanSquare")).isCloseTo(0.3942944904, within(1e-9));
        assertThat(number(answer, "slopeMeanSquare")).isCloseTo(0.4644029024, within(1e-9));
        assertThat(number(answer, "mean")).isCloseTo(0, within(1e-12));
        assertThat(answer.get("event")).isEqualTo("result");
        assertThat(answer.get("verb")).isEqualTo("forecast");
    }

    @Test
    void phase_of_a_network() {
        var answer = json("forecast", "--activation", "tanh", "--weight-variance", "2.5",
                "--bias-variance", "0.05", "--json");
        assertThat(number(answer, "fixedPoint")).isCloseTo(1.0639583774, within(1e-8));
        assertThat(number(answer, "chi")).isCloseTo(1.1335156987, within(1e-8));
        assertThat(number(answer, "gradientFactor")).isCloseTo(Math.sqrt(1.1335156987),
                within(1e-8));
        assertThat(number(answer, "depthScale")).isCloseTo(-7.97932, within(1e-4));
        assertThat(number(answer, "correlation")).isCloseTo(0.44680423, within(1e-5));
        assertThat(number(answer, "correlationDepthScale")).isCloseTo(11.7956, within(1e-3));
        assertThat(answer.get("phase")).isEqualTo("chaotic");
        assertThat(answer.get("stable")).isEqualTo(true);
    }

    @Test
    void critical_weights() {
        var answer = json("forecast", "--activation", "tanh", "--critical", "--bias-variance",
                "0.05", "--json");
        assertThat(answer.get("solutions")).asInstanceOf(
                InstanceOfAssertFactories.LIST).singleElement()
                .satisfies(s -> {
                    assertThat(number(s, "weightVariance"))
                            .isCloseTo(1.76095464, within(1e-7));
                    assertThat(number(s, "fixedPoint"))
                            .isCloseTo(0.57004788, within(1e-7));
                });
        assertThat(json("forecast", "--activation", "softplus", "--critical", "--json")
                .get("solutions")).isEqualTo(List.of());
    }

    @Test
    void networks_that_are_born_dead() {
        var answer = json("forecast", "--born-dead", "--activation", "relu", "--width", "5",
                "--depth", "10", "--json");
        assertThat(number(answer, "singleRay")).isCloseTo(0.272024, within(1e-6));
        assertThat(number(answer, "oneInput")).isCloseTo(0.153, within(0.006));
    }

    @Test
    void a_deep_sigmoid_network_without_its_data() throws IOException {
        Path file = Cli.write(folder, "e.yaml", DEEP);
        var answer = json("forecast", file, "--inputs", "256", "--json");
        assertThat(number(answer, "decades")).isCloseTo(-11.9625, within(1e-3));
        Object rate = answer.get("rate");
        assertThat(number(rate, "gradientFactor")).isCloseTo(0.2360523390, within(1e-8));
        Object lost = rate instanceof Map<?, ?> map ? map.get("lostDepth") : null;
        assertThat(number(lost, "float16")).isCloseTo(11.5, within(0.1));
        assertThat(number(lost, "float32")).isCloseTo(71.5, within(0.1));
        assertThat((List<?>) answer.get("layers")).hasSize(21).first().satisfies(first -> {
            Object layer = first instanceof Map<?, ?> map ? map : Map.of();
            assertThat(number(layer, "saturatedShare")).isBetween(0.0, 0.01);
            Object share = first instanceof Map<?, ?> map ? map.get("lost") : null;
            assertThat(number(share, "float16")).isGreaterThan(0.999);
            assertThat(number(share, "bfloat16")).isLessThan(1e-6);
        });
        assertThat(String.valueOf(answer.get("warnings"))).contains("vanishing-gradient");
        assertThat(number(answer.get("change"), "decades")).isBetween(-1.0, 1.0);

        Cli.Outcome text = Cli.run("forecast", file, "--inputs", "256");
        assertThat(text.out()).contains("warning  vanishing-gradient", "change   ", "assumed");
        assertThat(text.out().lines()).allSatisfy(line -> assertThat(line.length())
                .as(line).isLessThanOrEqualTo(100));
    }

    @Test
    void the_data_are_measured_if_they_are_there() throws IOException {
        Path file = Cli.write(folder, "e.yaml", Cli.HEALTHY + "seed: 3\n");
        var answer = json("forecast", file, "--json");
        Object inputs = answer.get("inputs");
        assertThat(String.valueOf(inputs)).contains("measured on the data");
        assertThat(number(inputs, "meanSquare")).isPositive().isNotEqualTo(1);
        Object scaled = json("forecast", file, "--json", "--set", "data.scale=standardize")
                .get("inputs");
        assertThat(number(scaled, "meanSquare")).isCloseTo(1, within(1e-6));
    }

    @Test
    void a_recurrent_network_on_its_sequences() throws IOException {
        Path file = Cli.write(folder, "e.yaml", """
                name: sums
                data:
                  source: adding(400, 30)
                network:
                  - gru(16)
                  - last
                  - dense(1)
                """);
        Cli.Outcome text = Cli.run("forecast", file);
        assertThat(text.out()).contains("rows of 30x2 values",
                "Layer 1, gru(16): from the last of 30 time steps to the first",
                "a hundredth of it is left", "more steps than units",
                "The gate that hands the state on lets 0.5");
        Object time = ((List<?>) Objects.requireNonNull(json("forecast", file, "--json")
                .get("layers"))).getFirst() instanceof Map<?, ?> layer ? layer.get("time") : null;
        assertThat(number(time, "steps")).isEqualTo(30);
        assertThat(number(time, "decades")).isBetween(-9.0, -4.0);
        assertThat(Math.pow(number(time, "factor"), 29))
                .isCloseTo(Math.pow(10, number(time, "decades")), within(1e-9));
    }

    @Test
    void blocks_that_grow_are_given_a_gain_and_fixup() throws IOException {
        Path file = Cli.write(folder, "e.yaml", """
                name: blocks
                data:
                  source: absent.csv
                network:
                  - residual(dense(32, relu, he-normal), dense(32, linear, he-normal)) x 64
                  - dense(1)
                """);
        assertThat(Cli.run("forecast", file, "--inputs", "32").out())
                .contains("change   gain=0.125 in all blocks leaves",
                        "or       Fixup (Zhang et al., 2019): the last weights of each branch zeros,"
                                + " the others he-normal times 0.125");
        var fixup = json("forecast", file, "--inputs", "32", "--json").get("fixup");
        assertThat(number(fixup, "factor")).isEqualTo(0.125);
    }

    @Test
    void sequences_and_images_have_shapes() throws IOException {
        Path images = Cli.write(folder, "images.yaml", DEEP.replaceFirst("- dense.*",
                "- conv2d(4, 3, relu)\n  - flatten"));
        Cli.Outcome flat = Cli.run("forecast", images, "--inputs", "784");
        assertThat(flat.code()).isEqualTo(4);
        assertThat(flat.err().lines()).singleElement().asString()
                .contains("conv2d(4, 3, relu", "784", "HEIGHTxWIDTHxCHANNELS");
        assertThat(Cli.run("forecast", images, "--inputs", "28x28x1").out())
                .contains("rows of 28x28x1 values");
        Path sequences = Cli.write(folder, "sequences.yaml", DEEP.replaceFirst("- dense.*",
                "- lstm(8)\n  - last"));
        Cli.Outcome none = Cli.run("forecast", sequences, "--inputs", "50");
        assertThat(none.code()).isEqualTo(4);
        assertThat(none.err()).contains("lstm(8) takes sequences", "STEPSxFEATURES");
        assertThat(Cli.run("forecast", sequences, "--inputs", "50x8").out())
                .contains("from the last of 50 time steps");
        for (String wrong : List.of("50x", "0x8", "1x2x3x4", "many", "99999999999")) {
            assertThat(Cli.run("forecast", sequences, "--inputs", wrong).code()).as(wrong)
                    .isEqualTo(2);
        }
    }

    @Test
    void a_signal_that_overflows_is_told_by_its_layer() throws IOException {
        Path file = Cli.write(folder, "e.yaml",
                DEEP.replace("sigmoid, glorot-uniform", "exponential, he-normal"));
        Cli.Outcome text = Cli.run("forecast", file, "--inputs", "256");
        assertThat(text.code()).isZero();
        assertThat(text.out()).contains("warning  overflow: 21.0 (threshold ",
                "change   activation").doesNotContain("Infinity", "0.0 such layers", "NaN");
        assertThat(json("forecast", file, "--inputs", "256", "--json").get("rate")).isNull();
        assertThat(Cli.run("forecast", "--activation", "exponential", "--weight-variance", "2")
                .out()).isEqualTo("The signal grows for ever, and gradients without bound.\n");
    }

    @Test
    void what_cannot_be_answered() throws IOException {
        Path file = Cli.write(folder, "e.yaml", DEEP);
        Cli.Outcome absent = Cli.run("forecast", file);
        assertThat(absent.code()).isEqualTo(4);
        assertThat(absent.err()).contains("absent.csv", "--inputs N");
        assertThat(Cli.run("forecast").code()).isEqualTo(2);
        assertThat(Cli.run("forecast", "--q", "1").code()).isEqualTo(2);
        assertThat(Cli.run("forecast", file, "--critical").code()).isEqualTo(2);
        assertThat(Cli.run("forecast", file, "--inputs", "0").code()).isEqualTo(2);
        assertThat(Cli.run("forecast", "--activation", "tanh", "--q", "-1").code()).isEqualTo(2);
        Cli.Outcome name = Cli.run("forecast", "--activation", "tahn", "--q", "1");
        assertThat(name.code()).isEqualTo(4);
        assertThat(name.err()).contains("tanh");
        assertThat(Cli.run("forecast", "--activation", "softmax", "--q", "1").code()).isEqualTo(4);
        assertThat(Cli.run("forecast", "--activation", "linear", "--weight-variance", "2").out())
                .contains("grows for ever");
        assertThat(Cli.run("forecast", "--born-dead", "--width", "0", "--depth", "3").code())
                .isEqualTo(2);
    }

    @Test
    void a_batch_has_no_more_rows_than_there_are_to_train_on() throws IOException {
        Path file = Cli.write(folder, "e.yaml", """
                name: few
                data:
                  source: circles(40)
                  validation: 0.5
                network:
                  - dense(16, relu)
                  - batch-norm
                  - dense(1, sigmoid)
                """);
        Object all = json("forecast", file, "--json", "--set", "batch=20").get("layers");
        assertThat(json("forecast", file, "--json", "--set", "batch=5000").get("layers"))
                .isEqualTo(all);
        assertThat(json("forecast", file, "--json", "--set", "batch=10").get("layers"))
                .isNotEqualTo(all);
    }

    @Test
    void a_signal_that_stays_where_it_is_has_an_infinite_depth_scale() throws IOException {
        Path file = Cli.write(folder, "e.yaml",
                DEEP.replace("sigmoid, glorot-uniform", "relu, he-normal"));
        Object rate = json("forecast", file, "--inputs", "256", "--json").get("rate");
        assertThat(rate).asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("varianceDepthScale", null)
                .extractingByKey("nonFinite").asString().contains("varianceDepthScale=Infinity");
    }
}
