package plumb.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import plumb.math.Tensor;

/// One worker's way through a network and back: its buffers and tallies.
///
/// The caller fills the first rows of [#inputs] and [#targets], then calls [#forward], [#loss],
/// [#startBackward] and [#backward] for each layer, the last first; that leaves in [Gradients] what
/// the gradients of this layer need. All buffers are allocated once, for `capacity` rows.
public final class Pass {
    private final Network network;
    private final Loss loss;
    private final boolean fused;
    private final float[] targets;
    private final float[][] x;
    private final float[][] z;
    /// Of the layer at hand: ∂loss/∂y, which its ∂loss/∂x takes the place of, and ∂loss/∂z.
    private final float[] dy;
    private final float[] dz;
    private final @Nullable Gradients gradients;
    private final List<Tally> tallies;
    /// The frames of all numbers and places of rows that have occurred.
    private final List<Frames> frames = new ArrayList<>();

    /// A frame for each layer, for rows that begin at row `first` of the batch.
    private record Frames(int first, int rows, List<Frame> layers) {}

    private Pass(Network network, Loss loss, int capacity, @Nullable Gradients gradients,
            boolean tally) {
        this.network = network;
        this.loss = loss;
        this.fused = loss instanceof Loss.OnLogits onLogits
                && onLogits.belongsTo(network.blueprint().output().activation());
        int[] widths = network.widths();
        int depth = widths.length - 1;
        this.targets = new float[capacity * network.outputs()];
        this.x = buffers(widths, capacity);
        this.z = IntStream.range(0, depth)
                .mapToObj(l -> inPlace(l) ? x[l + 1] : new float[capacity * widths[l + 1]])
                .toArray(float[][]::new);
        int widest = gradients == null ? 0 : Arrays.stream(widths).skip(1).max().orElseThrow();
        this.dy = new float[Math.multiplyExact(capacity, widest)];
        this.dz = new float[Math.multiplyExact(capacity, widest)];
        this.gradients = gradients;
        this.tallies = IntStream.range(0, depth)
                .mapToObj(l -> new Tally(widths[l + 1],
                        network.layerStart(l + 1) - network.layerStart(l), tally))
                .toList();
    }

    /// A pass that can go both ways and, if `tally` is set, counts on the way.
    public static Pass forTraining(Network network, Loss loss, int capacity, Gradients gradients,
            boolean tally) {
        return new Pass(network, loss, capacity, gradients, tally);
    }

    /// A pass that only goes forward.
    public static Pass forEvaluation(Network network, Loss loss, int capacity) {
        return new Pass(network, loss, capacity, null, false);
    }

    /// Whether the outputs of a layer take the place of its pre-activations.
    private boolean inPlace(int l) {
        List<Layer> layers = network.blueprint().layers();
        return layers.get(l).activation() instanceof Activation.Elementwise e
                && e.slopeNeedsOnlyOutput() && !(fused && l == layers.size() - 1);
    }

    private static float[][] buffers(int[] widths, int rows) {
        return Arrays.stream(widths).mapToObj(w -> new float[Math.multiplyExact(w, rows)])
                .toArray(float[][]::new);
    }

    /// The bytes that a pass of this capacity allocates, for both ways.
    public static double bytes(Blueprint blueprint, int inputs, long capacity) {
        int[] widths = blueprint.widths(inputs);
        double values = 2.0 * Arrays.stream(widths).skip(1).max().orElseThrow();
        for (int l = 0; l < widths.length; l++) values += (l == 0 ? 1.0 : 2.0) * widths[l];
        return Float.BYTES * values * capacity;
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

    /// What was counted, a tally for each layer.
    public List<Tally> tallies() {
        return tallies;
    }

    /// Computes the outputs of the first `rows` inputs, which are the rows of the batch from `first` on.
    public void forward(int first, int rows) {
        if (rows == 0) return;
        List<Layer> layers = network.blueprint().layers();
        List<Frame> frame = frames(first, rows);
        for (int l = 0; l < layers.size(); l++) layers.get(l).forward(frame.get(l));
    }

    /// The sum of the loss over the first `rows` rows of the last forward pass.
    public double loss(int rows) {
        int width = network.outputs();
        if (fused)
            return ((Loss.OnLogits) loss).sumOfLogits(z[z.length - 1], outputs(), targets, 0,
                    rows * width, width);
        return loss.sum(outputs(), targets, 0, rows * width, width);
    }

    /// Computes the gradient of `scale` times [#loss] at the end of the network.
    public void startBackward(int rows, float scale) {
        int width = network.outputs();
        int n = rows * width;
        if (fused) {
            float factor = scale * ((Loss.OnLogits) loss).logitsFactor(width);
            float[] y = outputs();
            for (int i = 0; i < n; i++) dz[i] = factor * (y[i] - targets[i]);
        } else {
            loss.gradient(outputs(), targets, scale, dy, 0, n, width);
        }
    }

    /// Takes the gradient back through one layer, counted from 0, after those behind it.
    public void backward(int layer, int first, int rows) {
        if (rows == 0) return;
        network.blueprint().layers().get(layer).backward(frames(first, rows).get(layer));
    }

    private List<Frame> frames(int first, int rows) {
        for (int i = 0; i < frames.size(); i++) {
            Frames known = frames.get(i);
            if (known.first == first && known.rows == rows) return known.layers;
        }
        var layers = IntStream.range(0, z.length).mapToObj(l -> frame(l, first, rows)).toList();
        frames.add(new Frames(first, rows, layers));
        return layers;
    }

    private Frame frame(int l, int first, int rows) {
        int in = network.widths()[l];
        int out = network.widths()[l + 1];
        Gradients left = gradients;
        Tensor zs = view(z[l], rows, out);
        Tensor ys = view(x[l + 1], rows, out);
        Tensor dys = view(dy, rows, out);
        Tensor dzs = view(dz, rows, out);
        return new Frame(view(x[l], rows, in), zs, ys, dys, dzs, l == 0 ? null : view(dy, rows, in),
                network.views(l, network.parameters()), fused && l == z.length - 1,
                tallies.get(l), left == null ? null : left.share(l, first),
                Frame.panels(zs, ys, dys, dzs));
    }

    private static Tensor view(float[] buffer, int rows, int columns) {
        return buffer.length == 0 ? Tensor.zeros(0, columns) : Tensor.of(buffer, 0, rows, columns);
    }
}
