package plumb.app;

import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import plumb.diagnose.Diagnosis;
import plumb.diagnose.Reference;
import plumb.files.Checkpoint;
import plumb.files.Checkpoints;
import plumb.files.HistoryFile;
import plumb.files.Model;
import plumb.files.Prepared;
import plumb.files.RunFolder;
import plumb.gauge.History;
import plumb.math.State;
import plumb.nn.Network;
import plumb.text.InputError;
import plumb.theory.Signal;
import plumb.theory.SignalPropagation;
import plumb.train.Plan;
import plumb.train.Step;
import plumb.train.Training;

/// What a run writes down while it trains: its steps, for others to read, and checkpoints, to go on
/// from if it is cut short.
///
/// Steps are written once a second. A checkpoint is written at the end of an epoch, but not more often
/// than once a second and than takes a fiftieth of the time; behind any step when the last is a
/// minute old; and at the end. The network of the best epoch waits in memory and is written before the
/// checkpoint that knows of it. What cannot be written is told, and training goes on: checkpoints are
/// tried again, steps are not.
final class Journal implements AutoCloseable {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final int SHARE = 50;
    private static final int LOOKS = 10;

    private final Console console;
    private final RunFolder folder;
    private final Checkpoints checkpoints;
    private final Training training;
    private final History history;
    private final boolean resumable;
    private final Prepared prepared;
    private final long seed;
    private final Model best;
    private boolean bestWaits;
    /// The best epoch up to the state that a guarded training goes back to.
    private @Nullable Network good;
    private final LongSupplier clock;
    private @Nullable HistoryFile steps;
    private long stepsWritten;
    /// The step that was written last, and that behind which findings were looked for.
    private long told;
    private long looked;
    private long checkpointWritten;
    private long took;
    /// The step of the last checkpoint.
    private long kept;
    private boolean failing;

    Journal(Console console, RunFolder folder, Training training, History history,
            Prepared prepared, long seed, boolean resumable) {
        this(console, folder, training, history, prepared, seed, resumable, System::nanoTime);
    }

    /// @param resumable whether checkpoints are written
    /// @param clock tells the nanoseconds since any moment
    Journal(Console console, RunFolder folder, Training training, History history,
            Prepared prepared, long seed, boolean resumable, LongSupplier clock) {
        this.clock = clock;
        this.stepsWritten = clock.getAsLong();
        this.checkpointWritten = stepsWritten;
        this.console = console;
        this.checkpoints = folder.checkpoints();
        this.training = training;
        this.history = history;
        this.prepared = prepared;
        this.seed = seed;
        this.resumable = resumable;
        this.best = Model.of(training, prepared.columns(), seed).copy();
        this.folder = folder;
        this.kept = training.steps();
        this.told = kept;
        this.looked = kept;
    }

    /// The most bytes that a training writes, and has on the disk at a time.
    static long bytes(Training training) {
        int layers = training.network().depth();
        long steps = training.length();
        long inEpoch = Math.ceilDiv(training.data().train().length, training.plan().batch());
        return Checkpoints.bytes(state(training, History.full(training)))
                + Model.bytes(training.network())
                + HistoryFile.bytes(layers, steps, Math.ceilDiv(steps, inEpoch));
    }

    /// Opens the file of the steps; those behind the last checkpoint are written again. What a run that
    /// goes on does not find is told.
    void begin() {
        attemptSteps(() -> steps = HistoryFile.open(folder.path(), training.network(), kept));
        if (kept == 0) record(this::expect);
        if (steps != null) {
            steps.missing().ifPresent(what -> console.warning("plumb: " + what
                    + "; training goes on, and the file with the steps behind them"));
        }
        if (history.best().isPresent() && !bestWaits && Files.notExists(checkpoints.best())) {
            console.warning("plumb: " + checkpoints.best() + ": is missing; training goes on, and"
                    + " writes it at the next epoch that is better");
        }
    }

