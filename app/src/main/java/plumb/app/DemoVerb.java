package plumb.app;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import plumb.files.Experiment;

/// `plumb demo`: a network that does not learn is trained, diagnosed and repaired.
@Command(name = "demo", mixinStandardHelpOptions = true, versionProvider = Version.class,
        sortOptions = false,
        description = "Trains, diagnoses and repairs a deep sigmoid network that cannot tell two"
                + " circles apart.")
final class DemoVerb implements Callable<Integer> {
    private static final String EXPERIMENT = """
            name: demo
            seed: 1
            data:
              source: circles(1000, noise=0.1, factor=0.5)
            network:
              - dense(16, sigmoid, glorot-uniform) x 8
              - dense(1, sigmoid)
            loss: binary-cross-entropy
            optimizer: adam(0.001)
            batch: 32
            epochs: 60
            """;

    @Spec
    private CommandSpec spec = CommandSpec.create();

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
        Experiment experiment = flags.parse(EXPERIMENT, "demo");
        var console = new Console(spec, output);
        try (Run run = Run.begin("demo", console, experiment, experiment.prepare(),
                flags.settings(experiment), output.out())) {
            return Mending.run(run, repair, failOn, Optional.empty());
        }
    }
}
