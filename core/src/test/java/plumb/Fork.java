package plumb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A main class of the tests run in a fresh JVM, where nothing is compiled yet and other options
/// hold.
public final class Fork {
    private Fork() {}

    /// Runs `main` with JVM options and returns the lines it printed.
    public static List<String> run(Class<?> main, String... options) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-cp", root(main) + File.pathSeparator + root(plumb.train.Training.class)));
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        command.addAll(List.of(options));
        command.add(main.getName());
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output.lines()
                    .filter(line -> !line.startsWith("WARNING: Using incubator modules")).toList();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The folder that a class was loaded from.
    private static Path root(Class<?> loaded) {
        try {
            URI file = loaded.getResource(loaded.getSimpleName() + ".class").toURI();
            Path path = Path.of(file);
            int depth = loaded.getName().split("\\.", -1).length;
            return path.getRoot().resolve(path.subpath(0, path.getNameCount() - depth));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
