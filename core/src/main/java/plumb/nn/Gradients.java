package plumb.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import plumb.math.Kernels;
import plumb.math.Packed;
import plumb.math.Tensor;

/// The gradients of a network's parameters over a batch, computed layer by layer as the passes of all
/// workers come back.
///
/// Each pass leaves here what a layer's gradients need of its rows. When all have, any worker can
/// compute any [Slice]. Of a layer over rows that is the inputs and `dz`, and every element is one
/// sum over the rows of the batch, in their order, so it does not depend on how the rows were shared;
/// of any other layer it is the gradients over the rows of each pass, which are added. Two layers
/// over rows have room at a time: a pass may leave the rows of the one below while slices are still
/// computed.
public final class Gradients {
    /// The rows of a slice: enough to use what is read of `dz` many times, few enough to share.
    private static final int HEIGHT = 32;

    private final Network network;
    private final int capacity;
    /// What these have packed only these can read.
    private final Kernels kernels = Kernels.best();
    private final List<Room> layers = new ArrayList<>();

    private sealed interface Room {}

    /// What the rows of a batch leave of a layer over rows: its inputs, the columns of each slice beside
    /// each other `[slice][row][column]`, and `dz` `[row][unit]`; a row of the batch is `positions` rows.
    private record Rows(List<Tensor> x, Packed dz, int positions) implements Room {}

    /// The gradients over the rows of each worker, laid out like the layer's parameters, and what the
    /// layer's frames have in common.
    private record Parts(float[][] ofWorkers, float[] batch) implements Room {}

    /// What a layer computes a slice from: its inputs `[row][input]`, only the slice's if these are the
    /// first parameters; `dz`, of which the first `rows` rows count; and where the slice goes.
    record Task(Kernels kernels, Tensor x, Packed dz, int rows, Tensor into) {}

    /// Where a pass leaves its rows, which begin at row `first`.
    record Share(Kernels kernels, float[] slices, int sliceSize, Packed dz, int first) {
        void inputs(Tensor x) {
            kernels.strips(x, HEIGHT, slices, sliceSize, first);
        }

        /// Rows of `dz` that begin at row `from` of the pass.
        void delta(Tensor rows, int from) {
            kernels.pack(rows, dz, first + from);
        }
    }

    /// Room for batches of at most `capacity` rows, which so many workers share.
    public Gradients(Network network, int capacity, int workers) {
        this.network = network;
        this.capacity = capacity;
        var sizes = Sizes.of(network.stages(), capacity);
        var x = new float[2][Math.toIntExact(sizes.inputs)];
        var dz = new float[2][Math.toIntExact(sizes.deltas)];
        int overRows = 0;
        for (int l = 0; l < network.depth(); l++) {
            Stage stage = network.stages().get(l);
            if (stage.layer() instanceof Layer.OverRows) {
                int turn = overRows++ % 2;
                int rows = capacity * positions(stage);
                layers.add(new Rows(sliced(x[turn], rows, stage.layer().columns(stage.inputs())),
                        new Packed(dz[turn], rows, stage.outputs().channels()),
                        positions(stage)));
            } else {
                int size = network.layerStart(l + 1) - network.layerStart(l);
                int common = stage.layer() instanceof Layer.OverBatch b
                        ? b.batchValues(stage.inputs())
                        : 0;
                layers.add(new Parts(new float[workers][size], new float[common]));
            }
        }
    }

    /// How many matrix rows one row of the batch has in a layer over rows.
    private static int positions(Stage stage) {
        return stage.inputs().size() / stage.layer().columns(stage.inputs());
    }

    private static List<Tensor> sliced(float[] x, int rows, int columns) {
        return IntStream.iterate(0, from -> from < columns, from -> from + HEIGHT)
                .mapToObj(from -> Tensor.of(x, from * rows, rows, Math.min(HEIGHT, columns - from)))
                .toList();
    }

    /// How many values the largest layer over rows leaves.
    private record Sizes(long inputs, long deltas) {
        static Sizes of(List<Stage> stages, long capacity) {
            long inputs = 0;
            long deltas = 0;
            for (Stage stage : stages) {
                if (!(stage.layer() instanceof Layer.OverRows)) continue;
                inputs = Math.max(inputs, capacity * stage.inputs().size());
                deltas = Math.max(deltas,
                        capacity * positions(stage) * Packed.padded(stage.outputs().channels()));
            }
            return new Sizes(inputs, deltas);
        }
    }

