package plumb.files;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import plumb.text.InputError;

/// Writing a file so that it is there whole or, after a failure, as it was before.
///
/// The bytes go to a temporary file beside it, reach the disk, and take the name in one move. An
/// interrupted thread writes too: a channel would be closed by the interrupt.
public final class AtomicFile {
    private AtomicFile() {}

    /// What writes the bytes of a file.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// Writes a file whole, or leaves it as it was.
    ///
    /// @throws InputError if the file cannot be written, saying why
    public static void write(Path file, Content content) {
        write(file, content, () -> {});
    }

    /// What is done between the writing of the bytes and the move.
    @FunctionalInterface
    interface Before {
        void run() throws IOException;
    }

    /// The name of the temporary file.
    static String part(String file) {
        return "." + file + ".part";
    }

    /// The same; when the bytes are on the disk, and before they take the name, `before` is run.
    static void write(Path file, Content content, Before before) {
        Path temporary = file.resolveSibling(part(String.valueOf(file.getFileName())));
        try {
            // This tells better than a FileOutputStream why a file cannot be made, and writes through
            // no link.
            Files.deleteIfExists(temporary);
            Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW).close();
            try (var stream = new FileOutputStream(temporary.toFile())) {
                var out = new BufferedOutputStream(stream, 1 << 16);
                content.writeTo(out);
                out.flush();
                stream.getFD().sync();
            }
            before.run();
            move(temporary, file);
        } catch (IOException e) {
            remove(temporary);
            throw failure(file, e);
        } catch (RuntimeException e) {
            remove(temporary);
            throw e;
        }
    }

    static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Deletes a file where possible; a failure here would hide the one that led to it.
    static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    /// Deletes what a process that was killed while it wrote into a folder has left there.
    static void removeParts(Path folder) {
        if (!Files.isDirectory(folder)) return;
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> isPart(String.valueOf(file.getFileName())))
                    .forEach(AtomicFile::remove);
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    static boolean isPart(String name) {
        return name.startsWith(".") && name.endsWith(".part");
    }

    /// What a failed writing means for the user.
    public static InputError failure(Path path, IOException e) {
        return new InputError(path + ": cannot be written: " + switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException there -> there.getFile() + " is a file";
            case NoSuchFileException _ -> "its folder is missing";
            case FileSystemException fs when fs.getReason() != null -> fs.getReason();
            default -> String.valueOf(e.getMessage());
        });
    }
}