    private void expect(HistoryFile file) {
        Plan plan = training.plan();
        file.expect(SignalPropagation.ofGradients(plan.network(), training.data().shape(),
                Signal.of(training.data(), plan.scale()), plan.batchOf(training.data())).layers()
                .stream().mapToDouble(SignalPropagation.Expected::delta).toArray());
    }

    /// Remembers the best epoch so far, for a training that may go back to this step.
    void remember() {
        good = history.best().isEmpty() ? null : best.trained().network().copy();
    }

    /// The journal of the training that takes the place of this one, from where that begins.
    Journal goOn(Training other, History measured) {
        if (other.steps() == training.steps()) remember();
        writeSteps();
        close();
        checkpoints.removeBest();
        var next = new Journal(console, folder, other, measured, prepared, seed, resumable, clock);
        if (other.steps() > 0 && good != null) {
            next.best.trained().network().take(good);
            next.bestWaits = true;
            next.remember();
        }
        next.begin();
        return next;
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
        if (step.endsEpoch()) record(file -> tellEpoch(file, step));
        if (history.improved()) {
            best.trained().network().take(step.scored());
            bestWaits = true;
        }
        long now = clock.getAsLong();
        if (now - stepsWritten >= SECOND) writeSteps();
        long since = now - checkpointWritten;
        if (since >= MINUTE || (step.endsEpoch() && since >= Math.max(SECOND, SHARE * took))) {
            writeCheckpoint();
        }
    }

    /// Writes down all steps, the best epoch and the state behind the last step.
    void end() {
        if (history.divergence().isPresent()) attempt(this::writeBest);
        else if (training.steps() > kept) writeCheckpoint();
        writeSteps();
    }

    @Override
    public void close() {
        if (steps != null) steps.close();
        steps = null;
    }

    /// Steps first, so that none is missing behind which the run can be resumed. A training that
    /// diverged goes on no more: its last checkpoint is from before.
    private void writeCheckpoint() {
        if (history.divergence().isPresent()) return;
        writeSteps();
        long began = clock.getAsLong();
        attempt(() -> {
            writeBest();
            if (resumable) checkpoints.write(state(training, history));
            kept = training.steps();
        });
        checkpointWritten = clock.getAsLong();
        took = checkpointWritten - began;
    }

    private void writeBest() {
        if (bestWaits) checkpoints.write(best);
        bestWaits = false;
    }

    private void writeSteps() {
        long now = clock.getAsLong();
        double seconds = (now - stepsWritten) / (double) SECOND;
        long trained = training.steps() - told;
        Runtime memory = Runtime.getRuntime();
        record(file -> {
            if (trained > 0) {
                file.progress(training.length(), trained * rowsInStep() / seconds,
                        training.measuringShare().orElse(Double.NaN),
                        memory.totalMemory() - memory.freeMemory());
            }
            file.write();
        });
        stepsWritten = now;
        told = training.steps();
    }

    private double rowsInStep() {
        return Math.min(training.plan().batch(), training.data().train().length);
    }

    /// Writes down what only the end of an epoch tells. What is found is looked for as seldom as a
    /// guard would, and without a yardstick.
    private void tellEpoch(HistoryFile file, Step step) {
        double[] dead = IntStream.range(0, history.depth())
                .mapToDouble(l -> history.dead(l).recentMean(1)).toArray();
        file.dead(step.number(), dead);
        if (step.number() < looked + Math.ceilDiv(training.length(), LOOKS)) return;
        looked = step.number();
        file.findings(step.number(), Diagnosis.of(history, training.plan(), training.data(),
                Reference.trivial(training.plan(), training.data())).findings());
    }

    /// Notes what was done behind a step.
    void note(long step, String text) {
        record(file -> file.note(step, text));
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

    private void record(Consumer<HistoryFile> write) {
        HistoryFile file = steps;
        if (file != null) attemptSteps(() -> write.accept(file));
    }

    private void attemptSteps(Runnable write) {
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
