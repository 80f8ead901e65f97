package plumb.app;

import static plumb.app.HostileCase.bytes;
import static plumb.app.HostileCase.data;
import static plumb.app.HostileCase.gzip;
import static plumb.app.HostileCase.repeated;
import static plumb.app.HostileCase.table;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Tables that must be refused.
final class HostileTables {
    private static final int MIB = 1 << 20;

    private HostileTables() {}

    static List<HostileCase> cases() {
        return List.of(
                table("a compressed line of 10^9 commas",
                        () -> gzip(bytes("a"), repeated(',', MIB), 960),
                        "t.csv:1: has more than 16384 columns"),
                table("a row of 10^9 commas",
                        () -> gzip(bytes("a,b\n"), repeated(',', MIB), 960),
                        "t.csv:2: column \"b\" is empty"),
                table("a compressed field of 10^9 letters",
                        () -> gzip(bytes("a,b\n1,"), repeated('x', MIB), 960),
                        "t.csv:2: a field has more than 16777216 characters"),
                table("a quoted header of 10^9 letters",
                        () -> gzip(bytes("\""), repeated('x', MIB), 960),
                        "t.csv", "a field has more than 16777216 characters"),
                table("10^9 zero bytes", () -> gzip(new byte[0], new byte[MIB], 960), "t.csv"),
                table("a few zero bytes", () -> new byte[1000],
                        "t.csv:1: column 1 of the header has the character U+0000"),
                table("UTF-16 without a mark",
                        () -> "a,b\n1,x\n2,y\n".getBytes(StandardCharsets.UTF_16LE),
                        "t.csv:1: column 1 of the header has the character U+0000"),
                table("UTF-16 with a mark",
                        () -> "a,b\n1,x\n2,y\n".getBytes(StandardCharsets.UTF_16),
                        "t.csv: is not UTF-8 text"),
                table("random bytes", () -> {
                    var random = new byte[10_000];
                    new SplittableRandom(1).nextBytes(random);
                    return random;
                }, "t.csv: is not UTF-8 text"),
                table("control characters of a terminal",
                        "a\u001b]0;owned\u0007,b\n1,x\n2,y\n",
                        "t.csv:1: column 1 of the header has the character U+001B"),
                table("a terminal's color in a cell",
                        "a,b\n1,x\u001b[31m\n2,x\u001b[31m\n",
                        "the target column \"b\" has one class only", "x\\u001b[31m"),
                table("an unclosed quote", "a,b\n1,x\n2,\"y\n3,x\n", "t.csv:3: a quote"),
                table("a quote closed early", "a,b\n1,\"x\"y\n", "t.csv:2: a quote closes"),
                table("a short row", "a,b,c\n1,2,x\n1,y\n", "t.csv:3: has 2 fields, expected 3"),
                table("a long row", "a,b\n1,x\n1,2,y\n", "t.csv:3: has 3 fields, expected 2"),
                table("a column twice", "a,a,b\n1,2,x\n", "t.csv:1: column 2 has the name \"a\""),
                table("a column without a name", "a,,b\n1,2,x\n",
                        "t.csv:1: column 2 of the header has no name"),
                table("no rows", "a,b\n\n\n", "t.csv: has a header, but no rows"),
                table("nothing", "", "t.csv: is empty"),
                table("a number of a million digits",
                        "a,b\n" + "9".repeat(MIB) + ",x\n1,y\n",
                        "t.csv:2: column \"a\"", "is not finite or too large"),
                table("a name of a million letters", "x".repeat(MIB) + ",b\n1,y,z\n", "t.csv:2"),
                table("20000 columns",
                        IntStream.range(0, 20_000).mapToObj(i -> "c" + i)
                                .collect(Collectors.joining(",")) + "\n",
                        "t.csv:1: has more than 16384 columns"),
                table("as many texts as rows",
                        "a,b\n" + IntStream.range(0, 30).mapToObj(i -> "t" + i + "," + i % 2 + "\n")
                                .collect(Collectors.joining()),
                        "another text in each of the 30 rows"),
                table("2000 categories",
                        "a,b\n" + IntStream.range(0, 4000)
                                .mapToObj(i -> "t" + i / 2 + "," + i % 2 + "\n")
                                .collect(Collectors.joining()),
                        "is the 1001st different text"),
                data("a name that says gzip", "t.csv.gz", () -> bytes("a,b\n1,x\n"),
                        "its name ends with .gz, but it is not gzip-compressed"),
                table("gzip cut short",
                        () -> HostileCase.cut(gzip(bytes(Cli.table(1000))), 2000),
                        "t.csv: is truncated"),
                table("gzip with a wrong sum", () -> {
                    byte[] content = gzip(bytes(Cli.table(100)));
                    content[content.length - 6] ^= 1;
                    return content;
                }, "t.csv: is damaged"),
                new HostileCase("a device without end",
                        folder -> HostileCase.train(folder,
                                String.format(HostileCase.YAML, "/dev/zero")),
                        "/dev/zero: is neither a file nor a folder"));
    }
}
