package plumb.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import plumb.math.Rng;
import plumb.math.Tensor;

/// A blueprint on inputs of a fixed shape, with its parameters in one flat buffer.
public final class Network {
    /// The most parameters one network can hold: they share one array.
    public static final long LARGEST = Integer.MAX_VALUE - 8;

    /// Where one parameter matrix lies in the flat buffer; `layer` counts from 0, `index` within it.
    public record Slot(int layer, int index, String name, int offset, int rows, int columns) {
        public int size() {
            return rows * columns;
        }

        Tensor in(float[] buffer) {
            return Tensor.of(buffer, offset, rows, columns);
        }
    }

    private final Blueprint blueprint;
    private final Shape inputs;
    private final List<Stage> stages;
    private final List<Slot> slots = new ArrayList<>();
    private final List<Slot> statisticSlots = new ArrayList<>();
    private final int[] starts;
    private final float[] parameters;
    private final float[] statistics;

    /// A network with all parameters 0 for rows of `inputs` values.
    public Network(Blueprint blueprint, int inputs) {
        this(blueprint, Shape.of(inputs));
    }

    /// A network with all parameters 0.
    ///
    /// @throws plumb.text.InputError if a layer cannot take the shape in front of it
    public Network(Blueprint blueprint, Shape inputs) {
        this.blueprint = blueprint;
        this.inputs = inputs;
        this.stages = Stage.of(blueprint, inputs);
        this.parameters = new float[lay(slots, false)];
        this.statistics = new float[lay(statisticSlots, true)];
        this.starts = IntStream.rangeClosed(0, stages.size()).map(l -> slots.stream()
                .filter(slot -> slot.layer() >= l).mapToInt(Slot::offset).findFirst()
                .orElse(parameters.length)).toArray();
    }

    private int lay(List<Slot> into, boolean ofStatistics) {
        int offset = 0;
        for (int l = 0; l < stages.size(); l++) {
            Stage stage = stages.get(l);
            List<Layer.Parameter> matrices = ofStatistics
                    ? stage.layer().statistics(stage.inputs())
                    : stage.layer().parameters(stage.inputs());
            for (int i = 0; i < matrices.size(); i++) {
                Layer.Parameter p = matrices.get(i);
                into.add(new Slot(l, i, p.name(), offset, p.rows(), p.columns()));
                offset = Math.addExact(offset, Math.multiplyExact(p.rows(), p.columns()));
            }
        }
        return offset;
    }

    /// Draws all parameters; equal seeds give equal networks.
    public Network initialize(long seed) {
        for (int l = 0; l < stages.size(); l++) {
            Stage stage = stages.get(l);
            stage.layer().initialize(parametersOf(l, parameters), stage.inputs(),
                    new Rng(seed, Rng.Stream.INIT, l));
            stage.layer().reset(statisticsOf(l));
        }
        return this;
    }

    /// A network of its own with the same parameters and statistics.
    public Network copy() {
        var copy = new Network(blueprint, inputs);
        copy.take(this);
        return copy;
    }

    /// Takes the parameters and statistics of a network of the same blueprint on inputs of the same
    /// shape.
    public void take(Network other) {
        System.arraycopy(other.parameters, 0, parameters, 0, parameters.length);
        System.arraycopy(other.statistics, 0, statistics, 0, statistics.length);
    }

    /// Exchanges parameters and statistics with a network of the same blueprint on inputs of the same
    /// shape.
    public void swap(Network other) {
        swap(parameters, other.parameters);
        swap(statistics, other.statistics);
    }

    private static void swap(float[] a, float[] b) {
        for (int i = 0; i < a.length; i++) {
            float kept = a[i];
            a[i] = b[i];
            b[i] = kept;
        }
    }

    public Blueprint blueprint() {
        return blueprint;
    }

    /// The shape of a row of inputs.
    public Shape shape() {
        return inputs;
    }

    /// The number of values of a row of inputs.
    public int inputs() {
        return inputs.size();
    }

    /// The number of values of a row of outputs.
    public int outputs() {
        return stages.getLast().outputs().size();
    }

    /// The number of time steps of a layer, counted from 0; 0 if it is not recurrent.
    public int timeSteps(int layer) {
        Stage stage = stages.get(layer);
        return stage.layer() instanceof Recurrent ? stage.outputs().positions() : 0;
    }

    /// The number of layers as they run, those in blocks counted one by one.
    public int depth() {
        return stages.size();
    }

    /// The number of values of a row behind all layers together.
    public long values() {
        return stages.stream().mapToLong(stage -> stage.outputs().size()).sum();
    }

    List<Stage> stages() {
        return stages;
    }

    public List<Slot> slots() {
        return List.copyOf(slots);
    }

    /// The factor of the penalty on the squares of these parameters.
    public double l2(Slot slot) {
        return slot.index() == 0 ? stages.get(slot.layer()).layer().l2() : 0;
    }

    /// All parameters; changes to the array change the network.
    public float[] parameters() {
        return parameters;
    }

    /// Where the statistics of the layers lie in [#statistics].
    public List<Slot> statisticSlots() {
        return List.copyOf(statisticSlots);
    }

    /// All that layers learn without gradients; changes to the array change the network.
    public float[] statistics() {
        return statistics;
    }

    /// Where the parameters of a layer, counted from 0, begin in the flat buffer.
    public int layerStart(int layer) {
        return starts[layer];
    }

    /// The parameter matrices of a layer as views of a buffer laid out like [#parameters].
    public List<Tensor> parametersOf(int layer, float[] buffer) {
        return slots.stream().filter(slot -> slot.layer() == layer).map(slot -> slot.in(buffer))
                .toList();
    }

    /// The statistics of a layer.
    List<Tensor> statisticsOf(int layer) {
        return statisticSlots.stream().filter(slot -> slot.layer() == layer)
                .map(slot -> slot.in(statistics)).toList();
    }
}
