package plumb.app;

/// What the command tells a script by its exit code.
final class ExitCode {
    /// Healthy, unclear, repaired, or nothing to repair.
    static final int FINE = 0;
    /// An internal error, or output that could not be written.
    static final int INTERNAL = 1;
    static final int USAGE = 2;
    /// A finding at or above `--fail-on`, or nothing was proved to help.
    static final int SICK = 3;
    static final int BAD_INPUT = 4;
    static final int DIVERGED = 5;
    static final int INTERRUPTED = 130;
    static final int TERMINATED = 143;

    private ExitCode() {}
}
