package plumb.app;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags that say what is told, and where results go.
final class OutputFlags {
    @Option(names = "--out", paramLabel = "DIR",
            description = "The run folder, absent or empty. Default: runs/<time>-<name>.")
    private @Nullable Path out;

    @Option(names = "--json",
            description = "Writes one JSON event per line to standard output, everything else to"
                    + " standard error. The last event is the result.")
    boolean json;

    @Option(names = "--progress", paramLabel = "auto|tty|plain|none", defaultValue = "auto",
            description = "Progress on standard error. tty: one live line; plain: a line per epoch,"
                    + " at most about 50; auto: tty on a terminal, else plain.")
    Progress.Mode progress = Progress.Mode.AUTO;

    @Option(names = "--quiet", description = "Says nothing but errors, and events with --json.")
    boolean quiet;

    Optional<Path> out() {
        return Optional.ofNullable(out);
    }
}
