package plumb.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.IntConsumer;
import plumb.data.Dataset;
import plumb.data.Scaling;
import plumb.data.Target;
import plumb.nn.Blueprint;
import plumb.nn.Embedding;
import plumb.nn.Loss;
import plumb.nn.Network;
import plumb.nn.Pass;
import plumb.nn.Shape;
import plumb.nn.UnitVariance;
import plumb.text.InputError;

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
    private final List<Metric> metrics;
    private final int chunk;
    private final Pass[] passes;

    /// @throws InputError if a metric does not suit the target, or if a row has words that its embedding
    ///     does not know
    Evaluation(Network network, Loss loss, Dataset data, Scaling scaling, Encoding encoding,
            List<Metric> metrics, int workers) {
        metrics.forEach(metric -> metric.requireSuits(encoding.target()));
        this.network = network;
        this.loss = loss;
        this.data = data;
        this.scaling = scaling;
        this.encoding = encoding;
        this.metrics = metrics;
        this.chunk = chunk(network.blueprint(), network.shape());
        this.passes = new Pass[workers];
        if (network.blueprint().layers().getFirst() instanceof Embedding words) requireWords(words);
    }

    private void requireWords(Embedding embedding) {
        var words = new float[network.inputs()];
        for (int row = 0; row < data.rows(); row++) {
            data.inputs().read(row, scaling, words, 0);
            for (int c = 0; c < words.length; c++) {
                try {
                    embedding.requireWord(words[c]);
                } catch (InputError e) {
                    throw e.at("row " + row + ", column \"" + data.columns().get(c) + "\"");
                }
            }
        }
    }

    /// How many rows are taken at a time: fewer where the network is very wide.
    private static int chunk(Blueprint network, Shape inputs) {
        return (int) Math.clamp(ROOM / Pass.largest(network, inputs, 1), 1, LARGEST_CHUNK);
    }

    /// The bytes that scores by so many workers allocate.
    static double bytes(Blueprint network, Shape inputs, int workers) {
        return workers * Pass.forwardBytes(network, inputs, chunk(network, inputs));
    }

    /// The bytes that the outputs for some rows are kept in, where metrics need them all.
    static double keptBytes(Blueprint network, Shape inputs, int rows) {
        return (double) Float.BYTES * network.units(inputs) * rows;
    }

    /// Requires the memory that the answers of a network for some rows take.
    ///
    /// @param kept whether all of them are kept, or measured as they come
    /// @throws InputError if the heap cannot hold them
    static void require(Network network, int rows, boolean kept) {
        Memory.require("the network needs", bytes(network.blueprint(), network.shape(), 1)
                + (kept ? keptBytes(network.blueprint(), network.shape(), rows) : 0),
                "to answer " + rows + " rows", "fewer rows or ");
    }

    /// Scales the weights that are drawn so by some of these rows, as many as are taken at a time.
    void scale(int[] rows) {
        int n = Math.min(chunk, rows.length);
        UnitVariance.scale(network, forward(0, rows, 0, n), n);
    }

    Score score(int[] rows, Workers workers) {
        if (rows.length == 0) throw new IllegalArgumentException("a score of no rows");
        int width = network.outputs();
        float[] kept = metrics.isEmpty() ? new float[0] : room(rows.length, width);
        double[] factors = encoding.target() instanceof Target.Values values
                ? Metric.R2.factors(values, rows)
                : new double[0];
        int chunks = Math.ceilDiv(rows.length, chunk);
        var parts = new Part[chunks];
        IntConsumer task = worker -> {
            for (int c = worker; c < chunks; c += passes.length) {
                int from = c * chunk;
                int to = Math.min(rows.length, from + chunk);
                parts[c] = part(worker, Arrays.copyOfRange(rows, from, to), factors);
                if (kept.length == 0) continue;
                System.arraycopy(passes[worker].outputs(), 0, kept, from * width,
                        (to - from) * width);
            }
        };
        workers.run(task);
        double sum = 0;
        var marks = new Mean();
        int classes = classes();
        var of = new int[classes];
        var right = new int[classes];
        for (Part part : parts) {
            sum += part.loss;
            marks.add(part.marks);
            for (int c = 0; c < classes; c++) {
                of[c] += part.rows[c];
                right[c] += part.right[c];
            }
        }
        var others = new LinkedHashMap<String, Double>();
        var answers = new Answers(encoding, loss, kept, rows);
        for (Metric metric : metrics) others.put(metric.toString(), metric.of(answers));
        return new Score(encoding.lossInUserUnits(loss, sum / rows.length),
                switch (encoding.target()) {
                    case Target.Classes _,Target.Labels _ -> marks.value();
                    case Target.Values _ -> 1 - marks.value();
                }, marks.standardError(), Recall.of(of, right), others);
    }

    private static float[] room(int rows, int width) {
        if ((long) rows * width <= Network.LARGEST) return new float[rows * width];
        throw new InputError("the answers for " + rows + " rows are " + (long) rows * width
                + " numbers, expected at most " + Network.LARGEST + ": use fewer rows");
    }

    /// The outputs for some rows, `[row][output]`.
    float[] outputs(int[] rows, Workers workers) {
        int width = network.outputs();
        float[] outputs = room(rows.length, width);
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

    private int classes() {
        return encoding.target() instanceof Target.Classes classes ? classes.names().size() : 0;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Part(double loss, Mean marks, int[] rows, int[] right) {}

    /// What some rows add to a score; the mean of the marks is the accuracy, or 1 − R².
    private Part part(int worker, int[] rows, double[] factors) {
        Pass pass = forward(worker, rows, 0, rows.length);
        var answers = new Answers(encoding, loss, pass.outputs(), rows);
        var marks = new Mean();
        var of = new int[classes()];
        var right = new int[of.length];
        for (int i = 0; i < rows.length; i++) {
            encoding.write(rows[i], pass.targets(), i * encoding.width());
            if (encoding.weighted()) pass.weights()[i] = encoding.weight(rows[i]);
            marks.add(encoding.weight(rows[i]), switch (encoding.target()) {
                case Target.Classes _,Target.Labels _ -> answers.right(i);
                case Target.Values _ -> answers.squares(i, factors);
            });
            if (!(encoding.target() instanceof Target.Classes target)) continue;
            of[target.of()[rows[i]]]++;
            if (answers.right(i) == 1) right[target.of()[rows[i]]]++;
        }
        return new Part(pass.loss(rows.length), marks, of, right);
    }

    private Pass forward(int worker, int[] rows, int from, int to) {
        if (passes[worker] == null) {
            passes[worker] = Pass.forEvaluation(network, loss, chunk, encoding.weighted());
        }
        Pass pass = passes[worker];
        int inputs = network.inputs();
        for (int i = from; i < to; i++) {
            data.inputs().read(rows[i], scaling, pass.inputs(), (i - from) * inputs);
        }
        pass.forward(to - from);
        return pass;
    }
}
