package plumb.app;

import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// A text that a thread of its own asks for ten times a second, and shows as one line on a terminal.
/// Without one there is no such thread.
final class LiveLine implements AutoCloseable {
    private static final long REDRAW = 100_000_000;
    private static final int BAR = 20;

    private final Console console;
    private final boolean shown;
    private final Supplier<String> text;
    private final Thread painter;
    private volatile boolean closed;

    /// @param shown whether there is a terminal that shows the line
    /// @param text the line; an empty one leaves what is there
    LiveLine(Console console, boolean shown, Supplier<String> text) {
        this.console = console;
        this.shown = shown;
        this.text = text;
        this.painter = Thread.ofPlatform().daemon().name("plumb-progress").unstarted(this::paint);
        if (shown) painter.start();
    }

    /// How much of a piece of work is done, `█████░░░░░░░░░░░░░░░  25 %`.
    static String bar(double share) {
        int filled = (int) Math.round(Math.clamp(share, 0, 1) * BAR);
        return String.format(Locale.ROOT, "%s%s %3.0f %%", "█".repeat(filled),
                "░".repeat(BAR - filled), 100 * share);
    }

    /// A length of time in the unit that suits it.
    static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole < 100
                ? whole + " s"
                : whole < 6000 ? whole / 60 + " min" : whole / 3600 + " h";
    }

    private void paint() {
        while (!closed) {
            LockSupport.parkNanos(REDRAW);
            draw();
        }
    }

    private synchronized void draw() {
        if (closed) return;
        String line = text.get();
        // Without wrapping a long line ends at the edge instead of scrolling.
        if (!line.isEmpty()) console.live("\r\u001b[?7l" + line + "\u001b[K\u001b[?7h");
    }

    /// Ends the display and leaves no trace of the line.
    @Override
    public void close() {
        if (closed) return;
        synchronized (this) {
            closed = true;
            if (shown) console.live("\r\u001b[K");
        }
        LockSupport.unpark(painter);
    }
}
