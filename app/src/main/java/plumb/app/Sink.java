package plumb.app;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import plumb.files.AtomicFile;

/// Where a verb writes what it was called for: a file, whole or not at all, or standard output.
final class Sink {
    private Sink() {}

    /// What writes the text.
    @FunctionalInterface
    interface Content {
        void writeTo(Appendable out) throws IOException;
    }

    /// @throws plumb.text.InputError if it cannot be written, saying why
    static void write(@Nullable Path file, PrintWriter standard, Content content) {
        if (file == null) {
            try {
                content.writeTo(standard);
                standard.flush();
            } catch (IOException e) {
                throw AtomicFile.failure(Path.of("standard output"), e);
            }
        } else if (Files.exists(file) && !Files.isRegularFile(file)) {
            // A pipe or a device takes the text as it comes.
            try (var out = Files.newBufferedWriter(file)) {
                content.writeTo(out);
            } catch (IOException e) {
                throw AtomicFile.failure(file, e);
            }
        } else {
            AtomicFile.write(file, bytes -> {
                var out = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
                content.writeTo(out);
                out.flush();
            });
        }
    }
}
