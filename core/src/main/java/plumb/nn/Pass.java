package plumb.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import plumb.math.Packed;
import plumb.math.Tensor;

/// One worker's way through a network and back: its buffers and tallies.
///
/// The caller fills the first rows of [#inputs] and [#targets], then calls [#forward], [#loss],
/// [#startBackward] and [#backward] for each layer, the last first; that leaves in [Gradients] what
/// the gradients of this layer need. All buffers are allocated once, for `capacity` rows.
public final class Pass {
    private final Network network;
    private final List<Stage> stages;
    private final Loss loss;
    private final boolean fused;
    private final float[] targets;
    private final float[] weights;
    private final float[][] x;
    private final float[][] z;
    private final float[][] kept;
    /// Of the layer at hand: ∂loss/∂y, which its ∂loss/∂x takes the place of, ∂loss/∂z, and scratch.
    private final float[] dy;
    private final float[] dz;
    private final float[] scratch;
    private final @Nullable Gradients gradients;
    private final int worker;
    private final List<Tally> tallies;
    private final Moment moment = new Moment();
    /// The frames of all numbers and places of rows that have occurred.
    private final List<Frames> frames = new ArrayList<>();

    /// A frame for each layer, for rows that begin at row `first` of the batch.
    private record Frames(int first, int rows, List<Frame> layers) {}

    private Pass(Network network, Loss loss, int capacity, @Nullable Gradients gradients,
            int worker, boolean tally, boolean weighted) {
        this.network = network;
        this.stages = network.stages();
        this.loss = loss;
        this.fused = loss instanceof Loss.OnLogits onLogits
                && network.blueprint().output().endsWithActivation()
                && onLogits.belongsTo(network.blueprint().output().activation());
        this.gradients = gradients;
        this.worker = worker;
        int depth = stages.size();
        this.targets = new float[capacity * network.outputs()];
        this.weights = new float[weighted ? capacity : 0];
        this.x = new float[depth + 1][];
        this.z = new float[depth][];
        this.kept = new float[depth][];
        x[0] = new float[Math.multiplyExact(capacity, network.inputs())];
        for (int l = 0; l < depth; l++) {
            Stage stage = stages.get(l);
            boolean view = stage.layer() instanceof Layer.View;
            x[l + 1] = view ? x[l] : new float[size(capacity, stage.outputs())];
            z[l] = preactivations(l, capacity);
            kept[l] = new float[gradients == null
                    ? 0
                    : Math.multiplyExact(capacity, stage.layer().kept(stage.inputs()))];
        }
        int widest = gradients == null
                ? 0
                : stages.stream().mapToInt(stage -> stage.outputs().size()).max().orElseThrow();
        this.dy = new float[Math.multiplyExact(capacity, widest)];
        this.dz = new float[Math.multiplyExact(capacity, widest)];
        this.scratch = new float[Math.toIntExact(stages.stream()
                .mapToLong(stage -> stage.layer().scratch(stage.inputs(), capacity)).max()
                .orElseThrow())];
        this.tallies = IntStream.range(0, depth)
                .mapToObj(l -> new Tally(stages.get(l).outputs().channels(),
                        network.layerStart(l + 1) - network.layerStart(l),
                        stages.get(l).layer() instanceof Recurrent
                                ? stages.get(l).outputs().positions()
                                : 0,
                        tally))
                .toList();
    }

    /// A pass that can go both ways and, if `tally` is set, counts on the way; `worker` counts from 0.
    ///
    /// @param weighted whether rows have weights
    public static Pass forTraining(Network network, Loss loss, int capacity, Gradients gradients,
            int worker, boolean tally, boolean weighted) {
        return new Pass(network, loss, capacity, gradients, worker, tally, weighted);
    }

    /// A pass that only goes forward.
    ///
    /// @param weighted whether rows have weights
    public static Pass forEvaluation(Network network, Loss loss, int capacity, boolean weighted) {
        return new Pass(network, loss, capacity, null, 0, false, weighted);
    }

