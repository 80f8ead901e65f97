package plumb.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumb.Cases;
import plumb.Members;
import plumb.data.Generator;
import plumb.nn.Activation;
import plumb.nn.Blueprint;
import plumb.nn.Dense;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.Rectifier;
import plumb.optim.Adam;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.optim.Rmsprop;
import plumb.optim.Schedule;
import plumb.optim.Sgd;
import plumb.train.Metric;
import plumb.train.Stop;

class GrammarTest {
    private static final List<Class<?>> FAMILIES = List.of(Activation.class, Init.class, Loss.class,
            Optimizer.class, Schedule.class, Clip.class, Stop.class, Metric.class, Generator.class,
            Layer.class);

    @Test
    void what_is_printed_parses_back() {
        Cases.forSeeds(100, seed -> {
            var random = new SplittableRandom(seed);
            for (Class<?> family : FAMILIES) {
                for (Class<?> member : Grammar.members(family)) {
                    Object value = Members.random(member, random);
                    assertThat((Object) Grammar.parse(family, value.toString()))
                            .as(value.toString())
                            .isEqualTo(value);
                }
            }
        });
    }

    @Test
    void every_number_that_a_float_holds_parses_back() {
        for (double number : new double[] {0, -0.0, 1, -3, 0.1, 0.1 + 0.2, 1e-5, 1e-7, 9_999_999,
                1e7,
                12_345_678, 1e21, Math.PI, Double.MIN_VALUE, Float.MAX_VALUE, -1e-300}) {
            assertThat(Init.of(new Init.Constant(number).toString()))
                    .isEqualTo(new Init.Constant(number));
        }
    }

