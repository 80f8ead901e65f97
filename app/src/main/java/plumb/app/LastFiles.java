package plumb.app;

import org.jspecify.annotations.Nullable;
import plumb.text.InputError;

/// The files that end a run. What they say is told even if they cannot be written: the first failure
/// waits until then, and no file is written behind it, so that what looks whole is whole.
final class LastFiles {
    private @Nullable InputError failure;

    /// Writes a file, if all before it were written.
    void write(Runnable file) {
        if (failure != null) return;
        try {
            file.run();
        } catch (InputError e) {
            failure = e;
        }
    }

    /// Whether all could be written.
    boolean written() {
        return failure == null;
    }

    /// @throws InputError naming the file that could not be written, if there is one
    void requireWritten() {
        if (failure != null) throw failure;
    }
}
