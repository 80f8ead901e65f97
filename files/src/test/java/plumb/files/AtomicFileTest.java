package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    @Test
    void an_interrupt_while_it_writes_loses_nothing() {
        Path file = folder.resolve("model");
        AtomicFile.write(file, out -> {
            out.write(new byte[100_000]);
            Thread.currentThread().interrupt();
            out.write(new byte[100_000]);
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(file).hasSize(200_000);
        assertThat(folder.resolve(".model.part")).doesNotExist();
    }
}
