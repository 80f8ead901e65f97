package plumb.theory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import plumb.nn.Activation;

/// Tables of numbers that were computed by another program.
final class Oracle {
    private Oracle() {}

    /// The rows of a table behind its header.
    static List<String[]> rows(String name) {
        try (InputStream in = Objects.requireNonNull(Oracle.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1)
                    .map(line -> line.split(",")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Activation.Elementwise activation(String name) {
        return (Activation.Elementwise) Activation.of(name);
    }
}
