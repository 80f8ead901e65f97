package plumb.app;

import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import plumb.files.Json;

/// What a verb says: results on standard output, remarks on standard error, or JSON events on
/// standard output and all else on standard error. Several threads may speak.
final class Console {
    private final PrintWriter out;
    private final PrintWriter err;
    private final OutputFlags flags;
    private final Terminal terminal;
    private volatile boolean heard = true;

    Console(CommandSpec verb, OutputFlags flags) {
        this.out = verb.commandLine().getOut();
        this.err = verb.commandLine().getErr();
        this.flags = flags;
        this.terminal = ((Main) verb.root().userObject()).terminal();
    }

    /// What the progress is shown as.
    Progress.Mode progress() {
        if (flags.quiet) return Progress.Mode.NONE;
        if (flags.progress != Progress.Mode.AUTO) return flags.progress;
        return terminal.err() ? Progress.Mode.TTY : Progress.Mode.PLAIN;
    }

    /// Writes an event, if events are wanted.
    synchronized void event(String name, Consumer<Json> members) {
        if (!flags.json) return;
        out.println(Json.line(json -> {
            json.member("event", name);
            members.accept(json);
        }));
        if (out.checkError()) heard = false;
    }

    /// Whether all events could be written.
    boolean heard() {
        return heard;
    }

    /// Writes a remark of one line.
    synchronized void remark(String line) {
        if (flags.quiet) return;
        err.println(line);
        err.flush();
    }

    /// Writes a line that `--quiet` does not silence.
    synchronized void warning(String line) {
        err.println(line);
        err.flush();
    }

    /// Writes to standard error without ending the line.
    synchronized void live(String text) {
        err.print(text);
        err.flush();
    }

    /// Writes a text that the verb was called for.
    synchronized void result(String text) {
        if (flags.quiet) return;
        boolean person = terminal.colors() && (flags.json ? terminal.err() : terminal.out());
        PrintWriter to = flags.json ? err : out;
        to.print(person ? Colors.paint(text) : text);
        to.flush();
    }
}
