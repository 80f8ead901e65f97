package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import plumb.data.Inputs;
import plumb.text.InputError;

class InputStoreTest {
    private static final Path SOURCE = Path.of("x.csv");

    private static Inputs store(float[][] rows, long most) {
        InputStore store = InputStore.of(SOURCE, rows.length, rows[0].length, most);
        for (float[] row : rows) store.add(row);
        return store.inputs();
    }

    private static float[][] draw(long seed, int rows, int width) {
        var random = new Random(seed);
        var drawn = new float[rows][width];
        for (float[] row : drawn) {
            for (int c = 0; c < width; c++) row[c] = Float.intBitsToFloat(random.nextInt());
        }
        return drawn;
    }

    /// Rows that are shorter and longer than the buffer of the file, which has 262144 floats.
    @Test
    void aFileHoldsTheBitsOfAnArray() {
        for (int[] size : new int[][] {{1, 1}, {7, 3}, {1000, 263}, {4, 262144}, {3, 300_001}}) {
            float[][] rows = draw(1, size[0], size[1]);
            long bytes = 4L * size[0] * size[1];
            Inputs held = store(rows, bytes);
            Inputs mapped = store(rows, bytes - 1);
            assertThat(held).isInstanceOf(Inputs.Held.class);
            assertThat(mapped).isInstanceOf(Inputs.Mapped.class);
            assertThat(mapped.rows()).isEqualTo(size[0]);
            for (int r = 0; r < size[0]; r++) {
                mapped.load(r, r + 1);
                for (Inputs inputs : new Inputs[] {held, mapped}) {
                    var found = new float[size[1]];
                    inputs.read(r, found, 0);
                    for (int c = 0; c < size[1]; c++) {
                        assertThat(Float.floatToRawIntBits(found[c]))
                                .isEqualTo(Float.floatToRawIntBits(rows[r][c]));
                    }
                }
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nothingIsLeftInTheFolder() throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        InputStore store = InputStore.of(SOURCE, 2, 1, 0);
        store.add(new float[] {1});
        try (var files = Files.newDirectoryStream(folder, "plumb-*.rows")) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aDiskThatIsTooSmallIsNamedWithBothFigures() {
        assertThatThrownBy(() -> InputStore.of(SOURCE, 1_000_000, Integer.MAX_VALUE, 0))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("x.csv: 1000000 rows of 2147483647 inputs need a temporary"
                        + " file of 8000000.0 GiB (8589934588000000 bytes), but ")
                .hasMessageContaining(" has room for ")
                .hasMessageEndingWith(": let TMPDIR name a folder with more");
    }

    @Test
    void rowsThatAreTooManyForTheHeapAreRefused() {
        assertThatThrownBy(() -> InputStore.of(SOURCE, Integer.MAX_VALUE, 1, 0))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("x.csv: 2147483647 rows of 1 inputs need 64.0 GiB"
                        + " (68719476704 bytes) of memory beside a temporary file, but ")
                .hasMessageEndingWith(" are free: use a larger heap");
    }
}
