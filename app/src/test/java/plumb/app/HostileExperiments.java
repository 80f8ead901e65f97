package plumb.app;

import static plumb.app.HostileCase.bytes;
import static plumb.app.HostileCase.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Experiment files that must be refused.
final class HostileExperiments {
    private static final int MIB = 1 << 20;

    private HostileExperiments() {}

    static List<HostileCase> cases() {
        return List.of(
                experiment("a billion laughs", """
                        data: &a [x, x, x, x, x, x, x, x, x]
                        name: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
                        seed: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
                        batch: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
                        epochs: [*d, *d, *d, *d, *d, *d, *d, *d, *d]
                        """, "e.yaml"),
                experiment("a list that holds itself", "network: &a [*a]\n",
                        "e.yaml:1:10: ", "network must be one text, got a list"),
                experiment("100000 lists in each other", "network: " + "[".repeat(100_000),
                        "e.yaml"),
                experiment("10000 keys in each other",
                        () -> {
                            var text = new StringBuilder();
                            for (int i = 0; i < 1000; i++) {
                                text.append(" ".repeat(i)).append("data:\n");
                            }
                            return bytes(text.toString());
                        }, "e.yaml"),
                experiment("a key twice", "name: a\nname: b\n",
                        "e.yaml:2:1: \"name\" is given twice, first at "),
                experiment("tabs", "data:\n\tsource: xor(10)\n", "e.yaml:2:1"),
                experiment("a tag that would run code",
                        "name: !!javax.script.ScriptEngineManager [!!java.net.URL [\"x\"]]\n",
                        "e.yaml:1:7: name must be one text, got a list"),
                experiment("a merge key", "data: &a {source: xor(10)}\n<<: *a\n",
                        "e.yaml:2:1: unknown key \"<<\""),
                experiment("two documents", "name: a\n---\nname: b\n", "e.yaml:2:1"),
                experiment("2 MiB", () -> HostileCase.repeated('#', 2 * MIB),
                        "is larger than 1 MiB"),
                experiment("a zero byte", "name: a\0b\n", "it has the character U+0000"),
                experiment("bytes that are no text", () -> new byte[] {'a', (byte) 0xff},
                        "e.yaml: is not UTF-8 text"),
                experiment("a key of half a million letters", "x".repeat(MIB / 2) + ": 1\n",
                        "e.yaml"),
                new HostileCase("a device as experiment",
                        _ -> new Object[] {"train", "/dev/zero"},
                        "/dev/zero: is larger than 1 MiB"),
                new HostileCase("a link to itself as experiment", folder -> {
                    Path link = folder.resolve("e.yaml");
                    Files.createSymbolicLink(link, link);
                    return new Object[] {"train", link};
                }, "e.yaml: cannot be read"),
                layer("dense(999999999999)", "\"units\" must be a whole number below 2147483648"),
                layer("dense(1e99)", "\"units\" must be a whole number"),
                layer("dense(2) x 10000000", "expected how many times, from 1 to 999999"),
                layer("dense(2, relu) x 999999", "at most 10000 layers"),
                layer("dense(2147483647, relu)", "rows of 2147483647 values are too large"),
                layer("residual(".repeat(100_000), "nested"),
                layer("residual(".repeat(5_000) + "dense(2)" + ")".repeat(5_000), "nested"),
                layer("dense(4, elu(1e999))", "\"alpha\" must be a number"),
                layer("dense(4, relu, constant(NaN))", "must be a number"),
                layer("dense(4, relu, constant(1e39))", "3.4e38"),
                layer("dropout(1)", "dropout"),
                layer("reshape(2147483647, 2147483647)", "makes 4611686014132420608 values"),
                layer("embedding(2147483647, 2147483647)", "too large"),
                layer("embedding(2147483647, 100)", "memory"),
                image("conv2d(1, 2147483647)", "conv2d"),
                image("conv2d(2147483647, 1)", "too large"),
                image("max-pool(2147483647)", "max-pool"),
                sequence("lstm(2147483647)", ""),
                sequence("gru(1000000000)", ""),
                sequence("simple-rnn(2147483647)", ""),
                generator("circles(999999999999)", "\"n\" must be a whole number below"),
                generator("circles(2147483647)", "the data need 17179869176 bytes of memory"),
                generator("parity(2147483647, 2147483647)", "the data need "),
                generator("adding(2147483647, 2147483647)", "the data need 36893488"),
                generator("temporal-order(1073741824, 2147483647)", "the data need 55340232"),
                generator("blobs(2147483647, centers=2147483647)", "the data need "),
                generator("moons(100, noise=1e39)", "noise must be below 3.4e38"),
                generator("moons(" + "9".repeat(MIB / 2) + ")", "must be a whole number"),
                experiment("a step too long for a number", """
                        data:
                          source: xor(10)
                        network:
                          - dense(1, sigmoid)
                        steps: 99999999999999999999
                        """,
                        "steps must be a whole number below 9223372036854775808"));
    }

    private static HostileCase layer(String layer, String... words) {
        return network("circles(100)", "", layer, words);
    }

    private static HostileCase image(String layer, String... words) {
        return network("parity(16, 100)", "reshape(4, 4, 1)", layer, words);
    }

    private static HostileCase sequence(String layer, String... words) {
        return network("parity(16, 100)", "reshape(8, 2)", layer, words);
    }

    private static HostileCase network(String source, String before, String layer,
            String... words) {
        String name = layer.length() < 60 ? layer : layer.substring(0, 60) + "… " + layer.length();
        return experiment(name, "data:\n  source: " + source + "\nnetwork:\n"
                + (before.isEmpty() ? "" : "  - " + before + "\n") + "  - " + layer
                + "\n  - flatten\n  - dense(1, sigmoid)\n", words);
    }

    private static HostileCase generator(String generator, String... words) {
        String name = generator.substring(0, Math.min(60, generator.length()));
        return experiment(name, String.format(HostileCase.YAML, generator), words);
    }
}
