package plumb.app;

import java.util.List;
import picocli.CommandLine.Option;
import plumb.diagnose.Finding;
import plumb.diagnose.Severity;

/// The flag that says which findings fail a script.
final class FailOn {
    @Option(names = "--fail-on", paramLabel = "info|warning|error", defaultValue = "error",
            description = "Exit code 3 if there is a finding of this severity or worse.")
    private Severity severity = Severity.ERROR;

    int exitCode(List<Finding> findings) {
        return findings.stream().anyMatch(f -> f.severity().compareTo(severity) >= 0)
                ? ExitCode.SICK
                : ExitCode.FINE;
    }
}
