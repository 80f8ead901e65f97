package plumb.train;

import org.jspecify.annotations.Nullable;
import plumb.math.State;
import plumb.nn.Network;

/// The epoch with the lowest loss on the validation rows so far, and a copy of its weights and of the
/// statistics that belong to them.
final class BestEpoch {
    private final Network network;
    private final float[] weights;
    private final float[] statistics;
    private final int patience;
    private @Nullable Score score;
    private int number;
    private int since;

    /// @param network that is in training
    /// @param patience how many epochs in a row may be no better
    BestEpoch(Network network, int patience) {
        this.network = network;
        this.weights = new float[network.parameters().length];
        this.statistics = new float[network.statistics().length];
        this.patience = patience;
    }

    /// Takes an epoch that has ended with this score; a loss that is not finite is never the lowest.
    void offer(int epoch, Score candidate) {
        since++;
        if (!(candidate.loss() < (score == null ? Double.POSITIVE_INFINITY : score.loss()))) return;
        score = candidate;
        number = epoch;
        since = 0;
        System.arraycopy(network.parameters(), 0, weights, 0, weights.length);
        System.arraycopy(network.statistics(), 0, statistics, 0, statistics.length);
    }

    boolean outOfPatience() {
        return since >= patience;
    }

    /// The number of the epoch, from 1; 0 while there is none.
    int number() {
        return number;
    }

    /// Keeps the epoch in a state, or takes it from one.
    void state(State state) {
        state.fill("weights", weights);
        state.fill("statistics", statistics);
        score = Score.state(state, "score", score);
        double[] counts = state.numbers("epochs", number, since);
        number = (int) counts[0];
        since = (int) counts[1];
    }

    /// Puts its weights back, if there is one.
    ///
    /// @param last the score of the weights as they are
    /// @return the score of the weights that stay
    Score restore(Score last) {
        if (score == null) return last;
        System.arraycopy(weights, 0, network.parameters(), 0, weights.length);
        System.arraycopy(statistics, 0, network.statistics(), 0, statistics.length);
        return score;
    }
}
