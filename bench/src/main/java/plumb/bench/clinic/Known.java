package plumb.bench.clinic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import plumb.bench.contest.Host;
import plumb.data.Dataset;
import plumb.files.Experiment;

/// A configuration that people built: an experiment file of `examples/clinic`, with what is known of
/// it.
///
/// @param findings the ids of which any, named first, names the cause rightly
record Known(String name, State state, Set<String> findings) {
    /// What is known of a case beforehand.
    enum State {
        FAULTY, LOTTERY, HEALTHY
    }

    private static Path folder() {
        return Host.root().resolve("examples/clinic");
    }

    /// Writes their tables first.
    static List<Known> all() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        int code = new ProcessBuilder(java.toString(), folder().resolve("Data.java").toString())
                .inheritIO().start().waitFor();
        if (code != 0) throw new IOException("Data.java ended with " + code);
        try (var lines = Files.lines(folder().resolve("cases.csv"))) {
            return lines.skip(1).map(line -> line.split(",", -1))
                    .map(cells -> new Known(cells[0],
                            State.valueOf(cells[1].toUpperCase(Locale.ROOT)),
                            cells[2].isEmpty() ? Set.of() : Set.of(cells[2].split(" "))))
                    .toList();
        }
    }

    Case on(long seed) {
        Experiment experiment = experiment(seed);
        Dataset data = experiment.load();
        return new Case(name, findings, experiment.plan(), Ceiling.of(experiment.plan(), data),
                s -> experiment(s).load(), data, seed);
    }

    private Experiment experiment(long seed) {
        return Experiment.read(folder().resolve(name + ".yaml"), List.of("seed=" + seed));
    }
}
