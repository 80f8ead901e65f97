package plumb.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import plumb.text.InputError;

/// Where a verb writes what it was called for: a file, whole or not at all, or standard output.
final class Sink {
    private Sink() {}

    static void write(@Nullable Path file, PrintWriter standard, Consumer<PrintWriter> content) {
        if (file == null) {
            content.accept(standard);
            standard.flush();
            return;
        }
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            try (var out = new PrintWriter(Files.newBufferedWriter(part, StandardCharsets.UTF_8))) {
                content.accept(out);
                out.flush();
                if (out.checkError()) throw new IOException("the disk may be full");
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            remove(part);
            throw new InputError(file + ": cannot be written: " + e.getMessage());
        } catch (RuntimeException e) {
            remove(part);
            throw e;
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
