package plumb.app;

import java.nio.file.Path;
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
import plumb.files.Experiment;
import plumb.files.Prepared;
import plumb.report.Report;
import plumb.train.Length;
import plumb.train.Plan;

/// `plumb examine FILE`: a diagnosis after some steps, beside the yardstick.
@Command(name = "examine", mixinStandardHelpOptions = true, versionProvider = Version.class,
        sortOptions = false,
        description = "Trains for some steps and diagnoses the network beside the yardstick, a"
                + " small network that learns whatever is easy to learn.")
final class ExamineVerb implements Callable<Integer> {
    private static final long MOST_STEPS = 1000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The experiment file.")
    private Path file = Path.of("");

    @Option(names = "--steps", paramLabel = "N",
            description = "How many steps to train. Default: those of the file, at most 1000.")
    private @Nullable Long steps;

    @Mixin
    private ExperimentFlags flags = new ExperimentFlags();

    @Mixin
    private FailOn failOn = new FailOn();

    @Mixin
    private OutputFlags output = new OutputFlags();

    @Override
    public Integer call() {
        if (steps != null && steps < 1) {
            throw new ParameterException(spec.commandLine(),
                    "--steps must be at least 1, got " + steps);
        }
        Experiment whole = flags.read(file);
        Prepared prepared = whole.prepare();
        Experiment experiment = shortened(whole, prepared.data().train().length);
        var console = new Console(spec, output);
        try (Run run = Run.begin("examine", console, experiment, prepared,
                flags.settings(experiment), output.out())) {
            run.train();
            Report report = run.report(run.diagnose(true));
            run.finish(report, List.of());
            return run.interrupted()
                    ? ExitCode.INTERRUPTED
                    : failOn.exitCode(report.findings());
        }
    }

    private Experiment shortened(Experiment whole, int rows) {
        Plan plan = whole.plan();
        if (steps != null) return whole.withPlan(plan.length(new Length.Steps(steps)));
        return plan.length().steps(rows, plan.batch()) <= MOST_STEPS
                ? whole
                : whole.withPlan(plan.length(new Length.Steps(MOST_STEPS)));
    }
}
