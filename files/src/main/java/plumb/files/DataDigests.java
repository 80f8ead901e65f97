package plumb.files;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import plumb.text.InputError;

/// What the files, or folders of images, that rows come from held at one time, by their SHA-256. A file
/// that is edited while it is read, or before it is read again, is known by it.
public record DataDigests(Map<Path, String> files) {
    /// Of rows that come from no file.
    static final DataDigests NONE = new DataDigests(Map.of());

    public DataDigests {
        files = Map.copyOf(files);
    }

    /// Those of files as they are now.
    ///
    /// @throws InputError if one cannot be read
    public static DataDigests of(List<Path> files) {
        var digests = new HashMap<Path, String>();
        files.forEach(file -> digests.computeIfAbsent(file, DataDigest::of));
        return new DataDigests(digests);
    }

    /// The digest of one of the files.
    public String of(Path file) {
        return files.getOrDefault(file, "that of no file");
    }

    /// Requires some of the files to be as they were.
    ///
    /// @throws InputError naming the first that is not
    void requireSame(List<Path> some) {
        DataDigests now = of(some);
        for (Path file : some) {
            if (now.of(file).equals(of(file))) continue;
            throw new InputError(file + ": has changed since it was first read: its SHA-256 is "
                    + now.of(file) + ", expected " + of(file));
        }
    }
}
