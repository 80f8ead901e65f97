package plumb.files;

import java.util.Arrays;
import java.util.Locale;
import plumb.text.InputError;
import plumb.text.Nearest;

/// What is predicted: a class, a number, or whichever the data and the network suggest.
public enum Task {
    AUTO, CLASSIFICATION, REGRESSION;

    /// Parses a name in lower case.
    public static Task of(String text) {
        for (Task task : values()) {
            if (task.toString().equals(text)) return task;
        }
        var known = Arrays.stream(values()).map(Task::toString).toList();
        throw new InputError("unknown task \"" + text + "\"; " + Nearest.suggestion(text, known));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