    /// Where the pre-activations of a layer are kept: in place of its outputs, if these say enough.
    private float[] preactivations(int l, int capacity) {
        Layer layer = stages.get(l).layer();
        if (layer instanceof ActivationLayer) return x[l];
        boolean inPlace = layer.activation() instanceof Activation.Elementwise e
                && e.slopeNeedsOnlyOutput() && !(fused && l == stages.size() - 1);
        return inPlace ? x[l + 1] : new float[size(capacity, stages.get(l).outputs())];
    }

    private static int size(int capacity, Shape shape) {
        return Math.multiplyExact(capacity, shape.size());
    }

    /// The bytes that a pass of this capacity allocates, for both ways, with what its products copy: a
    /// factor and a result at most.
    public static double bytes(Blueprint blueprint, Shape inputs, long capacity) {
        double values = inputs.size();
        double widest = 0;
        double copied = 0;
        double scratch = 0;
        for (Stage stage : Stage.of(blueprint, inputs)) {
            double outputs = stage.outputs().size();
            values += 2 * outputs + stage.layer().kept(stage.inputs());
            widest = Math.max(widest, outputs);
            copied = Math.max(copied, Math.max(outputs, stage.inputs().size()));
            scratch = Math.max(scratch,
                    (double) stage.layer().scratch(stage.inputs(), (int) capacity));
        }
        return Float.BYTES * ((values + 2 * widest + 2 * copied) * capacity + scratch);
    }

    /// The most bytes that a pass of this capacity allocates to go forward only.
    public static double forwardBytes(Blueprint blueprint, Shape inputs, long capacity) {
        List<Stage> stages = Stage.of(blueprint, inputs);
        double values = inputs.size() + stages.getLast().outputs().size();
        double scratch = 0;
        for (Stage stage : stages) {
            values += 2.0 * stage.outputs().size();
            scratch = Math.max(scratch,
                    (double) stage.layer().scratch(stage.inputs(), (int) capacity));
        }
        return Float.BYTES * (values * capacity + scratch);
    }

    /// The number of elements of the largest array that training on batches of so many rows needs, but
    /// for the parameters.
    public static double largest(Blueprint blueprint, Shape inputs, long rows) {
        double largest = inputs.size();
        double scratch = 0;
        for (Stage stage : Stage.of(blueprint, inputs)) {
            Shape outputs = stage.outputs();
            largest = Math.max(largest, stage.layer().kept(stage.inputs()));
            scratch = Math.max(scratch,
                    (double) stage.layer().scratch(stage.inputs(), (int) rows));
            largest = Math.max(largest,
                    (double) outputs.positions() * (double) Packed.padded(outputs.channels()));
        }
        return Math.max(largest * rows, scratch);
    }

    /// Room for the inputs, `[row][input]`.
    public float[] inputs() {
        return x[0];
    }

    /// Room for the targets, `[row][output]`.
    public float[] targets() {
        return targets;
    }

    /// Room for the weights of the rows, by which their loss and gradient are multiplied; none if every
    /// row counts the same.
    public float[] weights() {
        return weights;
    }

    /// The outputs of the last forward pass, `[row][output]`.
    public float[] outputs() {
        return x[x.length - 1];
    }

    /// What was counted, a tally for each layer.
    public List<Tally> tallies() {
        return tallies;
    }

    /// What random numbers of a step are drawn by: set before [#forward] in training.
    public Moment moment() {
        return moment;
    }

    /// Computes the outputs of the first `rows` inputs.
    public void forward(int rows) {
        for (int l = 0; l < stages.size(); l++) forward(l, 0, rows);
    }

    /// Computes the outputs of one layer, counted from 0, after those before it, for the rows of the batch
    /// from `first` on.
    public void forward(int layer, int first, int rows) {
        if (rows > 0) stages.get(layer).layer().forward(frame(layer, first, rows));
    }

    /// The sum of the loss over the first `rows` rows of the last forward pass.
    public double loss(int rows) {
        if (weights.length == 0) return loss(0, rows);
        double sum = 0;
        for (int row = 0; row < rows; row++) sum += weights[row] * loss(row, row + 1);
        return sum;
    }

    private double loss(int from, int to) {
        int width = network.outputs();
        if (fused)
            return ((Loss.OnLogits) loss).sumOfLogits(z[z.length - 1], outputs(), targets,
                    from * width, to * width, width);
        return loss.sum(outputs(), targets, from * width, to * width, width);
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
        if (weights.length > 0) weigh(fused ? dz : dy, rows, width);
    }