    @Test
    void no_value_holds_a_number_that_cannot_be_written() {
        for (Class<?> family : FAMILIES) {
            for (Class<?> member : Grammar.members(family)) {
                for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY}) {
                    for (int i = 0; i < member.getRecordComponents().length; i++)
                        refuses(member, i, wrong);
                }
            }
        }
    }

    private static void refuses(Class<?> member, int index, double wrong) {
        RecordComponent[] components = member.getRecordComponents();
        boolean optional = components[index].getType() == OptionalDouble.class;
        if (components[index].getType() != double.class && !optional) return;
        var valid = (Record) Members.random(member, new SplittableRandom(1));
        Object[] arguments = Arrays.stream(components).map(c -> read(c, valid)).toArray();
        arguments[index] = optional ? OptionalDouble.of(wrong) : (Object) wrong;
        assertThatThrownBy(() -> Members.construct(member, arguments))
                .as("%s with %s = %s", member, components[index].getName(), wrong)
                .isInstanceOf(InputError.class);
    }

    private static Object read(RecordComponent component, Record value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void numbers_are_printed_short() {
        assertThat(Grammar.number(64)).isEqualTo("64");
        assertThat(Grammar.number(0.1)).isEqualTo("0.1");
        assertThat(Grammar.number(1e-7)).isEqualTo("1e-7");
        assertThat(Grammar.number(1.5e-7)).isEqualTo("1.5e-7");
        assertThat(Grammar.number(1e21)).isEqualTo("1e21");
        assertThat(Grammar.number(-2)).isEqualTo("-2");
    }

    @Test
    void what_is_left_out_takes_its_default() {
        assertThat(Layer.of("dense(64)")).isEqualTo(new Dense(64, new Activation.Linear(),
                new Init.GlorotUniform(), Optional.of(new Init.Zeros()), 0));
        assertThat(Layer.of("dense(64, bias=none)"))
                .isEqualTo(new Dense(64, new Activation.Linear(),
                        new Init.GlorotUniform(), Optional.empty(), 0));
        assertThat(Activation.of("leaky-relu")).isEqualTo(new Rectifier.LeakyRelu(0.01));
        assertThat(Activation.of("elu()")).isEqualTo(new Rectifier.Elu(1));
        assertThat(Optimizer.of("sgd")).isEqualTo(new Sgd(0.01, 0, false));
        assertThat(Optimizer.of("rmsprop")).isEqualTo(new Rmsprop(0.001, 0.9, 1e-7));
        assertThat(Optimizer.of("adam")).isEqualTo(new Adam(0.001, 0.9, 0.999, 1e-7));
        assertThat(Optimizer.of("adam(0.01, beta2=0.99)"))
                .isEqualTo(new Adam(0.01, 0.9, 0.99, 1e-7));
        assertThat(Init.of("normal")).isEqualTo(new Init.Normal(0.05));
        assertThat(Init.of("orthogonal")).isEqualTo(new Init.Orthogonal(1));
        assertThat(Generator.of("circles(1000)")).isEqualTo(new Generator.Circles(1000, 0.1, 0.8));
    }

    @Test
    void defaults_are_left_out_unless_shown() {
        assertPrints("dense(64)", "dense(64, linear, glorot-uniform)");
        assertPrints("dense(64, relu, he-normal, bias=none)",
                "dense(64, relu, he-normal, bias=none)");
        assertPrints("dense( 3 ,leaky-relu( 0.2 ),init=normal(sd=0.5),bias=constant(1))",
                "dense(3, leaky-relu(0.2), normal(0.5), bias=constant(1))");
        assertPrints("conv2d(20, 5)", "conv2d(20, 5, linear, glorot-uniform)");
        assertPrints("conv2d(20, kernel=5, padding=valid, stride=1, activation=relu)",
                "conv2d(20, 5, relu, glorot-uniform, padding=valid)");
        assertThat(Optimizer.of("adam")).hasToString("adam(0.001)");
        assertThat(Optimizer.of("sgd(nesterov=true)")).hasToString("sgd(0.01, nesterov=true)");
        assertThat(Optimizer.of("sgd(0.10, 0.9)")).hasToString("sgd(0.1, momentum=0.9)");
        assertThat(Activation.of("relu()")).hasToString("relu");
        assertThat(Init.of("he-normal")).hasToString("he-normal");
        assertThat(Loss.of("categorical-cross-entropy")).hasToString("categorical-cross-entropy");
        assertThat(Generator.of("circles(100, factor=0.5)"))
                .hasToString("circles(100, factor=0.5)");
        assertThat(Generator.of("parity(4, 100)")).hasToString("parity(4, n=100)");
    }

    private static void assertPrints(String text, String printed) {
        assertThat(Layer.of(text)).hasToString(printed);
    }

    @Test
    void times_repeats_a_layer() {
        assertThat(Grammar.parseRepeated(Layer.class, "dense(4, relu) x 3"))
                .hasSize(3).containsOnly(Layer.of("dense(4, relu)"));
        assertThat(Grammar.parseRepeated(Layer.class, "dense(4)x2")).hasSize(2);
        assertThat(Grammar.parseRepeated(Layer.class, "dense(4)")).hasSize(1);
    }

    @Test
    void a_blueprint_writes_equal_layers_in_a_row_once() {
        var blueprint = Blueprint
                .of("dense(8, relu); dense(8, relu) x 2; dense(4, tanh); dense(8, relu)");
        assertThat(blueprint.entries()).containsExactly("dense(8, relu, glorot-uniform) x 3",
                "dense(4, tanh, glorot-uniform)", "dense(8, relu, glorot-uniform)");
        assertThat(Blueprint.of(blueprint.toString())).isEqualTo(blueprint);
        assertThat(Blueprint.of(blueprint.entries())).isEqualTo(blueprint);
    }

    @Test
    void an_unknown_word_is_placed_and_the_nearest_named() {
        assertLayer("dense(64, sigmoit)",
                "unknown activation \"sigmoit\" (\"dense(64, sigmoit)\", column 11);"
                        + " did you mean \"sigmoid\"?");
        assertLayer("densse(64)", "unknown layer \"densse\"", "column 1",
                "did you mean \"dense\"?");
        assertLayer("dense(64, relu, he-norm)", "unknown init \"he-norm\"", "column 17",
                "did you mean \"he-normal\"?");
        assertLayer("dense(64, q)", "known: linear, sigmoid, tanh");
    }

    @Test
    void an_unknown_name_is_placed_and_the_nearest_named() {
        assertLayer("dense(64, activaton=relu)", "column 11", "dense has no \"activaton\"",
                "did you mean \"activation\"?");
        assertLayer("dense(64, relu(slope=2))", "column 16",
                "relu has no \"slope\"; it takes no arguments");
        assertLayer("dense(64, units=32)", "column 11", "\"units\" is given twice");
    }

    @Test
    void misplaced_arguments_are_placed() {
        assertLayer("dense()", "column 1", "dense needs \"units\"");
        assertLayer("dense(units=64, relu)", "column 17",
                "a positional argument cannot follow a named one");
        assertLayer("dense(64, relu, zeros, none, 0.1, 7)", "column 35",
                "dense takes at most 5 arguments");
        assertLayer("dense(64, relu(0.1))", "column 16", "relu takes no arguments");
        assertLayer("dense(64, leaky-relu(0.1, 2))", "column 27",
                "leaky-relu takes at most 1 argument");
    }

    @Test
    void values_of_the_wrong_kind_are_placed() {
        assertLayer("dense(sixty)", "column 7", "\"units\" must be a whole number");
        assertLayer("dense(6.5)", "column 7", "\"units\" must be a whole number");
        assertLayer("dense(99999999999)", "column 7", "\"units\" must be a whole number");
        assertLayer("dense(64, leaky-relu(steep))", "column 22", "\"slope\" must be a number");
        assertLayer("dense(64, leaky-relu(NaN))", "column 22", "\"slope\" must be a number");
        assertLayer("dense(64, leaky-relu(0.1f))", "column 22", "\"slope\" must be a number");
        assertThatThrownBy(() -> Optimizer.of("sgd(1, 0, yes)")).isInstanceOf(InputError.class)
                .hasMessageContaining("column 11")
                .hasMessageContaining("\"nesterov\" must be true or false");
        assertThatThrownBy(() -> Optimizer.of("sgd(1e999)")).isInstanceOf(InputError.class)
                .hasMessageContaining("\"learning-rate\" must be a number");
    }

    @Test
    void values_out_of_range_are_placed() {
        assertLayer("dense(0)", "column 1", "units must be at least 1, got 0");
        assertLayer("dense(4, leaky-relu(2))", "column 10", "the slope must be between 0 and 1");
        assertThatThrownBy(() -> Optimizer.of("adam(-0.1)")).isInstanceOf(InputError.class)
                .hasMessageContaining("the learning rate must be positive, got -0.1");
        assertThatThrownBy(() -> Optimizer.of("sgd(0.1, momentum=1)"))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("momentum must be at least 0 and below 1, got 1");
        assertThatThrownBy(() -> Generator.of("circles(0)")).isInstanceOf(InputError.class)
                .hasMessageContaining("n must be at least 1, got 0");
        assertThatThrownBy(() -> Generator.of("xor(4, noise=-1)")).isInstanceOf(InputError.class)
                .hasMessageContaining("noise must be at least 0, got -1");
    }

    @Test
    void broken_texts_are_placed() {
        assertLayer("", "column 1: expected a name or a number, found the end");
        assertLayer("dense(64", "column 9: expected \",\" or \")\", found the end");
        assertLayer("dense(64,)", "column 10: expected a name or a number, found \")\"");
        assertLayer("dense(64; relu)", "column 9: expected \",\" or \")\", found \";\"");
        assertLayer("dense(64))", "column 10: expected \" x N\" or the end, found \")\"");
        assertLayer("dense(64) x 0", "column 13: expected how many times, from 1 to 999999");
        assertLayer("dense(64) x 1000000", "column 13: expected how many times");
        assertLayer("dense(64) x -2", "column 13: expected how many times");
        assertLayer("dense(64) x 2 x 2", "column 15: expected the end");
        assertThatThrownBy(() -> Activation.of("relu x 2")).isInstanceOf(InputError.class)
                .hasMessage("\"relu x 2\": \" x N\" has no place here");
        assertThatThrownBy(() -> Blueprint.of(" ; ")).isInstanceOf(InputError.class)
                .hasMessage("a network needs at least one layer");
    }

    private static void assertLayer(String text, String... parts) {
        assertThatThrownBy(() -> Grammar.parseRepeated(Layer.class, text)).as(text)
                .isInstanceOf(InputError.class).hasMessageContainingAll(parts);
    }
}
