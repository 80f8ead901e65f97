package plumb.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/// Run folders whose network or report must be refused.
final class HostileModels {
    private static final String MODEL = "model.safetensors";
    private static final String RESULT = "result.json";
    private static final String NETWORK = "dense(8, relu, he-normal); dense(1, sigmoid, glorot-uniform)";

    private HostileModels() {}

    /// @param run a run of a network of two inputs
    static List<HostileCase> cases(Path run) {
        return List.of(
                bytes(run, "a header of 2^63 bytes", file -> start(file, Long.MAX_VALUE),
                        "a header of 9223372036854775807 bytes does not fit"),
                bytes(run, "a header of -1 bytes", file -> start(file, -1), "a header of -1 bytes"),
                bytes(run, "a header as long as the file", file -> start(file, file.length - 8),
                        "model.safetensors: is not UTF-8 text"),
                bytes(run, "values cut short", file -> HostileCase.cut(file, file.length - 4),
                        "is truncated: expected "),
                bytes(run, "a value too many", file -> Arrays.copyOf(file, file.length + 4),
                        "bytes of values, got "),
                bytes(run, "nothing", _ -> new byte[0], "it has 0 bytes"),
                bytes(run, "a value that is none", file -> {
                    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN)
                            .putFloat(file.length - 4, Float.NaN);
                    return file;
                }, "holds a value that is not finite"),
                header(run, "values that overlap", "\"data_offsets\":[64,96]",
                        "\"data_offsets\":[32,64]", "begins at byte 32 of the values, expected 64"),
                header(run, "values behind the end", "\"data_offsets\":[0,64]",
                        "\"data_offsets\":[9223372036854775743,9223372036854775807]",
                        "begins at byte"),
                header(run, "values from -1", "\"data_offsets\":[0,64]", "\"data_offsets\":[-1,63]",
                        "needs \"data_offsets\" with two whole numbers"),
                header(run, "half precision", "\"dtype\":\"F32\"", "\"dtype\":\"F16\"",
                        "has dtype F16, expected F32"),
                header(run, "a shape of 2^62 numbers", "\"shape\":[2,8]",
                        "\"shape\":[2147483647,2147483647]", "has too large a shape"),
                header(run, "a shape of 1e999", "\"shape\":[2,8]", "\"shape\":[1e999,8]",
                        "needs \"shape\" with two whole numbers"),
                header(run, "a name that climbs", "1.weights", "../../weights",
                        "there is no \"1.weights\""),
                header(run, "another network", NETWORK, "dense(4, relu); dense(1, sigmoid)",
                        "has shape [2,8], expected [2,4]"),
                header(run, "a network of 10^9 units", NETWORK, "dense(1000000000)",
                        "is too small for its network"),
                header(run, "a network of a million layers", NETWORK, "dense(1) x 999999",
                        "at most 10000 layers"),
                header(run, "a network of no layer", NETWORK, "densest(1)", "unknown layer"),
                header(run, "a network in itself", NETWORK, "residual(".repeat(50_000), "nested"),
                header(run, "another format", "\"format\":\"plumb\"", "\"format\":\"keras\"",
                        "is not a model of Plumb"),
                header(run, "a later version", "\"version\":\"1\"", "\"version\":\"99\"",
                        "has version 99, expected 1"),
                header(run, "no loss", "\"loss\"", "\"lost\"", "have no \"loss\""),
                header(run, "another loss", "\"loss\":\"binary", "\"loss\":\"trinary",
                        "unknown loss"),
                header(run, "fewer columns", "[\\\"x1\\\",\\\"x2\\\"]", "[\\\"x1\\\"]", ""),
                header(run, "no columns", "[\\\"x1\\\",\\\"x2\\\"]", "[]", "have no inputs"),
                header(run, "columns in 100000 lists", "[\\\"x1\\\",\\\"x2\\\"]",
                        "[".repeat(100_000), "is not JSON"),
                header(run, "an infinite scale", "\\\"factor\\\":[1.0]", "\\\"factor\\\":[1e39]",
                        "a number is not finite"),
                header(run, "a header that is a list", "{\"__metadata__\"", "[{\"__metadata__\"",
                        "is not a JSON object"),
                new HostileCase("a model that links to a device", folder -> {
                    Files.createSymbolicLink(folder.resolve(MODEL), Path.of("/dev/zero"));
                    return evaluate(folder);
                }, MODEL),
                new HostileCase("a model that links to itself", folder -> {
                    Files.createSymbolicLink(folder.resolve(MODEL), folder.resolve(MODEL));
                    return evaluate(folder);
                }, MODEL),
                new HostileCase("a folder that is a model", folder -> {
                    Files.createDirectory(folder.resolve(MODEL));
                    return evaluate(folder);
                }, "is a folder, expected a file"),
                report("a report in 100000 lists", "{\"a\":" + "[".repeat(100_000), "is not JSON"),
                report("a report with a number of a million digits",
                        "{\"schemaVersion\":" + "9".repeat(1 << 20) + "}", "result.json"),
                report("a report of another version", "{\"schemaVersion\":99}", "result.json"),
                report("a report that is null", "null", "is not a JSON object"),
                report("nothing for a report", "", "result.json"));
    }

    private static Object[] evaluate(Path folder) throws IOException {
        return new Object[] {"evaluate", folder,
                Cli.write(folder, "t.csv", "x1,x2,class\n1,2,0\n3,4,1\n")};
    }

    private static HostileCase report(String name, String text, String... words) {
        return new HostileCase(name, folder -> {
            Cli.write(folder, RESULT, text);
            return new Object[] {"report", folder};
        }, words);
    }

    private static HostileCase bytes(Path run, String name, UnaryOperator<byte[]> change,
            String... words) {
        return new HostileCase("model: " + name, folder -> {
            Files.write(folder.resolve(MODEL),
                    change.apply(Files.readAllBytes(run.resolve(MODEL))));
            return evaluate(folder);
        }, words);
    }

    private static byte[] start(byte[] file, long header) {
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(header);
        return file;
    }

    /// A model whose header says something else.
    private static HostileCase header(Path run, String name, String from, String to,
            String... words) {
        return bytes(run, name, file -> {
            int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
            String header = new String(file, 8, length, StandardCharsets.UTF_8);
            if (!header.contains(from)) throw new IllegalStateException(from + " in " + header);
            byte[] changed = header.replace(from, to).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(8 + changed.length + file.length - 8 - length)
                    .order(ByteOrder.LITTLE_ENDIAN).putLong(changed.length).put(changed)
                    .put(file, 8 + length, file.length - 8 - length).array();
        }, words);
    }
}
