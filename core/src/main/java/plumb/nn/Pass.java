package plumb.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import plumb.math.Tensor;

/// One worker's way through a network and back: its buffers, gradients and tallies.
///
/// The caller fills the first rows of [#inputs] and [#targets], then calls [#forward], [#loss] and
/// [#backward] with the number of rows. All buffers are allocated once, for `capacity` rows.
public final class Pass {
    private final Network network;
    private final Loss loss;
    private final boolean fused;
    private final float[] targets;
    private final float[][] x;
    private final float[][] z;
    private final float[][] dx;
    private final float[][] dz;
    private final float[] gradients;
    private final List<Tally> tallies;
    /// For each number of rows, once it has occurred, a frame for each layer.
    private final Frame[][] frames;

    private Pass(Network network, Loss loss, int capacity, boolean backward, boolean tally) {
        this.network = network;
        this.loss = loss;
        this.fused = loss instanceof Loss.OnLogits onLogits
                && onLogits.belongsTo(network.blueprint().output().activation());
        int[] widths = network.widths();
        int depth = widths.length - 1;
        this.frames = new Frame[capacity + 1][0];
        this.targets = new float[capacity * network.outputs()];
        this.x = buffers(widths, capacity);
        this.z = buffers(Arrays.copyOfRange(widths, 1, widths.length), capacity);
        this.dx = backward ? buffers(widths, capacity) : new float[depth + 1][0];
        this.dz = backward
                ? buffers(Arrays.copyOfRange(widths, 1, widths.length), capacity)
                : new float[depth][0];
        if (backward) dx[0] = new float[0];
        this.gradients = new float[backward ? network.parameters().length : 0];
        this.tallies = IntStream.range(0, depth).mapToObj(l -> new Tally(widths[l + 1], tally))
                .toList();
    }

    /// A pass that can go both ways and, if `tally` is set, counts on the way.
    public static Pass forTraining(Network network, Loss loss, int capacity, boolean tally) {
        return new Pass(network, loss, capacity, true, tally);
    }

    /// A pass that only goes forward.
    public static Pass forEvaluation(Network network, Loss loss, int capacity) {
        return new Pass(network, loss, capacity, false, false);
    }

    private static float[][] buffers(int[] widths, int rows) {
        return Arrays.stream(widths).mapToObj(w -> new float[Math.multiplyExact(w, rows)])
                .toArray(float[][]::new);
    }

    /// The bytes that a pass of this capacity allocates, for both ways.
    public static double bytes(Blueprint blueprint, int inputs, long capacity) {
        double values = (double) blueprint.parameterCount(inputs);
        for (int w : blueprint.widths(inputs)) values += 4.0 * w * capacity;
        return Float.BYTES * values;
    }

    /// Room for the inputs, `[row][input]`.
    public float[] inputs() {
        return x[0];
    }

    /// Room for the targets, `[row][output]`.
    public float[] targets() {
        return targets;
    }

    /// The outputs of the last forward pass, `[row][output]`.
    public float[] outputs() {
        return x[x.length - 1];
    }

    /// The gradients of the last backward pass, laid out like the network's parameters.
    public float[] gradients() {
        return gradients;
    }

    /// What was counted, a tally for each layer.
    public List<Tally> tallies() {
        return tallies;
    }

    /// Computes the outputs of the first `rows` inputs.
    public void forward(int rows) {
        if (rows == 0) return;
        List<Layer> layers = network.blueprint().layers();
        Frame[] frame = frames(rows);
        for (int l = 0; l < layers.size(); l++) layers.get(l).forward(frame[l]);
    }

    /// The sum of the loss over the first `rows` rows of the last forward pass.
    public double loss(int rows) {
        int width = network.outputs();
        if (fused)
            return ((Loss.OnLogits) loss).sumOfLogits(z[z.length - 1], targets, 0, rows * width,
                    width);
        return loss.sum(outputs(), targets, 0, rows * width, width);
    }

    /// Computes the gradients of `scale` times [#loss].
    public void backward(int rows, float scale) {
        if (rows == 0) {
            Arrays.fill(gradients, 0);
            return;
        }
        int width = network.outputs();
        if (fused) {
            float factor = scale * ((Loss.OnLogits) loss).logitsFactor(width);
            float[] y = outputs();
            float[] delta = dz[dz.length - 1];
            for (int i = 0, n = rows * width; i < n; i++) delta[i] = factor * (y[i] - targets[i]);
        } else {
            loss.gradient(outputs(), targets, scale, dx[dx.length - 1], 0, rows * width, width);
        }
        List<Layer> layers = network.blueprint().layers();
        Frame[] frame = frames(rows);
        for (int l = layers.size() - 1; l >= 0; l--) layers.get(l).backward(frame[l]);
    }

    private Frame[] frames(int rows) {
        if (frames[rows].length == 0) {
            frames[rows] = IntStream.range(0, z.length).mapToObj(l -> frame(l, rows))
                    .toArray(Frame[]::new);
        }
        return frames[rows];
    }

    private Frame frame(int l, int rows) {
        int in = network.widths()[l];
        int out = network.widths()[l + 1];
        return new Frame(view(x[l], rows, in), view(z[l], rows, out), view(x[l + 1], rows, out),
                view(dx[l + 1], rows, out), view(dz[l], rows, out),
                l == 0 ? null : view(dx[l], rows, in),
                network.views(l, network.parameters()), views(l), fused && l == z.length - 1,
                tallies.get(l));
    }

    private List<Tensor> views(int layer) {
        return gradients.length == 0 ? List.of() : network.views(layer, gradients);
    }

    private static Tensor view(float[] buffer, int rows, int columns) {
        return buffer.length == 0 ? Tensor.zeros(0, columns) : Tensor.of(buffer, 0, rows, columns);
    }
}
