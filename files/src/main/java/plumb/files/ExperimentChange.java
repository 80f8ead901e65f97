package plumb.files;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import plumb.text.InputError;

/// In what the experiment of a run differs from the one that it began with.
final class ExperimentChange {
    private static final String ABSENT = "absent";

    private ExperimentChange() {}

    /// The keys that differ, with both values; empty if none does.
    ///
    /// @param text of the experiment as it is now
    /// @param before the keys that it had, with their texts
    static String of(String text, Map<String, String> before) {
        Map<String, String> now = Document.parse(text, RunFolder.EXPERIMENT).texts();
        var keys = new LinkedHashSet<>(now.keySet());
        keys.addAll(before.keySet());
        return keys.stream().filter(key -> !Objects.equals(now.get(key), before.get(key)))
                .map(key -> key + " is " + now.getOrDefault(key, ABSENT) + ", was "
                        + before.getOrDefault(key, ABSENT))
                .collect(Collectors.joining("; "));
    }

    /// Why a run does not go on with it.
    ///
    /// @param since when it was as it was, "run began"
    static InputError refused(Path file, String since, String changes) {
        return new InputError(file + ": has changed since " + since + ": " + changes
                + "; a run goes on with the experiment that it began with: change it back,"
                + " or train the changed one as a run of its own, plumb train " + file);
    }
}
