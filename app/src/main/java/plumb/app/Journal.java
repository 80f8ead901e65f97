package plumb.app;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import plumb.files.Checkpoint;
import plumb.files.Checkpoints;
import plumb.files.HistoryFile;
import plumb.files.Model;
import plumb.files.Prepared;
import plumb.files.RunFolder;
import plumb.gauge.History;
import plumb.math.State;
import plumb.text.InputError;
import plumb.train.Step;
import plumb.train.Training;

/// What a run writes down while it trains: its steps, for others to read, and checkpoints, to go on
/// from if it is cut short.
///
/// Steps are written once a second. A checkpoint is written at the end of an epoch, but not more often
/// than once a second and than takes a fiftieth of the time; behind any step when the last is a
/// minute old; and at the end. What cannot be written is told, and training goes on: checkpoints are
/// tried again, steps are not.
final class Journal implements AutoCloseable {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final int SHARE = 50;

    private final Console console;
    private final RunFolder folder;
    private final Checkpoints checkpoints;
    private final Training training;
    private final History history;
    private final Prepared prepared;
    private final long seed;
    private @Nullable HistoryFile steps;
    private long stepsWritten = System.nanoTime();
    private long checkpointWritten = System.nanoTime();
    private long took;
    /// The step of the last checkpoint.
    private long kept;
    private boolean failing;

    Journal(Console console, RunFolder folder, Training training, History history,
            Prepared prepared, long seed) {
        this.console = console;
        this.checkpoints = folder.checkpoints();
        this.training = training;
        this.history = history;
        this.prepared = prepared;
        this.seed = seed;
        this.folder = folder;
        this.kept = training.steps();
    }

    /// Opens the file of the steps; those behind the last checkpoint are written again.
    void begin() {
        record(() -> steps = HistoryFile.open(folder.path(), training.network(), kept));
    }

    /// Puts a training and its history back behind the step of the newest whole checkpoint.
    static void putBack(Console console, RunFolder folder, Training training, History history) {
        Optional<Checkpoint> newest = folder.checkpoints()
                .newest(damage -> console.warning("plumb: " + damage));
        newest.ifPresent(checkpoint -> {
            try (checkpoint) {
                checkpoint.restore(state(training, history));
            }
        });
        console.remark(newest.isEmpty()
                ? "there is no whole checkpoint: begins again with step 1"
                : "goes on behind step " + training.steps() + " of " + training.length());
    }

    /// How a training and its history are kept, and put back.
    private static Consumer<State> state(Training training, History history) {
        return state -> {
            training.state(state.part("training"));
            history.state(state.part("history"), training.network());
        };
    }

    /// Writes down a step that the history has; call it before the next.
    void step(Step step) {
        if (steps != null) steps.add(step, history.readings());
        if (history.improved()) {
            attempt(() -> checkpoints.write(Model.of(training, prepared.columns(), seed)));
        }
        long now = System.nanoTime();
        if (now - stepsWritten >= SECOND) writeSteps();
        long since = now - checkpointWritten;
        if (since >= MINUTE || (step.endsEpoch() && since >= Math.max(SECOND, SHARE * took))) {
            writeCheckpoint();
        }
    }

    /// Writes down all steps and the state behind the last.
    void end() {
        if (training.steps() > kept) writeCheckpoint();
        writeSteps();
    }

    @Override
    public void close() {
        if (steps != null) steps.close();
    }

    /// Steps first, so that none is missing behind which the run can be resumed. A training that
    /// diverged goes on no more: its last checkpoint is from before.
    private void writeCheckpoint() {
        if (history.divergence().isPresent()) return;
        writeSteps();
        long began = System.nanoTime();
        attempt(() -> {
            checkpoints.write(state(training, history));
            kept = training.steps();
        });
        checkpointWritten = System.nanoTime();
        took = checkpointWritten - began;
    }

    private void writeSteps() {
        if (steps != null) record(steps::write);
        stepsWritten = System.nanoTime();
    }

    private void attempt(Runnable write) {
        try {
            write.run();
            failing = false;
        } catch (InputError e) {
            if (!failing) {
                console.warning("plumb: " + e.message() + "; training goes on, but if it is cut"
                        + " short, it can be resumed behind step " + kept + " only");
            }
            failing = true;
        }
    }

    private void record(Runnable write) {
        try {
            write.run();
        } catch (InputError e) {
            console.warning("plumb: " + e.message() + "; training goes on, and no more steps are"
                    + " written there");
            if (steps != null) steps.close();
            steps = null;
        }
    }
}
