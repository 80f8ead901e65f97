package plumb.bench.contest;

import java.util.List;

/// A network that every contender trains: equal hidden layers with ReLU, drawn as He et al. (2015)
/// do, and an output with cross-entropy; softmax over classes, or one unit with the logistic loss.
///
/// @param depth the number of hidden layers
public record Net(String name, int inputs, int width, int depth, int outputs, int batch) {
    /// The learning rate of all: plain gradient descent that learns every network of [#ALL].
    public static final double RATE = 0.01;

    public static final Net SMALL = new Net("small", 2, 16, 8, 1, 32);
    public static final Net MEDIUM = new Net("medium", 784, 256, 6, 10, 128);
    public static final Net DEEP = new Net("deep", 784, 128, 50, 10, 128);
    public static final Net LARGE = new Net("large", 784, 1024, 4, 10, 128);

    public static final List<Net> ALL = List.of(SMALL, MEDIUM, DEEP, LARGE);

    /// The network of [#ALL] with that name.
    public static Net named(String name) {
        return ALL.stream().filter(net -> net.name.equals(name)).findFirst().orElseThrow();
    }

    /// Whether the output is one unit with the logistic loss.
    public boolean binary() {
        return outputs == 1;
    }

    public int classes() {
        return binary() ? 2 : outputs;
    }

    /// The number of layers with weights.
    public int layers() {
        return depth + 1;
    }

    /// The number of values in front of a layer, counted from 0.
    public int inputsOf(int layer) {
        return layer == 0 ? inputs : width;
    }

    /// The number of units of a layer, counted from 0.
    public int unitsOf(int layer) {
        return layer == depth ? outputs : width;
    }

    /// The arithmetic that a step of training cannot do without: for each sample and weight a
    /// multiplication and an addition forward, the same for the gradient of the weight, and for that
    /// of the input, which the first layer does without.
    public double flops() {
        double sum = 0;
        for (int l = 0; l < layers(); l++) {
            sum += (l == 0 ? 4.0 : 6.0) * inputsOf(l) * unitsOf(l);
        }
        return batch * sum;
    }

    /// The widths from input to output, such as `784-256x6-10`.
    @Override
    public String toString() {
        return inputs + "-" + width + "x" + depth + "-" + outputs;
    }
}
