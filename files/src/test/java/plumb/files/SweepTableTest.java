package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.sweep.Axis;
import plumb.sweep.Grid;
import plumb.sweep.Sweep;
import plumb.sweep.Trial;
import plumb.text.InputError;

class SweepTableTest {
    /// Values with commas, quotes and characters of two to four bytes.
    private static final Grid GRID = new Grid(List.of(
            new Axis("data.target", List.of("größe", "\"γ\", 水")),
            new Axis("name", List.of("𝛿", "a,b"))));
    private static final List<Trial> TRIALS = IntStream.rangeClosed(1, 4)
            .mapToObj(point -> new Trial(point, 7, 9, false, point % 2 == 0, -0.1 / point, 0.3, 1,
                    point == 3 ? Double.NaN : 0.25, 0.5, 0.5, 1))
            .toList();

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve(SweepTable.NAME);
    }

    private static byte[] whole() {
        return SweepTable.text(new Sweep("a", 7, 1, "accuracy", GRID, List.of(), TRIALS))
                .getBytes(StandardCharsets.UTF_8);
    }

    /// Cut behind any byte, also within a character: all trials whose lines have an end count.
    @Test
    void aLineThatWasCutShortDoesNotCount() throws IOException {
        byte[] whole = whole();
        int header = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
        int lines = 0;
        for (int length = header; length <= whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            if (length > header && whole[length - 1] == '\n') lines++;
            assertThat(SweepTable.read(file(), GRID)).as("%d bytes", length)
                    .isEqualTo(TRIALS.subList(0, lines));
        }
        assertThat(lines).isEqualTo(4);
    }

    @Test
    void whatIsNoTrialIsNamedWithItsLine() throws IOException {
        String whole = new String(whole(), StandardCharsets.UTF_8);
        for (String changed : List.of(whole.replace("größe", "grosse"),
                whole.replace("1,gr", "9,gr"),
                whole.replace(",9,", ",nine,"), whole.replace("𝛿,7", "𝛿,,7"))) {
            assertThat(changed).isNotEqualTo(whole);
            Files.writeString(file(), changed);
            assertThatThrownBy(() -> SweepTable.read(file(), GRID)).isInstanceOf(InputError.class)
                    .hasMessageMatching(
                            "\\Q" + file() + "\\E:[123]: is no trial of this sweep");
        }
    }
}
