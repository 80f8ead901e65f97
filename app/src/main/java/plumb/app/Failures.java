package plumb.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import plumb.text.InputError;

/// What the user is told when a verb fails: one line, and a stack trace only where it was asked for.
final class Failures {
    private Failures() {}

    /// Runs the verb; what is worse than an exception is told too.
    static int guarded(CommandLine.ParseResult command) {
        try {
            return new CommandLine.RunLast().execute(command);
        } catch (OutOfMemoryError | StackOverflowError e) {
            return tell(e, command.commandSpec().commandLine());
        }
    }

    /// Tells what is wrong with the command line, in one line and a hint.
    static int usage(CommandLine.ParameterException wrong) {
        CommandLine verb = wrong.getCommandLine();
        PrintWriter err = verb.getErr();
        // Constants are listed as Java writes them, and typed in lower case.
        String message = Pattern.compile("\\[[A-Z, _]+] \\(case-insensitive\\)")
                .matcher(String.valueOf(wrong.getMessage()).replaceAll("\\s+", " "))
                .replaceAll(names -> names.group().replaceAll("[\\[\\]]| \\(.*", "")
                        .toLowerCase(Locale.ROOT));
        List<String> near = wrong instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.of();
        err.println("plumb: " + message
                + (near.isEmpty() ? "" : "; did you mean " + near.getFirst() + "?"));
        err.println("Try \"" + verb.getCommandSpec().qualifiedName() + " --help\".");
        return ExitCode.USAGE;
    }

    /// Tells of a failure and returns the exit code.
    static int tell(Throwable failure, CommandLine verb) {
        if (failure instanceof CommandLine.ParameterException usage) throw usage;
        PrintWriter err = verb.getErr();
        if (Boolean.getBoolean("plumb.debug")) failure.printStackTrace(err);
        Optional<InputError> input = cause(failure, InputError.class);
        if (input.isPresent()) {
            err.println("plumb: " + Shown.line(input.get().message()));
            return ExitCode.BAD_INPUT;
        }
        if (cause(failure, OutOfMemoryError.class).isPresent()) {
            err.printf(
                    "plumb: out of memory: %d MiB are not enough for these data and this network;"
                            + " use fewer rows, smaller layers or batches, or a larger heap"
                            + " (JDK_JAVA_OPTIONS=-Xmx8g)%n",
                    Runtime.getRuntime().maxMemory() >> 20);
            return ExitCode.BAD_INPUT;
        }
        String message = String.valueOf(failure).replaceAll("\\s+", " ");
        err.println("plumb: internal error: " + message + "; " + details(failure));
        return ExitCode.INTERNAL;
    }

    private static String details(Throwable failure) {
        try {
            Path log = Files.createTempFile("plumb-", ".log");
            try (var out = new PrintWriter(Files.newBufferedWriter(log, StandardCharsets.UTF_8))) {
                out.println("java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch"));
                failure.printStackTrace(out);
            }
            return "details are in " + log;
        } catch (IOException e) {
            return "run again with JDK_JAVA_OPTIONS=-Dplumb.debug=true to see where";
        }
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> kind) {
        return Stream.<@Nullable Throwable>iterate(failure, t -> t != null,
                t -> t == null ? null : t.getCause())
                .limit(20).filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
