package plumb.app;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import plumb.data.Dataset;
import plumb.files.Experiment;
import plumb.files.ForecastJson;
import plumb.files.Json;
import plumb.nn.Shape;
import plumb.report.ForecastText;
import plumb.text.InputError;
import plumb.theory.Forecast;
import plumb.theory.Signal;

/// `plumb forecast FILE`: theory before any training. Without a file it answers questions of theory.
@Command(name = "forecast", mixinStandardHelpOptions = true, versionProvider = Version.class,
        sortOptions = false,
        description = "Forecasts, without training, how the gradient will travel through a network"
                + " and how deep such networks can be. Without a file it answers questions of"
                + " theory about an activation or about dead networks.")
final class ForecastVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The experiment file.")
    private @Nullable Path file;

    @Option(names = "--inputs", paramLabel = "N|SHAPE", converter = Sizes.class,
            description = "Forecasts for rows of N values of mean square 1 instead of reading the"
                    + " data; of a shape, 50x8 for sequences (steps x features) or 28x28x1 for"
                    + " images. Default where the data is not there: an error.")
    private @Nullable Shape inputs;

    @Mixin
    private Overrides overrides = new Overrides();

    @Mixin
    private TheoryFlags theory = new TheoryFlags();

    @Option(names = "--json", description = "Writes the result as one line of JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (file == null) {
            if (inputs != null) throw usage("--inputs needs a FILE");
            if (!overrides.set().isEmpty()) throw usage("--set needs a FILE");
            answer(theory.answer(spec.commandLine(), overrides.seed().orElse(1)));
        } else {
            theory.requireNone(spec.commandLine());
            forecast(overrides.seeded(Experiment.read(file, overrides.set())));
        }
        return ExitCode.FINE;
    }

    private void answer(TheoryFlags.Answered answer) {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(o -> {
                begin(o);
                answer.members().accept(o);
            }));
        } else {
            out.print(answer.text());
        }
        out.flush();
    }

    private static void begin(Json json) {
        json.member("event", "result").member("verb", "forecast");
    }

    private void forecast(Experiment experiment) {
        Optional<Dataset> data = inputs == null ? Optional.of(load(experiment)) : Optional.empty();
        Shape shape = inputs == null ? data.orElseThrow().shape() : inputs;
        Signal signal = data.map(d -> Signal.of(d, experiment.plan().scale()))
                .orElse(Signal.of(1));
        int batch = data.map(experiment.plan()::batchOf).orElse(experiment.plan().batch());
        Forecast forecast = forecast(experiment, shape, signal, batch);
        String source = data.isPresent() ? "measured on the data" : "assumed";
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(o -> {
                begin(o);
                o.member("name", experiment.name()).object("inputs", i -> i
                        .member("shape", shape.toString()).member("meanSquare", signal.meanSquare())
                        .member("product", signal.product()).member("source", source));
                ForecastJson.members(o, forecast, batch);
            }));
        } else {
            out.println(experiment.name() + ": rows of " + shape + " values, mean square "
                    + Figures.number(signal.meanSquare()) + " (" + source + ")");
            out.println();
            out.print(ForecastText.of(forecast));
        }
        out.flush();
    }

    private Forecast forecast(Experiment experiment, Shape shape, Signal signal, int batch) {
        try {
            return Forecast.of(experiment.plan().network(), shape, signal, batch);
        } catch (InputError e) {
            if (inputs == null) throw e;
            throw new InputError(e.message() + ": --inputs " + inputs + " does not fit the network;"
                    + " sequences are given as --inputs STEPSxFEATURES, images as"
                    + " HEIGHTxWIDTHxCHANNELS");
        }
    }

    /// `256`, `50x8` or `28x28x1`.
    static final class Sizes implements ITypeConverter<Shape> {
        @Override
        public Shape convert(String text) {
            if (!text.matches("[1-9][0-9]{0,8}(x[1-9][0-9]{0,8}){0,2}")) {
                throw new TypeConversionException("expected a number from 1, or sizes such as 50x8"
                        + " or 28x28x1, got " + text);
            }
            try {
                return Shape.of(Arrays.stream(text.split("x")).map(Integer::valueOf).toList());
            } catch (InputError e) {
                throw new TypeConversionException(e.message());
            }
        }
    }

    private Dataset load(Experiment experiment) {
        try {
            return experiment.load();
        } catch (InputError e) {
            throw new InputError(
                    e.message() + "; --inputs N forecasts without the data, sequences and"
                            + " images with a shape such as 50x8 or 28x28x1");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
