package plumb.app;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import plumb.files.Experiment;
import plumb.train.Probe;
import plumb.train.Settings;

/// The flags that say what is trained and how.
final class ExperimentFlags {
    @Mixin
    private Overrides overrides = new Overrides();

    @Option(names = "--workers", paramLabel = "auto|N", converter = Workers.class,
            defaultValue = "auto",
            description = "Threads that share each batch. auto: one where the network is too small"
                    + " to share, else one per core. The weights do not depend on it.")
    private int workers;

    @Option(names = "--probe", paramLabel = "off|light|auto|full", defaultValue = "auto",
            description = "How much is measured while training. off: nothing of the layers, so what"
                    + " needs it is not measured. light: norms and counts at every step. auto: and"
                    + " histograms for the Java interface, now and then. full: and histograms at every step.")
    private Probe probe = Probe.AUTO;

    static final class Workers implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (text.equals("auto")) return 0;
            if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) > 0) {
                return Integer.parseInt(text);
            }
            throw new TypeConversionException(
                    "expected auto or a whole number from 1 to 9999, got \""
                            + text + "\"");
        }
    }

    /// The experiment of a file under these flags.
    Experiment read(Path file) {
        return overrides.seeded(Experiment.read(file, overrides.set()));
    }

    /// The experiment of a text under these flags.
    Experiment parse(String text, String name) {
        return overrides
                .seeded(Experiment.parse(text, name, Path.of(""), overrides.set()));
    }

    Settings settings(Experiment experiment) {
        return new Settings(experiment.seed(), workers, probe, experiment.metrics());
    }
}
