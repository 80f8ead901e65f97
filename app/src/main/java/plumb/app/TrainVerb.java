package plumb.app;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumb.files.Experiment;
import plumb.report.Report;

/// `plumb train FILE`: trains a network and says what is wrong with it.
@Command(name = "train", mixinStandardHelpOptions = true, versionProvider = Version.class,
        sortOptions = false,
        description = "Trains the network of an experiment file and says what is wrong with it.")
final class TrainVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The experiment file.")
    private Path file = Path.of("");

    @Mixin
    private ExperimentFlags flags = new ExperimentFlags();

    @Mixin
    private FailOn failOn = new FailOn();

    @Mixin
    private OutputFlags output = new OutputFlags();

    @Override
    public Integer call() {
        Experiment experiment = flags.read(file);
        var console = new Console(spec, output);
        try (Run run = Run.begin("train", console, experiment, experiment.prepare(),
                flags.settings(experiment), output.out())) {
            run.train();
            Report report = run.report(run.diagnose(false));
            run.finish(report, List.of());
            if (run.interrupted()) return ExitCode.INTERRUPTED;
            return run.diverged() ? ExitCode.DIVERGED : failOn.exitCode(report.findings());
        }
    }
}
