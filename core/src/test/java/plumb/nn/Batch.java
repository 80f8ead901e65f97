package plumb.nn;

import java.util.List;

/// One worker's way through a network and back with a whole batch, and all gradients of it.
public final class Batch {
    private final Network network;
    private final Pass pass;
    private final Gradients room;
    private final float[] gradients;

    public Batch(Network network, Loss loss, int capacity, boolean tally) {
        this(network, loss, capacity, tally, false);
    }

    public Batch(Network network, Loss loss, int capacity, boolean tally, boolean weighted) {
        this.network = network;
        this.room = new Gradients(network, capacity, 1);
        this.pass = Pass.forTraining(network, loss, capacity, room, 0, tally, weighted);
        this.gradients = new float[network.parameters().length];
    }

    public float[] inputs() {
        return pass.inputs();
    }

    public float[] targets() {
        return pass.targets();
    }

    float[] weights() {
        return pass.weights();
    }

    public float[] outputs() {
        return pass.outputs();
    }

    public List<Tally> tallies() {
        return pass.tallies();
    }

    Frame frame(int layer, int rows) {
        return pass.frame(layer, 0, rows);
    }

    public double loss(int rows) {
        return pass.loss(rows);
    }

    /// Of all parameters, laid out like them.
    public float[] gradients() {
        return gradients;
    }

    public void forward(int rows) {
        pass.moment().step = 1;
        pass.moment().rows = rows;
        for (int l = 0; l < network.depth(); l++) {
            Frame[] frames = {pass.frame(l, 0, rows)};
            if (network.stages().get(l).layer() instanceof Layer.OverBatch whole) {
                whole.measure(frames, 0, frames[0].y().columns());
            }
            pass.forward(l, 0, rows);
        }
    }

    public void backward(int rows, float scale) {
        pass.startBackward(rows, scale);
        for (int l = network.depth() - 1; l >= 0; l--) {
            Frame[] frames = {pass.frame(l, 0, rows)};
            if (network.stages().get(l).layer() instanceof Layer.OverBatch whole) {
                whole.measureBack(frames, 0, frames[0].y().columns());
            }
            pass.backward(l, 0, rows);
            for (Network.Slot slot : network.slots()) {
                if (slot.layer() == l) compute(slot, rows);
            }
        }
    }

    private void compute(Network.Slot slot, int rows) {
        for (Gradients.Slice slice : room.slices(slot, new float[room.largestSlice()])) {
            slice.compute(rows);
            System.arraycopy(slice.values(), 0, gradients, slice.start(), slice.size());
        }
    }
}
