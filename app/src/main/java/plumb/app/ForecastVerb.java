package plumb.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
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

    @Option(names = "--inputs", paramLabel = "N",
            description = "Forecasts for rows of N values of mean square 1 instead of reading the"
                    + " data. Default where the data is not there: an error.")
    private @Nullable Integer inputs;

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
        int columns = inputs == null ? 0 : inputs;
        if (inputs != null && columns < 1)
            throw usage("--inputs must be at least 1, got " + inputs);
        Optional<Dataset> data = inputs == null ? Optional.of(load(experiment)) : Optional.empty();
        Shape shape = data.map(Dataset::shape).orElseGet(() -> Shape.of(columns));
        Signal signal = data.map(d -> Signal.of(d, experiment.plan().scale()))
                .orElse(Signal.of(1));
        var forecast = Forecast.of(experiment.plan().network(), shape, signal);
        String source = data.isPresent() ? "measured on the data" : "assumed";
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(o -> {
                begin(o);
                o.member("name", experiment.name()).object("inputs", i -> i
                        .member("shape", shape.toString()).member("meanSquare", signal.meanSquare())
                        .member("product", signal.product()).member("source", source));
                ForecastJson.members(o, forecast, experiment.plan().batch());
            }));
        } else {
            out.println(experiment.name() + ": rows of " + shape + " values, mean square "
                    + Figures.number(signal.meanSquare()) + " (" + source + ")");
            out.println();
            out.print(ForecastText.of(forecast));
        }
        out.flush();
    }

    private Dataset load(Experiment experiment) {
        try {
            return experiment.prepare().data();
        } catch (InputError e) {
            throw new InputError(e.message() + "; --inputs N forecasts without the data");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
