package plumb.nn;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.math.Rng;
import plumb.math.Tensor;

/// Layers of every kind in plain double precision, forward only: what they give for a whole batch, in
/// training or in an evaluation. Gradients come from central differences.
///
/// @param mask what dropout draws by in training; none in an evaluation, which drops nothing and
///     normalizes by the running statistics of the network
record ReferenceLayers(Network network, Optional<Mask> mask) {
    record Mask(long seed, long step) {}

    static ReferenceLayers inTraining(Network network, long seed, long step) {
        return new ReferenceLayers(network, Optional.of(new Mask(seed, step)));
    }

    static ReferenceLayers inEvaluation(Network network) {
        return new ReferenceLayers(network, Optional.empty());
    }

    /// The outputs `[row][output]`.
    double[][] run(double[] parameters, double[][] inputs) {
        var values = new double[network.depth() + 1][][];
        values[0] = inputs;
        for (int l = 0; l < network.depth(); l++) {
            Stage stage = network.stages().get(l);
            int layer = l;
            int at = network.layerStart(l);
            double[] p = Arrays.copyOfRange(parameters, at, network.layerStart(l + 1));
            double[][] x = values[l];
            values[l + 1] = switch (stage.layer()) {
                case Dense d -> each(x, row -> dense(d, stage, row, p));
                case ActivationLayer a -> each(x,
                        row -> byPosition(stage, row,
                                z -> ReferenceNetwork.activate(a.activation(), z)));
                case Prelu _ -> each(x, row -> byPosition(stage, row, v -> prelu(v, p)));
                case BatchNorm b -> mask.isPresent()
                        ? batchNorm(b, stage, x, p)
                        : batchNorm(b, network.statisticsOf(l), x, p);
                case LayerNorm n -> each(x, row -> byPosition(stage, row, v -> normal(n, v, p)));
                case Dropout d -> mask.map(m -> dropout(d, layer, x, m)).orElse(x);
                case Residual r -> sum(values[stage.block()], x, p.length == 0 ? 1 : p[0]);
                case SimpleRnn s -> each(x, row -> ReferenceSequences.simple(s, row, p));
                case Lstm s -> each(x, row -> ReferenceSequences.lstm(s, row, p));
                case Gru s -> each(x, row -> ReferenceSequences.gru(s, row, p));
                case Last _ -> each(x, row -> Arrays.copyOfRange(row,
                        row.length - stage.outputs().size(), row.length));
                case Embedding e -> each(x, row -> ReferenceSequences.embedding(e, row, p));
                case Conv2d c -> each(x, row -> ReferenceImages.convolve(c, stage, row, p));
                case MaxPool m -> each(x, row -> ReferenceImages.pool(m.size(), stage, row,
                        v -> Arrays.stream(v).max().orElseThrow()));
                case AveragePool a -> each(x, row -> ReferenceImages.pool(a.size(), stage, row,
                        v -> Arrays.stream(v).average().orElseThrow()));
                case GlobalAveragePool _ -> each(x, row -> ReferenceImages.means(stage, row));
                case Flatten _,Reshape _ -> x;
            };
        }
        return values[network.depth()];
    }

    private static double[] prelu(double[] x, double[] slopes) {
        return IntStream.range(0, x.length).mapToDouble(c -> x[c] > 0 ? x[c] : slopes[c] * x[c])
                .toArray();
    }

    /// ∂/∂p of Σ weights · outputs, by central differences.
    double[] gradient(double[] parameters, double[][] inputs, double[][] weights) {
        var gradient = new double[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            double before = parameters[i];
            double h = 1e-5 * Math.max(1, Math.abs(before));
            parameters[i] = before + h;
            double[][] above = run(parameters, inputs);
            parameters[i] = before - h;
            double[][] below = run(parameters, inputs);
            parameters[i] = before;
            for (int row = 0; row < above.length; row++) {
                for (int j = 0; j < above[row].length; j++) {
                    gradient[i] += weights[row][j] * (above[row][j] - below[row][j]) / (2 * h);
                }
            }
        }
        return gradient;
    }

    private interface Row {
        double[] of(double[] row);
    }

    private static double[][] each(double[][] x, Row function) {
        return Arrays.stream(x).map(function::of).toArray(double[][]::new);
    }

