package plumb.app;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The flags that say how much a repair may cost.
final class RepairFlags {
    private static final int FEWEST = 3;
    private static final int MOST = 10;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec verb = CommandSpec.create();

    private int seeds = FEWEST;
    private double budget = 40;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "3",
            description = "Pairs of trainings that begin a proof, 3 to 10.")
    void seeds(int number) {
        if (number < FEWEST || number > MOST) {
            throw new ParameterException(verb.commandLine(),
                    "--seeds must be " + FEWEST + " to " + MOST + ", got " + number);
        }
        seeds = number;
    }

    @Option(names = "--budget", paramLabel = "N", defaultValue = "40",
            description = "Trainings of the experiment's length after which nothing new is tried.")
    void budget(double trainings) {
        if (!(trainings >= 1)) {
            throw new ParameterException(verb.commandLine(),
                    "--budget must be at least 1, got " + trainings);
        }
        budget = trainings;
    }

    int seeds() {
        return seeds;
    }

    double budget() {
        return budget;
    }
}
