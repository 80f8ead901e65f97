package plumb.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;
import plumb.files.PathText;
import plumb.text.InputError;

/// The root command, `plumb`: lists the verbs and gives help and version.
@Command(name = "plumb", versionProvider = Version.class, mixinStandardHelpOptions = true,
        description = "Trains deep networks, diagnoses vanishing gradients and repairs them.",
        subcommands = {DemoVerb.class, InitVerb.class, TrainVerb.class, ForecastVerb.class,
                ExamineVerb.class, RepairVerb.class,
                SweepVerb.class, ApplyVerb.class, EvaluateVerb.class, ReportVerb.class,
                RunsVerb.class,
                ExplainVerb.class, ServeVerb.class, PlaygroundVerb.class,
                GenerateCompletion.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:healthy, unclear or repaired",
                "1:internal error, or output that cannot be written",
                "2:the command line is wrong",
                "3:sick, or no repair was proved to help", "4:bad input: a file, a value, a shape",
                "5:training diverged", "130:interrupted", "143:terminated"})
public final class Main {
    private final Supplier<Terminal> terminal;

    private Main(Supplier<Terminal> terminal) {
        this.terminal = terminal;
    }

    public static void main(String[] arguments) {
        var output = new StandardOutput();
        System.exit(output.exitCode(run(arguments, output.writer())));
    }

    private static int run(String[] arguments, PrintWriter out) {
        // The parser takes longer to load than to answer this.
        if (arguments.length == 1 && arguments[0].equals("--version")) {
            out.println(Version.text());
            return ExitCode.FINE;
        }
        return commandLine(Terminal::detect).setOut(out).execute(arguments);
    }

    /// The command as a program without a terminal gets it.
    static CommandLine commandLine() {
        return commandLine(() -> Terminal.NONE);
    }

    static CommandLine commandLine(Supplier<Terminal> terminal) {
        return new CommandLine(new Main(terminal)).setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Path.class, Main::path)
                .registerConverter(Long.class, Main::wholeNumber)
                .setParameterExceptionHandler((wrong, _) -> Failures.usage(wrong))
                .setExecutionStrategy(Failures::guarded)
                .setExecutionExceptionHandler((failure, verb, _) -> Failures.tell(failure, verb));
    }

    private static Path path(String text) {
        try {
            return PathText.parse(text);
        } catch (InputError e) {
            throw new TypeConversionException(e.message());
        }
    }

    private static long wholeNumber(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            boolean large = text.matches("[+-]?[0-9]+");
            throw new TypeConversionException("expected a whole number"
                    + (large ? " below 9223372036854775808" : "") + ", got \"" + text + "\"");
        }
    }

    /// The terminal that the command writes to.
    Terminal terminal() {
        return terminal.get();
    }
}
