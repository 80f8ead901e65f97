package plumb.bench.contest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// This machine, and how a JVM is started on it.
public final class Host {
    /// What the JVM of a peer is started with.
    public static final List<String> PEER = List.of("-XX:+UseParallelGC", "-XX:-UsePerfData",
            "-Xmx3g", "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED");

    private static final Pattern LAUNCHER = Pattern.compile("(?m)^options=\\(([^)]*)\\)");

    /// Where the peers unpack their native libraries: a folder of the build, not of the user.
    static final List<String> NATIVES = List.of("-DENGINE_CACHE_DIR=natives",
            "-Dorg.bytedeco.javacpp.cachedir=natives");

    private Host() {}

    /// The checkout that is measured: the folder `bench.root`.
    public static Path root() {
        return Path.of(System.getProperty("bench.root", ".")).toAbsolutePath();
    }

    /// What the `plumb` command starts its JVM with, but for its start-up cache: read from the
    /// launcher, so that it cannot differ.
    public static List<String> launcher() {
        Path file = root().resolve("app/src/main/dist/bin/plumb");
        try {
            Matcher options = LAUNCHER.matcher(Files.readString(file));
            if (!options.find()) throw new IllegalStateException(file + " has no line options=(…)");
            return List.of(options.group(1).strip().split("\\s+", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the JVM of Plumb is started with: the options of the launcher, and the module that the
    /// command adds by itself.
    public static List<String> plumb() {
        return Stream.concat(launcher().stream(), Stream.of("--add-modules=jdk.incubator.vector"))
                .toList();
    }

    /// The `java` that runs this.
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /// The words in front of a command that binds it to one core.
    public static List<String> onOneCore() {
        return List.of("taskset", "-c", "0");
    }

    public static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /// Whether the processor lists a feature, such as `avx512f`.
    public static boolean cpuHas(String feature) {
        return List.of(cpu("flags").split(" ", -1)).contains(feature);
    }

    /// What Linux says of the processor under a key such as `model name`; empty elsewhere.
    public static String cpu(String key) {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith(key)).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
