package plumb.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each case is a JVM of its own, since a module once loaded stays.
class VectorModuleTest {
    @Test
    void is_loaded_on_first_use_without_a_word_of_the_jvm() throws Exception {
        assertThat(run("--add-exports=java.base/jdk.internal.module=ALL-UNNAMED"))
                .isEqualTo("true");
    }

    @Test
    void is_absent_where_the_loader_is_closed() throws Exception {
        assertThat(run()).isEqualTo("false");
    }

    @Test
    void is_there_when_named() throws Exception {
        assertThat(run("--add-modules=jdk.incubator.vector")).endsWith("true");
    }

    /// Everything that [Probe] and its JVM print.
    private static String run(String... options) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        Path classes = Path.of(VectorModule.class.getProtectionDomain().getCodeSource()
                .getLocation().toURI());
        command.addAll(List.of("-cp", classes + File.pathSeparator
                + classes.resolveSibling("test-classes"), Probe.class.getName()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.contains("JAVA"));
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(),
                StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed.strip();
    }

    static final class Probe {
        private Probe() {}

        public static void main(String[] arguments) {
            System.out.println(VectorModule.present());
        }
    }
}
