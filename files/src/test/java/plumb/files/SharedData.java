package plumb.files;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// The folder with MNIST and the digits: `PLUMB_DATA`, or `../shared/data` beside the repository.
final class SharedData {
    private SharedData() {}

    /// The folder; the test is skipped where it is absent.
    static Path folder() {
        String set = System.getenv("PLUMB_DATA");
        Path folder = set != null ? Path.of(set) : root().resolveSibling("shared").resolve("data");
        assumeTrue(Files.isDirectory(folder),
                "no test data: set PLUMB_DATA to their folder; looked in " + folder);
        return folder;
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.isDirectory(folder.resolve("core")))
            folder = folder.getParent();
        return folder;
    }
}
