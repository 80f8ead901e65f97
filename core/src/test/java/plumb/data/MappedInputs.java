package plumb.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The same rows in a file that is mapped into memory.
public final class MappedInputs {
    private MappedInputs() {}

    public static Inputs of(Inputs rows) {
        try {
            Path file = Files.createTempFile("plumb-test", ".rows");
            try (var channel = FileChannel.open(file, StandardOpenOption.READ,
                    StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
                long bytes = (long) rows.rows() * rows.width() * Float.BYTES;
                var mapped = new Inputs.Mapped(
                        channel.map(MapMode.READ_WRITE, 0, bytes, Arena.ofAuto()), rows.width());
                var row = new float[rows.width()];
                for (int r = 0; r < rows.rows(); r++) {
                    rows.read(r, row, 0);
                    mapped.write(r, row);
                }
                return mapped;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
