package plumb.train;

import java.util.function.IntConsumer;
import plumb.data.Dataset;
import plumb.data.Scaling;
import plumb.data.Target;
import plumb.nn.Blueprint;
import plumb.nn.Loss;
import plumb.nn.Network;
import plumb.nn.Pass;
import plumb.nn.Shape;

/// Scores of a network on rows of a data set.
///
/// Rows are taken in chunks of fixed size whose results are added in order, so a score does not
/// depend on the number of workers.
final class Evaluation {
    private static final int LARGEST_CHUNK = 256;
    /// The most values of a layer that a chunk has, where a row has not more.
    private static final int ROOM = 1 << 22;

    private final Network network;
    private final Loss loss;
    private final Dataset data;
    private final Scaling scaling;
    private final Encoding encoding;
    private final int chunk;
    private final Pass[] passes;

    Evaluation(Network network, Loss loss, Dataset data, Scaling scaling, Encoding encoding,
            int workers) {
        this.network = network;
        this.loss = loss;
        this.data = data;
        this.scaling = scaling;
        this.encoding = encoding;
        this.chunk = chunk(network.blueprint(), network.shape());
        this.passes = new Pass[workers];
    }

    /// How many rows are taken at a time: fewer where the network is very wide.
    private static int chunk(Blueprint network, Shape inputs) {
        return (int) Math.clamp(ROOM / Pass.largest(network, inputs, 1), 1, LARGEST_CHUNK);
    }

    /// The bytes that scores by so many workers allocate.
    static double bytes(Blueprint network, Shape inputs, int workers) {
        return workers * Pass.forwardBytes(network, inputs, chunk(network, inputs));
    }

    Score score(int[] rows, Workers workers) {
        if (rows.length == 0) throw new IllegalArgumentException("a score of no rows");
        int chunks = Math.ceilDiv(rows.length, chunk);
        var parts = new Part[chunks];
        IntConsumer task = worker -> {
            for (int c = worker; c < chunks; c += passes.length) {
                parts[c] = part(worker, rows, c * chunk,
                        Math.min(rows.length, (c + 1) * chunk));
            }
        };
        workers.run(task);
        double sum = 0;
        long right = 0;
        double square = 0;
        double fourth = 0;
        for (Part part : parts) {
            sum += part.loss;
            right += part.right;
            square += part.square;
            fourth += part.fourth;
        }
        int n = rows.length;
        return switch (data.target()) {
            case Target.Classes c -> {
                double share = (double) right / n;
                yield new Score(sum / n, share, Math.sqrt(share * (1 - share) / n));
            }
            case Target.Values v -> {
                double variance = variance(v.of(), rows);
                double spread = Math.sqrt(Math.max(0, fourth / n - square / n * (square / n)) / n);
                yield new Score(encoding.lossInUserUnits(loss, sum / n), 1 - square / n / variance,
                        spread / variance);
            }
        };
    }

    /// The outputs for some rows, `[row][output]`.
    float[] outputs(int[] rows, Workers workers) {
        int width = network.outputs();
        var outputs = new float[Math.multiplyExact(rows.length, width)];
        int chunks = Math.ceilDiv(rows.length, chunk);
        workers.run(worker -> {
            for (int c = worker; c < chunks; c += passes.length) {
                int from = c * chunk;
                int to = Math.min(rows.length, from + chunk);
                Pass pass = forward(worker, rows, from, to);
                System.arraycopy(pass.outputs(), 0, outputs, from * width, (to - from) * width);
            }
        });
        return outputs;
    }

    private record Part(double loss, long right, double square, double fourth) {}

    private Part part(int worker, int[] rows, int from, int to) {
        Pass pass = forward(worker, rows, from, to);
        float[] y = pass.outputs();
        int width = network.outputs();
        long right = 0;
        double square = 0;
        double fourth = 0;
        for (int i = from; i < to; i++) {
            int at = (i - from) * width;
            encoding.write(rows[i], pass.targets(), at);
            switch (data.target()) {
                case Target.Classes c ->
                    right += encoding.decide(y, at, loss) == c.of()[rows[i]] ? 1 : 0;
                case Target.Values v -> {
                    double error = encoding.scaling().undo(y[at]) - v.of()[rows[i]];
                    square += error * error;
                    fourth += error * error * error * error;
                }
            }
        }
        return new Part(pass.loss(to - from), right, square, fourth);
    }

    private Pass forward(int worker, int[] rows, int from, int to) {
        if (passes[worker] == null) passes[worker] = Pass.forEvaluation(network, loss, chunk);
        Pass pass = passes[worker];
        int inputs = network.inputs();
        for (int i = from; i < to; i++) {
            data.inputs().read(rows[i], scaling, pass.inputs(), (i - from) * inputs);
        }
        pass.forward(to - from);
        return pass;
    }

    private static double variance(float[] values, int[] rows) {
        double mean = 0;
        for (int row : rows) mean += values[row];
        mean /= rows.length;
        double square = 0;
        for (int row : rows) square += (values[row] - mean) * (values[row] - mean);
        return Math.max(square / rows.length, Double.MIN_NORMAL);
    }
}