    private void weigh(float[] gradient, int rows, int width) {
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < width; j++) gradient[row * width + j] *= weights[row];
        }
    }

    /// Takes the gradient back through one layer, counted from 0, after those behind it.
    public void backward(int layer, int first, int rows) {
        if (rows == 0) {
            if (gradients != null) Arrays.fill(gradients.part(layer, worker), 0);
            return;
        }
        Frame frame = frame(layer, first, rows);
        stages.get(layer).layer().backward(frame);
        boolean through = false;
        for (int end = layer + 1; layer > 0 && end < stages.size(); end++) {
            if (stages.get(end).block() != layer) continue;
            // Of blocks that begin at the same layer, all but the innermost skip this one too.
            if (!through) frame.tally().branchGradient(Objects.requireNonNull(frame.dx()));
            through = true;
            addSkip(frame, frame(end, first, rows));
        }
    }

    /// Where a block begins: adds what its end kept, the gradient that skipped the branch.
    private static void addSkip(Frame frame, Frame end) {
        Tensor dx = Objects.requireNonNull(frame.dx());
        float[] sum = dx.data();
        float[] skipped = end.kept().data();
        for (int i = 0; i < dx.size(); i++) sum[i] += skipped[i];
    }

    /// One layer's views of this pass, for the rows of the batch from `first` on.
    public Frame frame(int layer, int first, int rows) {
        for (int i = 0; i < frames.size(); i++) {
            Frames known = frames.get(i);
            if (known.first == first && known.rows == rows) return known.layers.get(layer);
        }
        var layers = IntStream.range(0, stages.size()).mapToObj(l -> create(l, first, rows))
                .toList();
        frames.add(new Frames(first, rows, layers));
        return layers.get(layer);
    }

    private Frame create(int l, int first, int rows) {
        Stage stage = stages.get(l);
        int in = stage.inputs().size();
        int columns = stage.layer().columns(stage.inputs());
        int channels = stage.outputs().channels();
        int after = rows * stage.outputs().positions();
        Tensor zs = view(z[l], after, channels);
        Tensor ys = view(x[l + 1], after, channels);
        Tensor dys = view(dy, after, channels);
        Tensor dzs = view(dz, after, channels);
        Tensor keptRows = view(kept[l], rows, stage.layer().kept(stage.inputs()));
        List<Tensor> parameters = network.parametersOf(l, network.parameters());
        return new Frame(l, first, rows, stage.inputs(), view(x[l], rows * (in / columns), columns),
                zs, ys, dys, dzs,
                l == 0 ? null : view(dy, rows * (in / columns), columns),
                keptRows,
                stage.block() < 0
                        ? null
                        : view(x[stage.block()], after, channels),
                parameters,
                gradients == null ? List.of() : partsOf(gradients.part(l, worker), l),
                network.statisticsOf(l),
                gradients == null ? new float[0] : gradients.batch(l),
                fused && l == stages.size() - 1, tallies.get(l),
                gradients == null ? null : gradients.share(l, first),
                stage.layer() instanceof Conv2d conv
                        ? conv.on(stage.inputs(), scratch, zs, dzs)
                        : null,
                moment, Frame.panels(zs, ys, dys, dzs),
                stage.layer() instanceof Recurrent r && rows > 0
                        ? new Unrolled(r, rows, stage.outputs().positions(), ys, keptRows,
                                scratch, (int) r.scratch(stage.inputs(), rows),
                                parameters.getLast())
                        : null);
    }

    private List<Tensor> partsOf(float[] buffer, int l) {
        if (buffer.length == 0) return List.of();
        int start = network.layerStart(l);
        return network.slots().stream().filter(slot -> slot.layer() == l)
                .map(slot -> Tensor.of(buffer, slot.offset() - start, slot.rows(), slot.columns()))
                .toList();
    }

    private static Tensor view(float[] buffer, int rows, int columns) {
        return buffer.length == 0 ? Tensor.zeros(0, columns) : Tensor.of(buffer, 0, rows, columns);
    }
}
