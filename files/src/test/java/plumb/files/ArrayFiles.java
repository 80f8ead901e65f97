package plumb.files;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import plumb.text.InputError;

/// A folder of arrays, and what becomes of them as a source.
abstract class ArrayFiles {
    @TempDir
    Path folder;

    /// A file that NumPy has written, see `make.py` beside it.
    Path numpy(String name) throws IOException {
        try (var in = ArrayFiles.class.getResourceAsStream("/numpy/" + name)) {
            return Files.write(folder.resolve(name), Objects.requireNonNull(in).readAllBytes());
        }
    }

    static byte[] npy(String header, byte... data) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer bytes = ByteBuffer.allocate(10 + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        return bytes.putShort((short) text.length).put(text).put(data).array();
    }

    static byte[] bytes(String shape, int... data) {
        var numbers = new byte[data.length];
        for (int i = 0; i < data.length; i++) numbers[i] = (byte) data[i];
        return npy("{'descr': '|u1', 'fortran_order': False, 'shape': (" + shape + "), }\n",
                numbers);
    }

    Path npz(Map<String, byte[]> entries) throws IOException {
        Path file = folder.resolve("a.npz");
        try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return file;
    }

    Prepared prepare(Path source, String... settings) {
        String yaml = "data:\n  source: " + source + "\n  validation: 0\nnetwork:\n  - dense(1)\n";
        return Experiment.parse(yaml, "x.yaml", folder, List.of(settings)).prepare();
    }

    void rejects(Path source, String message, String... settings) {
        assertThatThrownBy(() -> prepare(source, settings)).isInstanceOf(InputError.class)
                .hasMessage(message.replace("FILE", source.toString()));
    }
}
