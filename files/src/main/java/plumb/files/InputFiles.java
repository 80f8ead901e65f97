package plumb.files;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import plumb.text.InputError;
import plumb.text.Nearest;

/// Opening and reading what the user names, with errors in their words.
final class InputFiles {
    /// No file that deflate has compressed holds more than this many times its size.
    static final long MOST_COMPRESSED = 1032;

    private static final int BUFFER = 1 << 16;
    private static final int LARGEST_TEXT = 1 << 20;

    private InputFiles() {}

    /// The bytes of a file, decompressed if they are gzip's.
    static InputStream open(Path file) {
        requireFile(file);
        @Nullable
        InputStream raw = null;
        try {
            raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
            raw.mark(2);
            boolean compressed = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            if (compressed) return new GZIPInputStream(raw, BUFFER);
            if (file.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
                throw new InputError(
                        file + ": its name ends with .gz, but it is not gzip-compressed");
            }
            return raw;
        } catch (IOException | InputError e) {
            close(raw);
            throw e instanceof IOException io ? failure(file, io) : (InputError) e;
        }
    }

    /// A small file of UTF-8 text.
    static String text(Path file) {
        requireNoFolder(file);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST_TEXT + 1);
            if (bytes.length > LARGEST_TEXT) {
                throw new InputError(file + ": is larger than 1 MiB: it is no experiment file");
            }
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /// Requires a file that is there.
    static void requireThere(Path file) {
        requireFile(file);
        if (!Files.exists(file)) throw failure(file, new NoSuchFileException(file.toString()));
    }

    private static void requireNoFolder(Path file) {
        if (Files.isDirectory(file)) throw new InputError(file + ": is a folder, expected a file");
    }

    private static void requireFile(Path file) {
        requireNoFolder(file);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new InputError(file + ": is neither a file nor a folder");
        }
    }

    /// What a failed reading means for the user.
    static InputError failure(Path file, IOException e) {
        return new InputError(file + ": " + switch (e) {
            case NoSuchFileException _ -> "there is no such file" + near(file);
            case AccessDeniedException _ -> "cannot be read: permission denied";
            case EOFException _ -> "is truncated: its compressed data end too early";
            case ZipException _ -> "is damaged: " + e.getMessage();
            case CharacterCodingException _ -> "is not UTF-8 text";
            case FileSystemException fs when fs.getReason() != null ->
                "cannot be read: " + fs.getReason();
            default -> "cannot be read: " + e.getMessage();
        });
    }

    private static String near(Path file) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        if (!Files.isDirectory(folder)) return ", nor a folder " + folder;
        try (Stream<Path> entries = Files.list(folder)) {
            List<String> names = entries.map(p -> String.valueOf(p.getFileName())).limit(1000)
                    .toList();
            String suggestion = Nearest.suggestion(String.valueOf(file.getFileName()), names);
            return suggestion.startsWith("did") ? "; " + suggestion : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static void close(@Nullable InputStream stream) {
        try {
            if (stream != null) stream.close();
        } catch (IOException e) {
            // The error that made us close it is the one to tell.
        }
    }
}
