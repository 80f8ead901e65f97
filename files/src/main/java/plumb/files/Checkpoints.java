package plumb.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import plumb.math.State;
import plumb.text.InputError;

/// The folder `checkpoints` of a run.
///
/// | file | holds |
/// |---|---|
/// | `last.safetensors` | the newest [Checkpoint] |
/// | `previous.safetensors` | the one before, in case the newest is damaged |
/// | `best.safetensors` | the [Model] of the epoch with the best metric on the validation rows |
public final class Checkpoints {
    /// The folder's name in a run folder.
    static final String NAME = "checkpoints";

    static final String LAST = "last.safetensors";
    static final String PREVIOUS = "previous.safetensors";
    static final String BEST = "best.safetensors";
    /// What a run can leave in the folder.
    static final List<String> FILES = List.of(LAST, PREVIOUS, BEST);

    private final Path folder;
    private final String experiment;

    Checkpoints(Path run, String experiment) {
        this.folder = run.resolve(NAME);
        this.experiment = experiment;
    }

    /// Writes the newest checkpoint; what was the newest becomes the previous one only when this is
    /// whole.
    ///
    /// @throws InputError if it cannot be written; those that were there stay
    public void write(Consumer<State> object) {
        create();
        Path last = folder.resolve(LAST);
        AtomicFile.write(last, out -> Checkpoint.write(out, experiment, object),
                () -> keep(last));
    }

    private void keep(Path last) throws IOException {
        if (Files.exists(last)) AtomicFile.move(last, folder.resolve(PREVIOUS));
    }

    /// The bytes of the folder while a checkpoint of this object is written: the newest, the previous
    /// one and the next.
    public static long bytes(Consumer<State> object) {
        return 3 * Checkpoint.bytes(object);
    }

    /// Where the model of the best epoch stands, if there is one.
    public Path best() {
        return folder.resolve(BEST);
    }

    /// Writes the model of the best epoch.
    public void write(Model best) {
        create();
        best.write(best());
    }

    /// Forgets the best epoch: it is of a training that another has taken the place of.
    public void removeBest() {
        AtomicFile.remove(best());
    }

    private void create() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw AtomicFile.failure(folder, e);
        }
    }

    /// The newest checkpoint that is whole and of the run's experiment.
    ///
    /// @param remark told of each that is not
    /// @throws InputError if whole ones are of another experiment only: it was changed since
    public Optional<Checkpoint> newest(Consumer<String> remark) {
        Optional<InputError> other = Optional.empty();
        for (Path file : List.of(folder.resolve(LAST), folder.resolve(PREVIOUS))) {
            if (!Files.exists(file)) continue;
            try {
                Checkpoint checkpoint = Checkpoint.open(file);
                String changes = ExperimentChange.of(experiment, checkpoint.experiment());
                if (changes.isEmpty()) {
                    other.ifPresent(e -> remark.accept(e.message()));
                    return Optional.of(checkpoint);
                }
                checkpoint.close();
                if (other.isEmpty()) {
                    other = Optional.of(ExperimentChange.refused(
                            folder.resolveSibling(RunFolder.EXPERIMENT), file + " was written",
                            changes));
                }
            } catch (InputError e) {
                remark.accept(e.message());
            }
        }
        other.ifPresent(e -> {
            throw e;
        });
        return Optional.empty();
    }
}
