package plumb.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumb.files.Experiment;

/// `plumb repair FILE`: finds the smallest change that makes a network learn, and proves it.
@Command(name = "repair", mixinStandardHelpOptions = true, versionProvider = Version.class,
        sortOptions = false,
        description = "Trains and diagnoses a network, searches the smallest change that makes it"
                + " learn, and proves it with paired trainings on other seeds. The run folder gets"
                + " the repaired experiment and the repaired network.")
final class RepairVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The experiment file.")
    private Path file = Path.of("");

    @Option(names = "--apply",
            description = "Writes the proved change into FILE too, and keeps the old one as"
                    + " FILE.bak.")
    private boolean apply;

    @Mixin
    private RepairFlags repair = new RepairFlags();

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
        try (Run run = Run.begin("repair", console, experiment, experiment.prepare(),
                flags.settings(experiment), output.out())) {
            return Mending.run(run, repair, failOn, apply ? Optional.of(file) : Optional.empty());
        }
    }
}
