package plumb.app;

import java.util.function.Supplier;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The root command, `plumb`: lists the verbs and gives help and version.
@Command(name = "plumb", versionProvider = Version.class, mixinStandardHelpOptions = true,
        description = "Trains deep networks, diagnoses vanishing gradients and repairs them.",
        subcommands = {DemoVerb.class, TrainVerb.class, ExamineVerb.class, RepairVerb.class,
                ApplyVerb.class, EvaluateVerb.class, ReportVerb.class, ExplainVerb.class,
                GenerateCompletion.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:healthy, unclear or repaired", "1:internal error",
                "2:the command line is wrong",
                "3:sick, or no repair was proved to help", "4:bad input: a file, a value, a shape",
                "5:training diverged", "130:interrupted", "143:terminated"})
public final class Main {
    private final Supplier<Terminal> terminal;

    private Main(Supplier<Terminal> terminal) {
        this.terminal = terminal;
    }

    public static void main(String[] arguments) {
        // The parser takes longer to load than to answer this.
        if (arguments.length == 1 && arguments[0].equals("--version")) {
            System.out.println(Version.text());
            return;
        }
        System.exit(commandLine(Terminal::detect).execute(arguments));
    }

    /// The command as a program without a terminal gets it.
    static CommandLine commandLine() {
        return commandLine(() -> Terminal.NONE);
    }

    static CommandLine commandLine(Supplier<Terminal> terminal) {
        return new CommandLine(new Main(terminal)).setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, _) -> Failures.usage(wrong))
                .setExecutionStrategy(Failures::guarded)
                .setExecutionExceptionHandler((failure, verb, _) -> Failures.tell(failure, verb));
    }

    /// The terminal that the command writes to.
    Terminal terminal() {
        return terminal.get();
    }
}
