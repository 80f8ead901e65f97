package plumb.app;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import plumb.files.Experiment;

/// The flags that override the experiment file. A flag of its own wins over `--set`, that over the
/// file, that over the default.
final class Overrides {
    @Option(names = "--set", paramLabel = "KEY=VALUE",
            description = "Overrides a key of the experiment file, such as optimizer=sgd(0.5),"
                    + " data.source=other.csv, network.3=dense(8, relu) or network.3.times=4."
                    + " Repeatable; of the same key the last counts.")
    private List<String> set = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N",
            description = "Overrides the seed of the experiment, also one given by --set.")
    private @Nullable Long seed;

    List<String> set() {
        return set;
    }

    OptionalLong seed() {
        return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
    }

    Experiment seeded(Experiment experiment) {
        return seed == null ? experiment : experiment.withSeed(seed);
    }

    /// Whether any of them is given.
    boolean given() {
        return seed != null || !set.isEmpty();
    }
}
