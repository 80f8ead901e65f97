package plumb.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import plumb.text.InputError;

/// What the files, or folders of images, that rows come from held at one time, by their SHA-256. A file
/// that is edited while it is read, or before it is read again, is known by it.
public final class DataDigests {
    /// Of rows that come from no file.
    static final DataDigests NONE = new DataDigests(Map.of());

    private final Map<Path, Digest> files;

    /// @param changed a number of sizes and times of the last change: while it is the same, so is the content
    private record Digest(String sha256, long changed) {
        static Digest of(Path path) {
            long stamp = stamp(path);
            return new Digest(DataDigest.of(path), stamp);
        }
    }

    private DataDigests(Map<Path, Digest> files) {
        this.files = Map.copyOf(files);
    }

    /// Those of files as they are now.
    ///
    /// @throws InputError if one cannot be read
    public static DataDigests of(List<Path> files) {
        var digests = new HashMap<Path, Digest>();
        files.forEach(file -> digests.computeIfAbsent(file, Digest::of));
        return new DataDigests(digests);
    }

    /// The digest of one of the files.
    public String of(Path file) {
        Digest digest = files.get(file);
        return digest == null ? "that of no file" : digest.sha256;
    }

    /// Requires some of the files to be as they were.
    ///
    /// @throws InputError naming the first that is not
    void requireSame(List<Path> some) {
        for (Path file : some) {
            Digest was = files.get(file);
            if (was != null && was.changed == stamp(file)) continue;
            String now = DataDigest.of(file);
            if (now.equals(of(file))) continue;
            throw new InputError(file + ": has changed since it was first read: its SHA-256 is "
                    + now + ", expected " + of(file));
        }
    }

    private static long stamp(Path path) {
        try {
            if (Files.isDirectory(path)) {
                long stamp = 0;
                for (ImageFolder.Group group : ImageFolder.ofClasses(path).groups()) {
                    for (Path image : group.images()) {
                        stamp = 31 * stamp + image.toString().hashCode() + stampOfFile(image);
                    }
                }
                return stamp;
            }
            return stampOfFile(path);
        } catch (IOException e) {
            throw InputFiles.failure(path, e);
        }
    }

    private static long stampOfFile(Path file) throws IOException {
        InputFiles.requireThere(file);
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return 31 * now.lastModifiedTime().to(TimeUnit.NANOSECONDS) + now.size();
    }
}
