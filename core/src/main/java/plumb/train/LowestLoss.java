package plumb.train;

import org.jspecify.annotations.Nullable;
import plumb.math.State;
import plumb.nn.Network;

/// The epoch with the lowest loss on the validation rows so far, and a copy of its weights and of the
/// statistics that belong to them.
final class LowestLoss {
    private final Network network;
    private final Network kept;
    private final int patience;
    private @Nullable Score score;
    private int number;
    private int since;

    /// @param network that is in training
    /// @param patience how many epochs in a row may be no better
    LowestLoss(Network network, int patience) {
        this.network = network;
        this.kept = network.copy();
        this.patience = patience;
    }

    /// Takes an epoch that has ended with this score; a loss that is not finite is never the lowest.
    void offer(int epoch, Score candidate) {
        since++;
        if (!(candidate.loss() < (score == null ? Double.POSITIVE_INFINITY : score.loss()))) return;
        score = candidate;
        number = epoch;
        since = 0;
        kept.take(network);
    }

    boolean outOfPatience() {
        return since >= patience;
    }

    /// The number of the epoch, from 1; 0 while there is none.
    int number() {
        return number;
    }

    /// Keeps the epoch in a state, or takes it from one; behind the last step of a training, whose weights
    /// are swapped, the weights of its last epoch.
    void state(State state) {
        state.fill("weights", kept.parameters());
        state.fill("statistics", kept.statistics());
        score = Score.state(state, "score", score);
        double[] counts = state.numbers("epochs", number, since);
        number = (int) counts[0];
        since = (int) counts[1];
    }

    /// Puts its weights back, if there is one, and keeps those that the training had.
    ///
    /// @return the score of the weights that were put back
    @Nullable
    Score restore() {
        if (score != null) network.swap(kept);
        return score;
    }

    /// The network that was in training, once the lowest epoch's weights are put back.
    Network replaced() {
        return kept;
    }
}
