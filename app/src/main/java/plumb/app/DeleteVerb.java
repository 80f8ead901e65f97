package plumb.app;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumb.files.StoredRun;

/// `plumb runs delete RUN…`: deletes the runs that are named.
@Command(name = "delete", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Deletes the runs that are named. A run that a process is writing stays, and so"
                + " does a folder that holds anything no run writes; links are not followed.")
final class DeleteVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "The run folders.")
    private List<Path> runs = List.of();

    @Override
    public Integer call() {
        for (Path run : runs) {
            StoredRun.delete(run);
            spec.commandLine().getOut().println("deleted " + run);
        }
        spec.commandLine().getOut().flush();
        return ExitCode.FINE;
    }
}
