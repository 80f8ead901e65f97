package plumb.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import plumb.bench.contest.Host;

/// The machine and the JVM of a run.
///
/// @param plumbOptions what the JVM of Plumb was started with
public record Environment(String processor, int cores, String features, String caches,
        String memory, String system, String java, List<String> plumbOptions) {
    private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");

    public static Environment here() {
        return new Environment(readProcessor(), Host.cores(),
                Stream.of("avx2", "fma", "avx512f").filter(Host::cpuHas)
                        .collect(Collectors.joining(", ")),
                readCaches(), readMemory(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " "
                        + System.getProperty("java.runtime.version"),
                Host.plumb());
    }

    private static String readProcessor() {
        String family = Host.cpu("cpu family");
        return family.isEmpty()
                ? "not told"
                : Host.cpu("model name") + ", family " + family + ", model "
                        + Host.cpu("model\t") + ", " + Host.cpu("cpu MHz") + " MHz";
    }

    private static String readCaches() {
        return Stream.iterate(0, i -> i + 1).map(i -> CACHES.resolve("index" + i))
                .takeWhile(Files::isDirectory)
                .map(folder -> "L" + text(folder.resolve("level")) + " "
                        + text(folder.resolve("type")) + " " + text(folder.resolve("size")))
                .collect(Collectors.joining(", "));
    }

    private static String readMemory() {
        return lines(Path.of("/proc/meminfo")).stream().filter(l -> l.startsWith("MemTotal"))
                .map(l -> l.replaceAll("[^0-9]", ""))
                .map(l -> Math.round(Double.parseDouble(l) / (1 << 20)) + " GiB").findFirst()
                .orElse("not told");
    }

    private static String text(Path file) {
        return String.join(" ", lines(file)).strip();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
