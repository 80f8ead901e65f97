package plumb.bench.contest;

import java.util.List;
import java.util.stream.Collectors;

/// A network that every contender trains: equal hidden layers with ReLU, drawn as He et al. (2015)
/// do, and an output with cross-entropy; softmax over classes, or one unit with the logistic loss. In
/// front may be convolutions of square gray images, with ReLU and pools that halve the sides.
///
/// @param filters of each convolution, whose windows have [#KERNEL] pixels a side
/// @param depth the number of hidden layers
public record Net(String name, int inputs, List<Integer> filters, int width, int depth,
        int outputs, int batch) {
    /// The learning rate of all: plain gradient descent that learns every network of [#ALL].
    public static final double RATE = 0.01;

    public static final int KERNEL = 5;
    /// The zeros around an image, so that a convolution has as many windows as pixels.
    public static final int PADDING = KERNEL / 2;
    public static final int POOL = 2;

    public static final Net SMALL = new Net("small", 2, List.of(), 16, 8, 1, 32);
    public static final Net MEDIUM = new Net("medium", 784, List.of(), 256, 6, 10, 128);
    public static final Net DEEP = new Net("deep", 784, List.of(), 128, 50, 10, 128);
    public static final Net LARGE = new Net("large", 784, List.of(), 1024, 4, 10, 128);
    /// The network of `examples/mnist-lenet.yaml`.
    public static final Net LENET = new Net("lenet", 784, List.of(16, 32), 128, 1, 10, 64);

    public static final List<Net> DENSE = List.of(SMALL, MEDIUM, DEEP, LARGE);
    public static final List<Net> ALL = List.of(SMALL, MEDIUM, DEEP, LARGE, LENET);

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

    /// Whether rows are images.
    public boolean convolves() {
        return !filters.isEmpty();
    }

    /// The pixels of a side of the image in front of a convolution, counted from 0, or behind the last.
    public int side(int convolution) {
        return (int) Math.sqrt(inputs) >> convolution;
    }

    /// The channels in front of a convolution, counted from 0, or behind the last.
    public int channels(int convolution) {
        return convolution == 0 ? 1 : filters.get(convolution - 1);
    }

    /// The number of dense layers.
    public int layers() {
        return depth + 1;
    }

    /// The number of values in front of a dense layer, counted from 0.
    public int inputsOf(int layer) {
        if (layer > 0) return width;
        int last = filters.size();
        return convolves() ? side(last) * side(last) * channels(last) : inputs;
    }

    /// The number of units of a dense layer, counted from 0.
    public int unitsOf(int layer) {
        return layer == depth ? outputs : width;
    }

    /// The arithmetic that a step of training cannot do without: for each sample and weight a
    /// multiplication and an addition forward, the same for the gradient of the weight, and for that
    /// of the input, which the first layer does without; in a convolution once for each window.
    public double flops() {
        double sum = 0;
        for (int c = 0; c < filters.size(); c++) {
            sum += (c == 0 ? 4.0 : 6.0) * side(c) * side(c) * KERNEL * KERNEL * channels(c)
                    * filters.get(c);
        }
        for (int l = 0; l < layers(); l++) {
            sum += (l == 0 && !convolves() ? 4.0 : 6.0) * inputsOf(l) * unitsOf(l);
        }
        return batch * sum;
    }

    /// The widths from input to output, such as `784-256x6-10`, filters with a c before their number.
    @Override
    public String toString() {
        return inputs + filters.stream().map(n -> "-c" + n).collect(Collectors.joining()) + "-"
                + width + "x" + depth + "-" + outputs;
    }
}
