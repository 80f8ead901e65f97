package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The launchers as a user starts them: the command of the distribution, and `./plumb` in a small
/// copy of the checkout whose Maven is a script, so that nothing is built.
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
    private static final Path BUILT = Path.of(System.getProperty("plumb.dist"));
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath();
    private static final String VERSION = "plumb " + System.getProperty("plumb.version") + "\n";
    private static final String JAVA = System.getProperty("java.home");

    @TempDir
    private Path folder;
    private Path root;
    private Path dist;
    private Path plumb;

    /// Keeps the launcher from making its cache, but for the tests that take it away.
    private Path lock;

    private record Outcome(int code, String out, String err) {}

    @BeforeEach
    void copy() throws IOException {
        root = folder.resolve("a check out");
        dist = root.resolve("app/target/dist");
        plumb = dist.resolve("bin/plumb");
        copyTree(BUILT.resolve("bin"), dist.resolve("bin"));
        copyTree(BUILT.resolve("lib"), dist.resolve("lib"));
        lock = Files.createDirectory(dist.resolve("lib/plumb-"
                + System.getProperty("java.version") + ".aot.lock"));
    }

    @Test
    void version_is_one_line_with_and_without_the_cache() throws Exception {
        Files.delete(lock);
        assertThat(run(plumb, "--version")).isEqualTo(new Outcome(0, VERSION, ""));
        Path cache = awaitCache();
        assertThat(run(plumb, "--version")).isEqualTo(new Outcome(0, VERSION, ""));
        var onlyWithCache = Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on");
        assertThat(run(onlyWithCache, plumb, "--version")).isEqualTo(new Outcome(0, VERSION, ""));

        Files.writeString(cache, "not a cache");
        assertThat(run(plumb, "--version")).isEqualTo(new Outcome(0, VERSION, ""));
    }

    @Test
    void one_cache_is_made_when_several_start_at_once() throws Exception {
        Files.delete(lock);
        var starts = new ArrayList<Process>();
        for (int i = 0; i < 4; i++) starts.add(command(Map.of(), plumb, "--version").start());
        for (Process start : starts) assertThat(start.waitFor()).isZero();
        awaitCache();
        assertThat(run(Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on"), plumb, "--version"))
                .isEqualTo(new Outcome(0, VERSION, ""));
    }

    @Test
    void exit_code_and_errors_pass_through() throws Exception {
        Outcome outcome = run(plumb, "--sped");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("plumb: Unknown option: '--sped'");
    }

    @Test
    void output_that_cannot_be_written_is_an_error() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        for (String verb : List.of("--version", "--help", "explain", "train no.yaml --help")) {
            assertThat(run(Path.of("/bin/sh"), "-c", "'" + plumb + "' " + verb + " > /dev/full"))
                    .isEqualTo(new Outcome(1, "",
                            "plumb: standard output: cannot be written: No space left on device\n"));
        }
    }

    @Test
    void paths_have_any_characters_in_the_c_locale() throws Exception {
        var c = Map.of("LC_ALL", "C");
        String file = "f=$(printf '\\303\\251.yaml'); : > $f; ";
        assertThat(run(c, Path.of("/bin/sh"), "-c", file + "'" + plumb + "' train $f"))
                .isEqualTo(new Outcome(4, "",
                        "plumb: é.yaml: is empty; expected keys such as data and network\n"));
        Outcome bare = run(c, Path.of("/bin/sh"), "-c",
                file + "'" + JAVA + "/bin/java' -jar '" + dist + "/lib/plumb.jar' train $f");
        assertThat(bare.code()).isEqualTo(2);
        assertThat(bare.err()).startsWith("plumb: Invalid value for positional parameter at index 0"
                + " (FILE): ").contains(
                        " is not a path: the locale has no such characters; set LC_ALL=C.UTF-8\n");
    }

    @Test
    void works_through_a_link_with_options_in_the_environment() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a check out/app"));
        Path second = Files.createSymbolicLink(folder.resolve("p"),
                link.resolve("target/dist/bin/plumb"));
        assertThat(run(Map.of("JAVA_TOOL_OPTIONS", "-Dx=1 -Dy=2", "_JAVA_OPTIONS", "-Xmx200m"),
                second, "--version")).isEqualTo(new Outcome(0, VERSION, ""));
    }

    /// 24 MB of inputs, which are more than half of a heap of 40 MB.
    @Test
    void rows_beside_the_heap_train_like_rows_in_it() throws Exception {
        var table = new StringBuilder();
        for (int c = 0; c < 100; c++) table.append('x').append(c).append(',');
        table.append("y\n");
        for (int row = 0; row < 60_000; row++) {
            for (int c = 0; c < 100; c++) table.append(row * (c + 7) / 11 % 10).append(',');
            table.append(row % 7 < 3 ? "a\n" : "b\n");
        }
        Files.writeString(folder.resolve("t.csv"), table);
        Files.writeString(folder.resolve("e.yaml"), """
                data:
                  source: t.csv
                network:
                  - dense(4, relu)
                  - dense(1, sigmoid)
                batch: 500
                steps: 100
                """);
        var small = Map.of("JDK_JAVA_OPTIONS", "-Xmx40m -Xmn8m");
        assertThat(run(small, plumb, "train", "e.yaml", "--quiet", "--out", "one").code())
                .isIn(0, 3);
        assertThat(run(plumb, "train", "e.yaml", "--quiet", "--out", "other").code()).isIn(0, 3);
        assertThat(folder.resolve("one/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("other/model.safetensors"));
        assumeTrue(Files.exists(Path.of("/proc/self")));
        var noRoom = Map.of("JDK_JAVA_OPTIONS", "-Xmx40m -Xmn8m", "TMPDIR", "/proc");
        assertThat(run(noRoom, plumb, "train", "e.yaml", "--quiet", "--out", "none"))
                .isEqualTo(new Outcome(4, "", "plumb: " + folder.toRealPath() + "/t.csv: 60000 rows"
                        + " of 100 inputs need a temporary file of 22.9 MiB (24000000 bytes), but"
                        + " /proc has room for 0.0 MiB (0 bytes): let TMPDIR name a folder with"
                        + " more\n"));
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void looks_further_when_java_home_is_wrong() throws Exception {
        var wrong = Map.of("JAVA_HOME", folder.toString(), "PATH",
                JAVA + "/bin:" + System.getenv("PATH"));
        assertThat(run(wrong, plumb, "--version")).isEqualTo(new Outcome(0, VERSION, ""));
    }

    @Test
    void the_checkout_runs_its_build_as_long_as_no_source_is_newer() throws Exception {
        copyCheckout("exit 1");
        assertThat(run(root.resolve("plumb"), "--version"))
                .isEqualTo(new Outcome(0, VERSION, ""));
    }

    @Test
    void the_checkout_builds_when_a_source_is_newer() throws Exception {
        copyCheckout("echo \"$*\" > arguments; mkdir -p app/target/quick;"
                + " cp -R app/target/dist app/target/quick/; touch app/target/quick/dist/lib/*");
        touch("core/src/main/Some.java");
        assertThat(run(root.resolve("plumb"), "--version")).isEqualTo(new Outcome(0, VERSION,
                "plumb: building, log in " + root.toRealPath() + "/target/build.log\n"));
        assertThat(root.resolve("arguments")).content()
                .isEqualTo("-q -B -Dquick -Dmaven.test.skip package\n");
        assertThat(run(root.resolve("plumb"), "--version"))
                .isEqualTo(new Outcome(0, VERSION, ""));
    }

    @Test
    void the_checkout_shows_why_a_build_failed() throws Exception {
        copyCheckout("echo a semicolon is missing; exit 1");
        touch("pom.xml");
        Outcome outcome = run(root.resolve("plumb"), "--version");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("a semicolon is missing\nplumb: the build failed");
    }

    /// The files that `./plumb` looks at, older than the build, and a Maven of our own.
    private void copyCheckout(String maven) throws IOException {
        Files.copy(CHECKOUT.resolve("plumb"), root.resolve("plumb"),
                StandardCopyOption.COPY_ATTRIBUTES);
        copyTree(BUILT.resolve("bin"), root.resolve("app/src/main/dist/bin"));
        for (String file : List.of("pom.xml", "etc/jar.xml", "core/pom.xml", "core/src/main/A.java",
                "files/pom.xml", "files/src/main/B.java", "app/pom.xml")) {
            touch(file);
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(f -> !f.startsWith(dist)).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
            }
        }
        Path script = Files.writeString(Files.createDirectory(folder.resolve("maven"))
                .resolve("mvn"), "#!/bin/sh\n" + maven + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    private void touch(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
    }

    /// The cache, once it is there.
    private Path awaitCache() throws Exception {
        for (int i = 0; i < 600; i++) {
            try (Stream<Path> files = Files.list(dist.resolve("lib"))) {
                List<String> caches = files.map(Path::toString).filter(f -> f.contains(".aot"))
                        .toList();
                if (caches.size() == 1 && caches.getFirst().endsWith(".aot")) {
                    return Path.of(caches.getFirst());
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("no cache after a minute");
    }

    private Outcome run(Path program, String... arguments) throws Exception {
        return run(Map.of(), program, arguments);
    }

    private Outcome run(Map<String, String> environment, Path program, String... arguments)
            throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        int code = command(environment, program, arguments).redirectOutput(out.toFile())
                .redirectError(err.toFile()).start().waitFor();
        return new Outcome(code, Files.readString(out), Files.readString(err));
    }

    private ProcessBuilder command(Map<String, String> environment, Path program,
            String... arguments) {
        var command = new ArrayList<String>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(Map.of("JAVA_HOME", JAVA, "PATH",
                folder.resolve("maven") + ":" + System.getenv("PATH")));
        builder.environment().putAll(environment);
        return builder;
    }

    private static void copyTree(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(f -> !f.toString().contains(".aot")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
