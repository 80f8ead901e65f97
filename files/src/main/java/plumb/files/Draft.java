package plumb.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import plumb.text.InputError;

/// A first experiment for a data file: a network that fits its rows, with comments on what was seen.
///
/// @param text the experiment file
/// @param summary what was seen, in one line
public record Draft(String text, String summary) {
    /// Drafts the experiment file of a data file.
    ///
    /// @param targets the columns or the array to predict; none if they are to be guessed
    /// @param file where the experiment file will stand
    /// @throws InputError if the data cannot be read, or if nothing can be learned from them
    public static Draft of(Path data, List<String> targets, Path file) {
        Sketch sketch = Sketch.of(data, targets);
        Path folder = Optional.ofNullable(file.toAbsolutePath().normalize().getParent())
                .orElse(file.toAbsolutePath());
        String source = Location.relativeTo(Optional.of(folder),
                data.toAbsolutePath().normalize().toString());
        var draft = new DraftText(sketch).write(name(file), source, file);
        Experiment experiment = Experiment.parse(draft.text(), file.toString(), folder, List.of());
        // The sketch has seen neither what the test rows hold nor several targets as their task has them.
        if (sketch.tests() > 0 || targets.size() > 1) experiment.load();
        return draft;
    }

    /// The file name of an experiment on these data: `flowers.yaml` for `flowers.csv.gz`.
    public static String fileName(Path data) {
        Path last = data.toAbsolutePath().normalize().getFileName();
        String stem = String.valueOf(last).replaceFirst("(?i)\\.gz$", "")
                .replaceFirst("(?i)\\.[a-z]{1,8}$", "");
        return (last == null || stem.isEmpty() ? "experiment" : stem) + ".yaml";
    }

    private static String name(Path file) {
        String name = ExperimentReader.stem(file.toString()).replaceAll("[^\\p{L}\\p{N} ._-]", "-")
                .strip();
        return name.isEmpty() ? "experiment" : name;
    }
}