    /// The bytes that batches of this many rows need, and a slice for each worker.
    public static double bytes(Blueprint blueprint, Shape inputs, long capacity, int workers) {
        List<Stage> stages = Stage.of(blueprint, inputs);
        var sizes = Sizes.of(stages, capacity);
        double parts = 0;
        double slice = 0;
        for (Stage stage : stages) {
            for (Layer.Parameter p : stage.layer().parameters(stage.inputs())) {
                slice = Math.max(slice, (double) Math.min(HEIGHT, p.rows()) * p.columns());
                if (!(stage.layer() instanceof Layer.OverRows)) {
                    parts += (double) p.rows() * p.columns();
                }
            }
        }
        return Float.BYTES * (2.0 * ((double) sizes.inputs + sizes.deltas)
                + workers * (slice + parts));
    }

    /// Where a pass leaves the rows of a layer over rows, which begin at row `first` of the batch.
    @Nullable
    Share share(int layer, int first) {
        return switch (layers.get(layer)) {
            case Rows(List<Tensor> x, Packed dz, int positions) -> new Share(kernels,
                    x.getFirst().data(), HEIGHT * capacity * positions, dz, first * positions);
            case Parts _ -> null;
        };
    }

    /// Where a worker leaves the gradients over its rows, laid out like the layer's parameters.
    float[] part(int layer, int worker) {
        return layers.get(layer) instanceof Parts parts ? parts.ofWorkers[worker] : new float[0];
    }

    /// What the frames of all workers have in common.
    float[] batch(int layer) {
        return layers.get(layer) instanceof Parts parts ? parts.batch : new float[0];
    }

    /// The number of elements of the largest slice.
    public int largestSlice() {
        return network.slots().stream().mapToInt(s -> Math.min(HEIGHT, s.rows()) * s.columns())
                .max()
                .orElse(0);
    }

    /// The slices of a parameter matrix's gradient, computed into the first elements of an array.
    public List<Slice> slices(Network.Slot slot, float[] into) {
        return IntStream.iterate(0, from -> from < slot.rows(), from -> from + HEIGHT)
                .mapToObj(from -> new Slice(slot, from, Math.min(slot.rows(), from + HEIGHT), into))
                .toList();
    }

    /// Some rows of the gradient of one parameter matrix.
    public final class Slice {
        private final Network.Slot slot;
        private final int from;
        private final Tensor into;
        /// For a whole batch, and for the last of an epoch, which may have fewer rows.
        private @Nullable Task whole;
        private @Nullable Task partial;

        private Slice(Network.Slot slot, int from, int to, float[] into) {
            this.slot = slot;
            this.from = from;
            this.into = Tensor.of(into, 0, to - from, slot.columns());
        }

        /// Computes the slice over the first `rows` rows of the batch.
        public void compute(int rows) {
            switch (layers.get(slot.layer())) {
                case Rows r -> ((Layer.OverRows) network.stages().get(slot.layer()).layer())
                        .gradient(slot.index(), task(r, rows));
                case Parts p -> add(p);
            }
        }

        private Task task(Rows room, int rows) {
            Task known = rows == capacity ? whole : partial;
            int n = rows * room.positions;
            if (known != null && known.rows == n) return known;
            var task = new Task(kernels, room.x.get(from / HEIGHT).rows(0, n), room.dz, n, into);
            if (rows == capacity) whole = task;
            else partial = task;
            return task;
        }

        /// Adds the parts of the workers, in their order.
        private void add(Parts room) {
            int at = start() - network.layerStart(slot.layer());
            float[] sum = into.data();
            int n = into.size();
            System.arraycopy(room.ofWorkers[0], at, sum, 0, n);
            for (int w = 1; w < room.ofWorkers.length; w++) {
                float[] part = room.ofWorkers[w];
                for (int i = 0; i < n; i++) sum[i] += part[at + i];
            }
        }

        /// The values of the slice.
        public float[] values() {
            return into.data();
        }

        /// Where the slice begins in a buffer laid out like the parameters.
        public int start() {
            return slot.offset() + from * slot.columns();
        }

        public int size() {
            return into.size();
        }
    }
}
