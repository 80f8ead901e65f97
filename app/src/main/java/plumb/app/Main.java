package plumb.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The root command, `plumb`: lists the verbs and gives help and version.
@Command(name = "plumb", versionProvider = Version.class, mixinStandardHelpOptions = true,
        description = "Trains deep networks, diagnoses vanishing gradients and repairs them.")
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }
}
