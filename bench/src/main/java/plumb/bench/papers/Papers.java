package plumb.bench.papers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import plumb.bench.contest.Host;

/// Measures published results again and writes `docs/papers.md` in the folder `bench.root`: all of
/// them, or the sections of those that are named.
public final class Papers {
    private static final List<Reproduction> ALL = List.of(new GlorotStart(), new GlorotSigmoid(),
            new GlorotErrors(), new HeThirty(), new GradientRatios(), new BatchNormGrowth(),
            new DyingRelu());

    private Papers() {}

    public static void main(String[] arguments) throws IOException {
        List<Reproduction> wanted = arguments.length == 0
                ? ALL
                : Stream.of(arguments).map(Papers::named).toList();
        Path book = Host.root().resolve("docs/papers.md");
        for (Reproduction reproduction : wanted) {
            String section = Book.section(reproduction, reproduction.run());
            System.out.println(section);
            Book.write(book, section, ALL);
        }
    }

    private static Reproduction named(String name) {
        return ALL.stream().filter(r -> r.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is none of "
                        + ALL.stream().map(Reproduction::name).collect(Collectors.joining(", "))));
    }
}
