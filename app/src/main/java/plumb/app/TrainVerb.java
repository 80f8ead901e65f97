package plumb.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumb.diagnose.Finding;
import plumb.files.Experiment;
import plumb.files.Prepared;
import plumb.files.ResultJson;
import plumb.report.Report;
import plumb.train.Settings;

/// `plumb train FILE`: trains a network and says what is wrong with it.
@Command(name = Run.TRAIN, mixinStandardHelpOptions = true, versionProvider = Version.class,
        sortOptions = false,
        description = "Trains the network of an experiment file and says what is wrong with it.")
final class TrainVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The experiment file.")
    private @Nullable Path file;

    @Option(names = "--resume", paramLabel = "RUN",
            description = "Instead of FILE: goes on with the run of this folder, which was cut short,"
                    + " as it began. It ends with the same weights and the same result as if it"
                    + " had not been.")
    private @Nullable Path resume;

    @Option(names = "--repair",
            description = "Looks at the network behind each tenth of the steps, and at once if a value"
                    + " is not finite. Where it fails, changes are tried, and training goes on with"
                    + " the best from its last good state, or begins again. Such a change is not"
                    + " proved, and the run cannot be resumed.")
    private boolean repair;

    @Mixin
    private ExperimentFlags flags = new ExperimentFlags();

    @Mixin
    private FailOn failOn = new FailOn();

    @Mixin
    private OutputFlags output = new OutputFlags();

    @Override
    public Integer call() {
        var console = new Console(spec, output);
        if (resume == null) {
            Experiment experiment = flags.read(required(file));
            Prepared prepared = experiment.prepare();
            Settings settings = flags.settings(experiment);
            return train(repair
                    ? Run.guarded(console, experiment, prepared, settings, output.out())
                    : Run.begin(Run.TRAIN, console, experiment, prepared, settings, output.out()));
        }
        requireAlone();
        Optional<Report> ended = RunFiles.ended(resume);
        return ended.isPresent()
                ? tell(console, resume, ended.get())
                : train(Run.resume(console, resume));
    }

    private int train(Run begun) {
        try (Run run = begun) {
            run.train();
            Report report = run.report(run.diagnose(false));
            run.finish(report, run.changed());
            if (run.interrupted()) return ExitCode.INTERRUPTED;
            return exitCode(report);
        }
    }

    private int exitCode(Report report) {
        boolean diverged = report.findings().stream().map(Finding::id)
                .anyMatch("diverged"::equals);
        return diverged ? ExitCode.DIVERGED : failOn.exitCode(report.findings());
    }

    /// A run that has ended by itself stays as it is.
    private int tell(Console console, Path run, Report report) {
        console.remark(run + ": has ended after " + report.training().steps()
                + " steps: there is nothing to resume");
        console.event("result", json -> {
            ResultJson.members(json, report);
            json.member("run", run.toAbsolutePath().normalize().toString());
        });
        return exitCode(report);
    }

    private Path required(@Nullable Path given) {
        if (given != null) return given;
        throw new ParameterException(spec.commandLine(),
                "Missing required parameter: 'FILE', or --resume RUN");
    }

    private void requireAlone() {
        if (file != null) {
            throw new ParameterException(spec.commandLine(),
                    "--resume takes no FILE: the run folder has its experiment");
        }
        Stream.of("--set", "--seed", "--workers", "--probe", "--out", "--repair")
                .filter(spec.commandLine().getParseResult()::hasMatchedOption).findFirst()
                .ifPresent(flag -> {
                    throw new ParameterException(spec.commandLine(), flag
                            + " cannot stand beside --resume: the run goes on as it began");
                });
    }
}
