package plumb.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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

    private static final String ABSENT = "absent";

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

    /// Writes the model of the best epoch.
    public void write(Model best) {
        create();
        best.write(folder.resolve(BEST));
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
                String changes = changes(checkpoint.experiment());
                if (changes.isEmpty()) {
                    other.ifPresent(e -> remark.accept(e.message()));
                    return Optional.of(checkpoint);
                }
                checkpoint.close();
                if (other.isEmpty()) other = Optional.of(changed(file, changes));
            } catch (InputError e) {
                remark.accept(e.message());
            }
        }
        other.ifPresent(e -> {
            throw e;
        });
        return Optional.empty();
    }

    private InputError changed(Path checkpoint, String changes) {
        Path file = folder.resolveSibling(RunFolder.EXPERIMENT);
        return new InputError(file + ": has changed since " + checkpoint + " was written: "
                + changes
                + "; a run goes on with the experiment that it began with: change it back,"
                + " or train the changed one as a run of its own, plumb train " + file);
    }

    /// In what the run's experiment differs from that of a checkpoint; empty if it is the same.
    private String changes(Map<String, String> before) {
        Map<String, String> now = Document.parse(experiment, RunFolder.EXPERIMENT).texts();
        var keys = new LinkedHashSet<>(now.keySet());
        keys.addAll(before.keySet());
        return keys.stream().filter(key -> !Objects.equals(now.get(key), before.get(key)))
                .map(key -> key + " is " + now.getOrDefault(key, ABSENT) + ", was "
                        + before.getOrDefault(key, ABSENT))
                .collect(Collectors.joining("; "));
    }
}
