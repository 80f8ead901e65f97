package plumb.bench.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
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
    public static final String EXAMPLE = "examples/clinic/v1-deep-sigmoid-circles.yaml";

    /// The exit code where something is wrong with the network.
    private static final int SICK = 3;
    private static final int LAUNCHES = 9;
    private static final String CACHE = ".aot";
    private static final long PATIENCE = 60_000_000_000L;
    private static final long POLL = 100_000_000;

    /// Measures the launcher in the folder `root`. Its start-up cache is made anew: one that is there
    /// may be older than the jars, and would be remade while we measure.
    public static Command measure(Path root) throws IOException {
        String plumb = root.resolve("plumb").toString();
        removeCaches(root);
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

    private static void removeCaches(Path root) throws IOException {
        for (Path file : inLibraries(root)) {
            if (file.toString().endsWith(CACHE)) Files.delete(file);
        }
    }

    /// The first launch makes the cache behind our back, and takes its lock away at the end.
    private static void awaitCache(Path root) throws IOException {
        long end = System.nanoTime() + PATIENCE;
        while (!hasCache(inLibraries(root))) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("no start-up cache after a minute");
            }
            LockSupport.parkNanos(POLL);
        }
    }

    private static boolean hasCache(List<Path> files) {
        return files.stream().anyMatch(file -> file.toString().endsWith(CACHE)
                && !files.contains(Path.of(file + ".lock")));
    }

    /// The files beside the jars of both builds that the launcher may choose.
    private static List<Path> inLibraries(Path root) throws IOException {
        var found = new ArrayList<Path>();
        for (String build : List.of("dist", "quick/dist")) {
            Path folder = root.resolve("app/target", build, "lib");
            if (!Files.isDirectory(folder)) continue;
            try (Stream<Path> files = Files.list(folder)) {
                files.forEach(found::add);
            }
        }
        return found;
    }
}
