package plumb.train;

import java.util.ArrayList;
import java.util.List;
import plumb.math.Kernels;
import plumb.math.Sums;
import plumb.nn.Network;
import plumb.nn.Pass;
import plumb.nn.Tally;
import plumb.optim.Optimizer;

/// The second half of a step: gradients of all workers are added, the optimizer changes the
/// parameters, and what changed is counted, piece by piece.
///
/// Pieces have a fixed size within each layer and their counts are added in order, so neither
/// parameters nor counts depend on which worker did which piece.
final class Update {
    private static final int PIECE = 4096;

    private record Piece(int layer, int from, int to) {}

    private final Network network;
    private final Optimizer optimizer;
    private final List<Pass> passes;
    private final List<Tally> tallies;
    private final List<Piece> pieces = new ArrayList<>();
    private final float[][] state;
    private final float[][] change;
    private final Counts[] counts;
    private long step;

    private static final class Counts {
        final Sums parameters = new Sums();
        final Sums gradients = new Sums();
        final Sums updates = new Sums();
    }

    Update(Network network, Optimizer optimizer, List<Pass> passes, List<Tally> tallies) {
        this.network = network;
        this.optimizer = optimizer;
        this.passes = passes;
        this.tallies = tallies;
        for (int l = 0; l < tallies.size(); l++) {
            int end = network.layerStart(l + 1);
            for (int from = network.layerStart(l); from < end; from += PIECE) {
                pieces.add(new Piece(l, from, Math.min(end, from + PIECE)));
            }
        }
        this.state = new float[optimizer.buffers()][network.parameters().length];
        this.change = new float[passes.size()][PIECE];
        this.counts = new Counts[pieces.size()];
        for (int i = 0; i < counts.length; i++) counts[i] = new Counts();
    }

    void start(long number) {
        step = number;
    }

    /// One worker's pieces.
    void slice(int worker) {
        int from = (int) ((long) pieces.size() * worker / passes.size());
        int to = (int) ((long) pieces.size() * (worker + 1) / passes.size());
        for (int i = from; i < to; i++) update(pieces.get(i), counts[i], change[worker]);
    }

    private void update(Piece piece, Counts count, float[] changed) {
        float[] p = network.parameters();
        float[] g = passes.getFirst().gradients();
        for (int w = 1; w < passes.size(); w++) {
            float[] other = passes.get(w).gradients();
            for (int i = piece.from; i < piece.to; i++) g[i] += other[i];
        }
        if (!tallies.get(piece.layer).on()) {
            optimizer.update(p, g, state, piece.from, piece.to, step);
            return;
        }
        int n = piece.to - piece.from;
        for (int i = 0; i < n; i++) changed[i] = -p[piece.from + i];
        optimizer.update(p, g, state, piece.from, piece.to, step);
        for (int i = 0; i < n; i++) changed[i] += p[piece.from + i];
        Kernels kernels = Kernels.best();
        kernels.tally(p, piece.from, n, count.parameters);
        kernels.tally(g, piece.from, n, count.gradients);
        kernels.tally(changed, 0, n, count.updates);
    }

    /// Adds the counts of all pieces to the tallies of their layers.
    void finish() {
        for (int i = 0; i < counts.length; i++) {
            Tally tally = tallies.get(pieces.get(i).layer);
            tally.parameters.add(counts[i].parameters);
            tally.gradients.add(counts[i].gradients);
            tally.updates.add(counts[i].updates);
            counts[i].parameters.clear();
            counts[i].gradients.clear();
            counts[i].updates.clear();
        }
    }
}
