package plumb.app.dashboard;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import plumb.files.Json;
import plumb.files.StoredHistory;
import plumb.files.StoredRun;

/// The one reader of a run, whatever the number of those who watch it: it reads the files at most five
/// times a second, and only while somebody asks.
final class Watch {
    private static final long HISTORY = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long FOLDER = TimeUnit.SECONDS.toNanos(1);

    private final Path folder;
    private final StoredHistory history;
    private @Nullable StoredRun run;
    private long read;
    private long looked;

    Watch(Path folder) {
        this.folder = folder;
        this.history = new StoredHistory(folder);
    }

    /// An object of JSON made of the run as it is now.
    synchronized String json(BiConsumer<Json, Seen> members) {
        Seen seen = look();
        return Json.line(json -> members.accept(json, seen));
    }

    /// The run as it is now.
    record Seen(StoredRun run, StoredHistory history) {}

    /// What tells whether anything is new.
    ///
    /// @param version changes where the page as a whole has to be told anew
    record Pulse(long last, long version, boolean running) {}

    synchronized Pulse pulse() {
        Seen seen = look();
        return new Pulse(history.last(),
                Objects.hash(seen.run.state(), history.layers(), history.notes(),
                        history.findings()),
                seen.run.state() == StoredRun.State.RUNNING);
    }

    private Seen look() {
        long now = System.nanoTime();
        StoredRun known = run;
        if (known == null || now - looked >= FOLDER) {
            known = StoredRun.read(folder);
            run = known;
            looked = now;
        }
        if (read == 0 || now - read >= HISTORY) {
            history.refresh();
            read = now;
        }
        return new Seen(known, history);
    }

    /// For how long nobody has asked.
    synchronized long idle() {
        return System.nanoTime() - Math.max(read, looked);
    }
}
