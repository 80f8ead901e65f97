package plumb.files;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import plumb.text.InputError;

/// The text of a path.
public final class PathText {
    private PathText() {}

    /// The path that a text names.
    ///
    /// @throws InputError if the system has no such names, saying why
    public static Path parse(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            // The one reason that is about the system, and not about the text.
            boolean unmappable = e.getReason().contains("unmappable");
            throw new InputError("\"" + text + "\" is not a path: " + (unmappable
                    ? "the locale has no such characters; set LC_ALL=C.UTF-8"
                    : e.getReason()));
        }
    }
}
