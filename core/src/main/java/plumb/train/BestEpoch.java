package plumb.train;

import org.jspecify.annotations.Nullable;

/// The epoch with the lowest loss on the validation rows so far, and a copy of its weights.
final class BestEpoch {
    private final float[] weights;
    private final float[] copy;
    private final int patience;
    private @Nullable Score score;
    private int number;
    private int since;

    /// @param weights of the network in training
    /// @param patience how many epochs in a row may be no better
    BestEpoch(float[] weights, int patience) {
        this.weights = weights;
        this.copy = new float[weights.length];
        this.patience = patience;
    }

    /// Takes an epoch that has ended with this score; a loss that is not finite is never the lowest.
    void offer(int epoch, Score candidate) {
        since++;
        if (!(candidate.loss() < (score == null ? Double.POSITIVE_INFINITY : score.loss()))) return;
        score = candidate;
        number = epoch;
        since = 0;
        System.arraycopy(weights, 0, copy, 0, weights.length);
    }

    boolean outOfPatience() {
        return since >= patience;
    }

    /// The number of the epoch, from 1; 0 while there is none.
    int number() {
        return number;
    }

    /// Puts its weights back, if there is one.
    ///
    /// @param last the score of the weights as they are
    /// @return the score of the weights that stay
    Score restore(Score last) {
        if (score == null) return last;
        System.arraycopy(copy, 0, weights, 0, weights.length);
        return score;
    }
}
