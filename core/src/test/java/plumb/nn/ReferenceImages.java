package plumb.nn;

import java.util.ArrayList;
import java.util.function.ToDoubleFunction;

/// Layers over images in plain double precision, row by row of a batch, forward only.
final class ReferenceImages {
    private ReferenceImages() {}

    /// Every output by its own loops, over all of a window that lies within the image.
    static double[] convolve(Conv2d conv, Stage stage, double[] x, double[] p) {
        int height = stage.inputs().sizes().get(0);
        int width = stage.inputs().sizes().get(1);
        int channels = x.length / height / width;
        int down = stage.outputs().sizes().get(0);
        int across = stage.outputs().sizes().get(1);
        int top = before(conv, height, down);
        int left = before(conv, width, across);
        int k = conv.kernel();
        int filters = conv.filters();
        var y = new double[down * across * filters];
        for (int i = 0; i < down; i++) {
            for (int j = 0; j < across; j++) {
                var z = new double[filters];
                for (int f = 0; f < filters; f++) {
                    if (conv.bias().isPresent()) z[f] = p[k * k * channels * filters + f];
                    for (int u = 0; u < k; u++) {
                        int row = i * conv.stride() + u - top;
                        if (row < 0 || row >= height) continue;
                        for (int v = 0; v < k; v++) {
                            int column = j * conv.stride() + v - left;
                            if (column < 0 || column >= width) continue;
                            for (int c = 0; c < channels; c++) {
                                z[f] += x[(row * width + column) * channels + c]
                                        * p[((u * k + v) * channels + c) * filters + f];
                            }
                        }
                    }
                }
                System.arraycopy(ReferenceNetwork.activate(conv.activation(), z), 0, y,
                        (i * across + j) * filters, filters);
            }
        }
        return y;
    }

    /// How many zeros are in front of a side, by the number of its windows.
    private static int before(Conv2d conv, int side, int windows) {
        return switch (conv.padding()) {
            case Padding.Valid _ -> 0;
            case Padding.Same _ ->
                Math.max(0, (windows - 1) * conv.stride() + conv.kernel() - side) / 2;
        };
    }

    static double[] pool(int size, Stage stage, double[] x, ToDoubleFunction<double[]> of) {
        int width = stage.inputs().sizes().get(1);
        int channels = stage.outputs().channels();
        int down = stage.outputs().sizes().get(0);
        int across = stage.outputs().sizes().get(1);
        var y = new double[down * across * channels];
        for (int i = 0; i < y.length; i++) {
            int top = i / channels / across * size;
            int left = i / channels % across * size;
            var square = new ArrayList<Double>();
            for (int row = top; row < top + size; row++) {
                for (int column = left; column < left + size; column++) {
                    square.add(x[(row * width + column) * channels + i % channels]);
                }
            }
            y[i] = of.applyAsDouble(square.stream().mapToDouble(v -> v).toArray());
        }
        return y;
    }

    static double[] means(Stage stage, double[] x) {
        int channels = stage.inputs().channels();
        var y = new double[channels];
        for (int i = 0; i < x.length; i++) y[i % channels] += x[i] * channels / x.length;
        return y;
    }
}
