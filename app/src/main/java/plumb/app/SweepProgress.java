package plumb.app;

import java.util.List;
import java.util.Locale;
import plumb.files.SweepFolder;
import plumb.sweep.Sweep;
import plumb.sweep.Trial;
import plumb.sweep.Trials;

/// How far a sweep has come: a live line on a terminal, or plain lines.
final class SweepProgress implements AutoCloseable {
    private static final int PLAIN_LINES = 50;

    private final Console console;
    private final Trials trials;
    private final int before;
    private final int planned;
    private final long began = System.nanoTime();
    private final LiveLine live;
    private volatile int ended;

    /// @param before how many trials had ended when this began
    SweepProgress(Console console, Trials trials, int before, int planned) {
        this.console = console;
        this.trials = trials;
        this.before = before;
        this.planned = planned;
        this.ended = before;
        this.live = new LiveLine(console, console.progress() == Progress.Mode.TTY, this::text);
    }

    /// Tells of a trial that has ended; the sweep has it already.
    void ended(Trial trial, Sweep sweep) {
        List<String> settings = sweep.grid().settings(trial.point());
        ended = sweep.trials().size();
        console.event("trial", json -> {
            json.texts("settings", settings);
            SweepFolder.trial(json, trial);
        });
        int every = (planned + PLAIN_LINES - 1) / PLAIN_LINES;
        if (console.progress() == Progress.Mode.PLAIN && (ended % every == 0 || ended == planned)) {
            console.remark(String.format(Locale.ROOT, "trial %d/%d  %s  seed %d  %s", ended,
                    planned, String.join(", ", settings), trial.seed(),
                    outcome(trial, sweep.metricName())));
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
                LiveLine.bar((before + done) / planned), ended, planned,
                done > 0 ? "  " + LiveLine.time(left) + " left" : "");
    }

    @Override
    public void close() {
        live.close();
    }
}
