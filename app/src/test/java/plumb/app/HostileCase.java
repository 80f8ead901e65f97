package plumb.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// An input that must be refused.
///
/// @param command makes the files and says how the command is called
/// @param words what the error says, among other things
record HostileCase(String name, Command command, List<String> words) {
    static final String YAML = """
            data:
              source: %s
            network:
              - dense(4, relu)
              - dense(1, sigmoid)
            """;

    HostileCase(String name, Command command, String... words) {
        this(name, command, List.of(words));
    }

    @FunctionalInterface
    interface Command {
        Object[] in(Path folder) throws IOException;
    }

    @FunctionalInterface
    interface Content {
        byte[] bytes() throws IOException;
    }

    /// Trains on one file of data.
    static HostileCase data(String name, String file, Content content, String... words) {
        return new HostileCase(name, folder -> {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.write(path, content.bytes());
            return train(folder, String.format(YAML, file));
        }, words);
    }

    static HostileCase table(String name, Content content, String... words) {
        return data(name, "t.csv", content, words);
    }

    static HostileCase table(String name, String text, String... words) {
        return table(name, () -> bytes(text), words);
    }

    /// Trains by an experiment file.
    static HostileCase experiment(String name, Content content, String... words) {
        return new HostileCase(name, folder -> {
            Files.write(folder.resolve("e.yaml"), content.bytes());
            return new Object[] {"train", folder.resolve("e.yaml"), "--out", folder.resolve("out")};
        }, words);
    }

    static HostileCase experiment(String name, String text, String... words) {
        return experiment(name, () -> bytes(text), words);
    }

    static Object[] train(Path folder, String yaml) throws IOException {
        Path file = Cli.write(folder, "e.yaml", yaml);
        return new Object[] {"train", file, "--out", folder.resolve("out")};
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Compressed text, its middle many times.
    static byte[] gzip(byte[] first, byte[] middle, int times) throws IOException {
        var out = new ByteArrayOutputStream();
        out.write(gzip(first));
        byte[] member = gzip(middle);
        for (int i = 0; i < times; i++) out.write(member);
        return out.toByteArray();
    }

    static byte[] gzip(byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    static byte[] repeated(char character, int times) {
        var bytes = new byte[times];
        Arrays.fill(bytes, (byte) character);
        return bytes;
    }

    static byte[] cut(byte[] content, int length) {
        return Arrays.copyOf(content, length);
    }

    @Override
    public String toString() {
        return name;
    }
}
