package plumb.nn;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import plumb.math.Tensor;

/// One layer's views of one worker's memory, for some rows of a batch.
///
/// `x` is the input, `z` the pre-activation and `y` the output, `d…` the gradient of the loss with
/// respect to each. Each has a matrix row for every position of every row of the batch: `x` has as
/// many columns as the layer's [Layer#columns], the others one for each channel of the outputs. `dx`
/// is absent in the first layer, where nobody needs it, and shares its memory with `dy`, as `z` may
/// with `x` or `y`; `dz` may be used for anything in a layer that has none.
///
/// @param layer the number of the layer, from 0
/// @param first the place of the first row in the batch
/// @param rows how many rows there are
/// @param inputs the shape of a row of `x`
/// @param kept what the way forward keeps for the way back, `[row][kept]`
/// @param skip the input of the block that ends with this layer
/// @param parameters the layer's parameters
/// @param gradients their gradients over these rows, for layers that do not share rows
/// @param statistics the layer's statistics
/// @param batch what the frames of all workers have in common
/// @param deltaGiven whether the loss has already written `dz`, and `dy` is not used
/// @param share where a layer that shares rows leaves them; absent where there is no way back
/// @param convolution how these rows go through a convolution; absent in other layers
/// @param moment what changes from step to step
/// @param unrolled the memory of a recurrent layer, step by step
public record Frame(
        int layer,
        int first,
        int rows,
        Shape inputs,
        Tensor x,
        Tensor z,
        Tensor y,
        Tensor dy,
        Tensor dz,
        @Nullable Tensor dx,
        Tensor kept,
        @Nullable Tensor skip,
        List<Tensor> parameters,
        List<Tensor> gradients,
        List<Tensor> statistics,
        float[] batch,
        boolean deltaGiven,
        Tally tally,
        Gradients.@Nullable Share share,
        @Nullable Convolution convolution,
        Moment moment,
        List<Panel> panels,
        @Nullable Unrolled unrolled) {

    /// How many elements of each matrix a panel has: 8 KiB, several of which fit in the L1 cache.
    private static final int PANEL = 2048;

    /// Some matrix rows, from `first` on: a loop over a panel finds in the L1 cache what the loop before
    /// it left.
    public record Panel(int first, Tensor z, Tensor y, Tensor dy, Tensor dz) {}

    static List<Panel> panels(Tensor z, Tensor y, Tensor dy, Tensor dz) {
        int height = Math.max(1, PANEL / Math.max(1, z.columns()));
        return IntStream.iterate(0, first -> first < z.rows(), first -> first + height)
                .mapToObj(first -> {
                    int end = Math.min(z.rows(), first + height);
                    return new Panel(first, z.rows(first, end), y.rows(first, end),
                            dy.rows() == 0 ? dy : dy.rows(first, end),
                            dz.rows() == 0 ? dz : dz.rows(first, end));
                })
                .toList();
    }

    /// Whether this is training, and there is a way back.
    public boolean training() {
        return moment.step > 0;
    }

    /// How many matrix rows the frames of all workers have.
    int batchRows() {
        return moment.rows * inputs.positions();
    }

    /// Computes `y` from `z`, and counts both.
    void activate(Activation activation) {
        for (int i = 0; i < panels.size(); i++) {
            Panel p = panels.get(i);
            int from = p.z.offset();
            tally.preactivation(p.z);
            activation.forward(p.z.data(), p.y.data(), from, from + p.z.size(), z.columns());
            tally.output(p.y);
        }
    }

    /// Computes `dz` from `dy`, unless it is given, and counts both; leaves it in the share, if there is
    /// one.
    void backThrough(Activation activation) {
        for (int i = 0; i < panels.size(); i++) {
            Panel p = panels.get(i);
            if (!deltaGiven) backThrough(activation, p);
            tally.delta(p.dz);
            if (share != null) share.delta(p.dz, p.first);
        }
    }

    private void backThrough(Activation activation, Panel p) {
        float[] ys = p.y.data();
        float[] dys = p.dy.data();
        float[] dzs = p.dz.data();
        int from = p.dz.offset();
        int to = from + p.dz.size();
        tally.outputGradient(p.dy);
        switch (activation) {
            case Activation.Elementwise elementwise -> {
                elementwise.slope(p.z.data(), ys, dzs, from, to);
                tally.slope(p.dz, elementwise.saturatingSlope());
                for (int i = from; i < to; i++) dzs[i] *= dys[i];
            }
            case Activation.Softmax softmax ->
                softmax.backward(ys, dys, dzs, from, to, z.columns());
        }
    }
}
