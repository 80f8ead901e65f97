package plumb.gauge;

import plumb.math.Tensor;
import plumb.nn.Network;
import plumb.nn.Pass;
import plumb.train.Training;

/// What the units of a network with two inputs give over a square of the plane.
///
/// The network is taken as it answers, not as it trains. Layers count from 0, as they run.
public final class Plane {
    /// A value that is not finite, in a picture.
    public static final byte NOT_FINITE = Byte.MIN_VALUE;

    private static final int FULL = 127;

    private final Network network;
    private final int side;
    private final Pass pass;

    /// Looks at the network of a training at `side`² points of the square from (x1, x2) on, `width` wide.
    public Plane(Training training, int side, double x1, double x2, double width) {
        this.network = training.network();
        this.side = side;
        if (network.inputs() != 2) {
            throw new IllegalArgumentException(
                    "a plane has two inputs, not " + network.inputs());
        }
        this.pass = Pass.forEvaluation(network, training.plan().loss(), side * side, false);
        var point = new float[2];
        for (int i = 0; i < side * side; i++) {
            point[0] = (float) (x1 + width * (i % side + 0.5) / side);
            point[1] = (float) (x2 + width * (side - i / side - 0.5) / side);
            training.scaling().apply(point, 0, pass.inputs(), 2 * i);
        }
    }

    /// Looks at the weights as they are now.
    public void look() {
        pass.forward(side * side);
    }

    /// The value that 127 stands for in the pictures of a layer: the largest its activation can give, or,
    /// where there is none, the largest size of those on the grid; −127 stands for its opposite.
    public double full(int layer) {
        double most = network.blueprint().flat().get(layer).activation().most();
        return Double.isFinite(most) ? most : largest(layer);
    }

    private double largest(int layer) {
        Tensor y = outputs(layer);
        float largest = 0;
        for (int i = y.offset(); i < y.offset() + y.size(); i++) {
            float size = Math.abs(y.data()[i]);
            if (Float.isFinite(size)) largest = Math.max(largest, size);
        }
        return largest;
    }

    /// The pictures of the units of a layer, one behind the other, each `[row][column]` with every
    /// `step`-th row and column of the grid, its top row first.
    public byte[] pictures(int layer, int step) {
        Tensor y = outputs(layer);
        double factor = FULL / full(layer);
        int units = y.columns();
        int size = Math.ceilDiv(side - step / 2, step);
        var pictures = new byte[units * size * size];
        int next = 0;
        for (int unit = 0; unit < units; unit++) {
            for (int row = step / 2; row < side; row += step) {
                for (int column = step / 2; column < side; column += step) {
                    float value = y.get(row * side + column, unit);
                    pictures[next++] = Float.isFinite(value)
                            ? (byte) Math.clamp(Math.round(factor * value), -FULL, FULL)
                            : NOT_FINITE;
                }
            }
        }
        return pictures;
    }

    private Tensor outputs(int layer) {
        return pass.frame(layer, 0, side * side).y();
    }
}
