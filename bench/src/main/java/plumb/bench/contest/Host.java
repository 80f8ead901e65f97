package plumb.bench.contest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// This machine, and how a JVM is started on it.
public final class Host {
    /// What every JVM is started with: the options of the `plumb` command that bear on speed.
    public static final List<String> OPTIONS = List.of("-XX:+UseParallelGC", "-XX:-UsePerfData",
            "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED");

    /// Where the peers unpack their native libraries: a folder of the build, not of the user.
    static final List<String> NATIVES = List.of("-DENGINE_CACHE_DIR=natives",
            "-Dorg.bytedeco.javacpp.cachedir=natives");

    private Host() {}

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
