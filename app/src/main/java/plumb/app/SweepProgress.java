package plumb.app;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import plumb.files.SweepFolder;
import plumb.sweep.Sweep;
import plumb.sweep.Trial;
import plumb.sweep.Trials;

/// How far a sweep has come: a live line on a terminal, or plain lines.
final class SweepProgress implements AutoCloseable {
    private static final int PLAIN_LINES = 50;

    private final Console console;
    private final Trials trials;
    private final Sweep begun;
    private final int before;
    private final int planned;
    private final long began = System.nanoTime();
    private final LiveLine live;
    private final AtomicInteger ended;

    /// @param begun the sweep with the trials that had ended when this began
    SweepProgress(Console console, Trials trials, Sweep begun) {
        this.console = console;
        this.trials = trials;
        this.begun = begun;
        this.before = begun.trials().size();
        this.planned = begun.planned();
        this.ended = new AtomicInteger(before);
        this.live = new LiveLine(console, console.progress() == Progress.Mode.TTY, this::text);
    }

    /// Tells of a trial that has ended.
    void ended(Trial trial) {
        List<String> settings = begun.grid().settings(trial.point());
        int number = ended.incrementAndGet();
        console.event("trial", json -> {
            json.texts("settings", settings);
            SweepFolder.trial(json, trial);
        });
        int every = (planned + PLAIN_LINES - 1) / PLAIN_LINES;
        if (console.progress() == Progress.Mode.PLAIN
                && (number % every == 0 || number == planned)) {
            console.remark(String.format(Locale.ROOT, "trial %d/%d  %s  seed %d  %s", number,
                    planned, String.join(", ", settings), trial.seed(),
                    outcome(trial, begun.metricName())));
        }
    }

    private static String outcome(Trial trial, String metricName) {
        if (trial.diverged()) return "diverged";
        String word = trial.trained() ? "trained" : "did not train";
        return Double.isNaN(trial.metric())
                ? word
                : String.format(Locale.ROOT, "%s  %s %.3f", word, metricName, trial.metric());
    }

    private String text() {
        double done = trials.done();
        double left = (System.nanoTime() - began) / 1e9 / done * (planned - before - done);
        return String.format(Locale.ROOT, "%s  %d of %d trials%s",
                LiveLine.bar((before + done) / planned), ended.get(), planned,
                done > 0 ? "  " + LiveLine.time(left) + " left" : "");
    }

    @Override
    public void close() {
        live.close();
    }
}
