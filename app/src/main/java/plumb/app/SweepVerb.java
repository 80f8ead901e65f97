package plumb.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumb.files.SweepPlan;

/// `plumb sweep FILE --grid KEY=A,B`: trains all combinations of some values, and draws where the
/// gradient vanishes and where training works.
@Command(name = "sweep", mixinStandardHelpOptions = true, versionProvider = Version.class,
        sortOptions = false,
        description = "Trains an experiment with all combinations of the values of a grid, each on"
                + " several seeds, and tells for each point how the gradient changes over the"
                + " layers and how many seeds trained.")
final class SweepVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The experiment file.")
    private @Nullable Path file;

    @Option(names = "--grid", paramLabel = "KEY=A,B,…",
            description = "A key that --set takes, and its values; commas within (), [] or {}"
                    + " belong to a value: network.1=dense(8, relu),dense(8, tanh). Repeatable: all"
                    + " combinations are trained.")
    private List<String> grid = new ArrayList<>();

    @Option(names = "--seeds", paramLabel = "N",
            description = "Trainings of each point, on seeds that follow each other from that of"
                    + " the experiment. Default: 3.")
    private @Nullable Integer seeds;

    @Option(names = "--resume", paramLabel = "RUN",
            description = "Goes on with the sweep of this run folder: trials that have ended stay,"
                    + " and the others are trained.")
    private @Nullable Path resume;

    @Option(names = "--workers", paramLabel = "auto|N",
            converter = ExperimentFlags.Workers.class, defaultValue = "auto",
            description = "The most trainings at a time, each with one thread. auto: one for each"
                    + " core. Fewer if the memory does not hold them. Results do not depend on it.")
    private int workers;

    @Mixin
    private Overrides overrides = new Overrides();

    @Mixin
    private OutputFlags output = new OutputFlags();

    @Override
    public Integer call() {
        var console = new Console(spec, output);
        int wanted = workers > 0 ? workers : Runtime.getRuntime().availableProcessors();
        if (resume != null) return goOn(resume, console, wanted);
        if (file == null) throw wrong("Missing required parameter: 'FILE', or --resume RUN");
        if (grid.isEmpty()) throw wrong("Missing required option: '--grid=KEY=A,B,…'");
        int number = seeds == null ? 3 : seeds;
        if (number < 1) throw wrong("--seeds must be at least 1, got " + number);
        SweepPlan plan = SweepPlan.read(file, overrides.set(), overrides.seed(), grid, number);
        try (SweepRun run = SweepRun.begin(console, plan, output, wanted)) {
            return run.run();
        }
    }

    private int goOn(Path run, Console console, int wanted) {
        if (file != null || !grid.isEmpty() || seeds != null || overrides.given()
                || output.out().isPresent()) {
            throw wrong("--resume goes on with what the sweep began with: FILE, --grid, --seeds,"
                    + " --set, --seed and --out cannot be given");
        }
        try (SweepRun again = SweepRun.again(console, run, wanted)) {
            return again.run();
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
