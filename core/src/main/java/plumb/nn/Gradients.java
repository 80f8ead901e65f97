package plumb.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import plumb.math.Kernels;
import plumb.math.Packed;
import plumb.math.Tensor;

/// The gradients of a network's parameters over a batch, computed layer by layer as the passes of all
/// workers come back.
///
/// Each pass leaves here what a layer's gradients need of its rows: the inputs and `dz`. When all
/// have, any worker can compute any [Slice]: every element is one sum over the rows of the batch, in
/// their order, so it does not depend on how the rows were shared. Two layers have room at a time: a
/// pass may leave the rows of the layer below while slices are still computed.
public final class Gradients {
    /// The rows of a slice: enough to use what is read of `dz` many times, few enough to share.
    private static final int HEIGHT = 32;

    private final Network network;
    private final int capacity;
    /// What these have packed only these can read.
    private final Kernels kernels = Kernels.best();
    private final List<Room> layers = new ArrayList<>();

    /// What the rows of a batch leave of a layer: its inputs, the columns of each slice beside each
    /// other `[slice][row][column]`, and `dz` `[row][unit]`.
    private record Room(List<Tensor> x, Packed dz) {}

    /// What a layer computes a slice from: its inputs `[row][input]`, only the slice's if these are the
    /// first parameters; `dz`, of which the first `rows` rows count; and where the slice goes.
    record Task(Kernels kernels, Tensor x, Packed dz, int rows, Tensor into) {}

    /// Where a pass leaves its rows, which begin at row `first` of the batch.
    record Share(Kernels kernels, float[] slices, int sliceSize, Packed dz, int first) {
        void inputs(Tensor x) {
            kernels.strips(x, HEIGHT, slices, sliceSize, first);
        }

        /// Rows of `dz` that begin at row `from` of the pass.
        void delta(Tensor rows, int from) {
            kernels.pack(rows, dz, first + from);
        }
    }

    /// Room for batches of at most `capacity` rows.
    public Gradients(Network network, int capacity) {
        this.network = network;
        this.capacity = capacity;
        int[] widths = network.widths();
        int depth = widths.length - 1;
        int inputs = Arrays.stream(widths, 0, depth).max().orElseThrow();
        int units = Arrays.stream(widths, 1, depth + 1).max().orElseThrow();
        var x = new float[2][Math.multiplyExact(inputs, capacity)];
        var dz = new float[2][Packed.size(capacity, units)];
        for (int l = 0; l < depth; l++) {
            layers.add(new Room(sliced(x[l % 2], widths[l]),
                    new Packed(dz[l % 2], capacity, widths[l + 1])));
        }
    }

    private List<Tensor> sliced(float[] x, int columns) {
        return IntStream.iterate(0, from -> from < columns, from -> from + HEIGHT)
                .mapToObj(from -> Tensor.of(x, from * capacity, capacity,
                        Math.min(HEIGHT, columns - from)))
                .toList();
    }

    /// The bytes that batches of this many rows need, and a slice for each worker.
    public static double bytes(Blueprint blueprint, int inputs, long capacity, int workers) {
        int widest = Arrays.stream(blueprint.widths(inputs)).max().orElseThrow();
        return Float.BYTES
                * (2.0 * capacity * (widest + (double) Packed.padded(widest))
                        + (double) workers * HEIGHT * widest);
    }

    Share share(int layer, int first) {
        Room room = layers.get(layer);
        return new Share(kernels, room.x.getFirst().data(), HEIGHT * capacity, room.dz, first);
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
        private final Task whole;
        /// For the last batch of an epoch, which may have fewer rows.
        private Task partial;

        private Slice(Network.Slot slot, int from, int to, float[] into) {
            this.slot = slot;
            this.from = from;
            this.into = Tensor.of(into, 0, to - from, slot.columns());
            this.whole = task(capacity);
            this.partial = whole;
        }

        private Task task(int rows) {
            Room room = layers.get(slot.layer());
            return new Task(kernels, room.x.get(from / HEIGHT).rows(0, rows), room.dz, rows, into);
        }

        /// Computes the slice over the first `rows` rows of the batch.
        public void compute(int rows) {
            if (rows != capacity && rows != partial.rows) partial = task(rows);
            network.blueprint().layers().get(slot.layer()).gradient(slot.index(),
                    rows == capacity ? whole : partial);
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
