package plumb.train;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumb.nn.Network;
import plumb.nn.Tally;

/// What one training step did. It is a view of the engine's counts, valid until the next step.
public final class Step {
    private final Training training;
    private final List<Tally> tallies;
    long number;
    int epoch;
    int rows;
    double loss;
    double learningRate;
    boolean endsEpoch;
    boolean histograms;
    boolean distributions;
    boolean timed;
    @Nullable
    Divergence divergence;
    @Nullable
    Score validation;
    @Nullable
    Score restored;

    Step(Training training, List<Tally> tallies) {
        this.training = training;
        this.tallies = tallies;
    }

    /// The number of this step, from 1.
    public long number() {
        return number;
    }

    /// The number of the pass over the training rows, from 1.
    public int epoch() {
        return epoch;
    }

    /// How many rows the batch had.
    public int rows() {
        return rows;
    }

    /// The mean loss over the batch, before the step changed the weights.
    public double loss() {
        return loss;
    }

    /// The learning rate of the step, that of the optimizer times the share of the schedule.
    public double learningRate() {
        return learningRate;
    }

    /// Whether this step was the last of its epoch or of the training.
    public boolean endsEpoch() {
        return endsEpoch;
    }

    /// What was counted, a tally for each layer.
    public List<Tally> tallies() {
        return tallies;
    }

    /// Whether this step counted magnitudes.
    public boolean histograms() {
        return histograms;
    }

    /// Whether this step counted where the pre-activations are.
    public boolean distributions() {
        return distributions;
    }

    public Network network() {
        return training.network();
    }

    /// The score on the validation rows of the network that the step trained, measured at the end of
    /// each epoch and of the training.
    public Optional<Score> validation() {
        return Optional.ofNullable(validation);
    }

    /// The score of the epoch whose weights were put back behind this step, the last of a training whose
    /// rule to stop asks for that. [#network] has them.
    public Optional<Score> restored() {
        return Optional.ofNullable(restored);
    }

    /// The network that [#validation] is the score of, as it is until the next step: [#network], but
    /// where other weights were put back.
    public Network scored() {
        return restored == null ? network() : training.replaced();
    }

    /// The first value that was not finite, if there was one: training ends with this step.
    public Optional<Divergence> divergence() {
        return Optional.ofNullable(divergence);
    }
}