    private static double[] byPosition(Stage stage, double[] row, Row function) {
        int channels = stage.inputs().channels();
        var y = new double[row.length];
        for (int i = 0; i < row.length; i += channels) {
            double[] part = function.of(Arrays.copyOfRange(row, i, i + channels));
            System.arraycopy(part, 0, y, i, channels);
        }
        return y;
    }

    private static double[] dense(Dense d, Stage stage, double[] row, double[] p) {
        int in = d.columns(stage.inputs());
        var y = new double[stage.outputs().size()];
        for (int o = 0; o < row.length / in; o++) {
            var z = new double[d.units()];
            for (int j = 0; j < d.units(); j++) {
                if (d.bias().isPresent()) z[j] = p[in * d.units() + j];
                for (int i = 0; i < in; i++) z[j] += row[o * in + i] * p[i * d.units() + j];
            }
            System.arraycopy(ReferenceNetwork.activate(d.activation(), z), 0, y, o * d.units(),
                    d.units());
        }
        return y;
    }

    private static double[][] batchNorm(BatchNorm b, Stage stage, double[][] x, double[] p) {
        int channels = stage.inputs().channels();
        var y = new double[x.length][x[0].length];
        for (int c = 0; c < channels; c++) {
            double[] all = values(x, c, channels);
            double mean = Arrays.stream(all).average().orElseThrow();
            double variance = Arrays.stream(all).map(v -> (v - mean) * (v - mean)).average()
                    .orElseThrow();
            for (int row = 0; row < x.length; row++) {
                for (int i = c; i < x[row].length; i += channels) {
                    y[row][i] = p[c] * (x[row][i] - mean) / Math.sqrt(variance + b.eps())
                            + p[channels + c];
                }
            }
        }
        return y;
    }

    /// By the running means and variances.
    private static double[][] batchNorm(BatchNorm b, List<Tensor> statistics, double[][] x,
            double[] p) {
        int channels = p.length / 2;
        var y = new double[x.length][x[0].length];
        for (int row = 0; row < x.length; row++) {
            for (int i = 0; i < x[row].length; i++) {
                int c = i % channels;
                double mean = statistics.getFirst().get(0, c);
                double variance = statistics.getLast().get(0, c);
                y[row][i] = p[c] * (x[row][i] - mean) / Math.sqrt(variance + b.eps())
                        + p[channels + c];
            }
        }
        return y;
    }

    private static double[] values(double[][] x, int channel, int channels) {
        return Arrays.stream(x).flatMapToDouble(row -> IntStream
                .iterate(channel, i -> i < row.length, i -> i + channels)
                .mapToDouble(i -> row[i])).toArray();
    }

    private static double[] normal(LayerNorm n, double[] v, double[] p) {
        double mean = Arrays.stream(v).average().orElseThrow();
        double variance = Arrays.stream(v).map(e -> (e - mean) * (e - mean)).average()
                .orElseThrow();
        var y = new double[v.length];
        for (int c = 0; c < v.length; c++) {
            y[c] = p[c] * (v[c] - mean) / Math.sqrt(variance + n.eps()) + p[v.length + c];
        }
        return y;
    }

    /// The mask is drawn as the layer does; that it is random, a test of its own shows.
    private static double[][] dropout(Dropout d, int layer, double[][] x, Mask mask) {
        var y = new double[x.length][x[0].length];
        for (int row = 0; row < x.length; row++) {
            var rng = new Rng(mask.seed, Rng.Stream.DROPOUT, layer, mask.step);
            rng.goTo(Dropout.firstBlock(row, x[row].length));
            for (int i = 0; i < x[row].length; i++) {
                boolean dropped = rng.nextInt() < d.rate() * 0x1p32 - 0x1p31;
                y[row][i] = dropped ? 0 : x[row][i] / (1 - d.rate());
            }
        }
        return y;
    }

    private static double[][] sum(double[][] skip, double[][] branch, double gain) {
        var y = new double[skip.length][skip[0].length];
        for (int row = 0; row < y.length; row++) {
            for (int i = 0; i < y[row].length; i++) {
                y[row][i] = skip[row][i] + gain * branch[row][i];
            }
        }
        return y;
    }
}
