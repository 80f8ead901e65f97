package plumb.bench.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.bench.contest.Host;
import plumb.bench.contest.Spread;

/// What it takes to run the `plumb` command of this checkout, its start-up cache made.
///
/// @param version the seconds of `plumb --version`
/// @param examine the seconds of `plumb examine` on [#EXAMPLE]
/// @param emptyJvm the megabytes that a JVM holds that does nothing, with the options of the launcher
public record Command(Spread version, Spread examine, double emptyJvm) {
    /// The experiment that is examined; its network is sick.
    public static final String EXAMPLE = "examples/v1-deep-sigmoid-circles.yaml";

    /// The exit code where something is wrong with the network.
    private static final int SICK = 3;
    private static final int LAUNCHES = 9;
    private static final long PATIENCE = 60_000;

    /// Measures the launcher in the folder `root`.
    public static Command measure(Path root) {
        String plumb = root.resolve("plumb").toString();
        Launch.of(0, List.of(plumb, "--version"));
        awaitCache(root);
        return new Command(median(0, List.of(plumb, "--version")),
                median(SICK,
                        List.of(plumb, "examine", root.resolve(EXAMPLE).toString(), "--quiet")),
                idle());
    }

    private static double idle() {
        var command = new ArrayList<String>(List.of(Host.java()));
        command.addAll(Host.launcher());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"),
                Nothing.class.getName()));
        return Launch.of(0, command).megabytes();
    }

    private static Spread median(int code, List<String> command) {
        return Spread.of(IntStream.range(0, LAUNCHES)
                .mapToDouble(_ -> Launch.of(code, command).seconds()).toArray());
    }

    /// The first launch makes the cache behind our back.
    private static void awaitCache(Path root) {
        try {
            long end = System.currentTimeMillis() + PATIENCE;
            while (System.currentTimeMillis() < end && !hasCache(root)) Thread.sleep(500);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean hasCache(Path root) {
        return Stream.of("app/target/dist/lib", "app/target/quick/dist/lib").map(root::resolve)
                .filter(Files::isDirectory).anyMatch(folder -> {
                    try (var files = Files.list(folder)) {
                        return files.anyMatch(file -> file.toString().endsWith(".aot"));
                    } catch (IOException e) {
                        return false;
                    }
                });
    }
}
