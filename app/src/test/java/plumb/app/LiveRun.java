package plumb.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import plumb.files.Experiment;
import plumb.files.Prepared;
import plumb.files.RunFolder;
import plumb.gauge.History;
import plumb.train.Settings;
import plumb.train.Training;

/// A run of `train` that goes on only when it is told to.
final class LiveRun implements AutoCloseable {
    private final Training training;
    private final History history = new History();
    private final RunFolder folder;
    private final Journal journal;
    private long now;

    LiveRun(Path out, String experiment) {
        Experiment parsed = Experiment.parse(experiment, "live", out, List.of());
        Prepared prepared = parsed.prepare();
        var settings = Settings.seed(1).workers(1);
        this.training = new Training(parsed.plan(), prepared.data(), settings);
        this.folder = RunFolder.at(out, 0);
        folder.write(parsed);
        RunRecord.write(folder, Run.TRAIN, parsed, prepared.digests(), training, settings, false);
        var command = Main.commandLine(() -> Terminal.NONE)
                .setErr(new PrintWriter(new StringWriter()));
        this.journal = new Journal(new Console(command.getCommandSpec(), new OutputFlags()), folder,
                training, history, prepared, 1, true, () -> now);
        journal.begin();
    }

    /// Takes so many steps, which others can read from then on.
    void train(int steps) {
        for (int i = 1; i <= steps; i++) {
            var step = training.next();
            history.add(step);
            if (i == steps) now += TimeUnit.SECONDS.toNanos(1);
            journal.step(step);
        }
    }

    void note(String text) {
        journal.note(training.steps(), text);
    }

    @Override
    public void close() {
        journal.end();
        journal.close();
        training.close();
        folder.close();
    }
}
