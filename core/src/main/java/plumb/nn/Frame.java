package plumb.nn;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import plumb.math.Tensor;

/// One layer's views of one worker's memory, for one number of rows.
///
/// `x` is the input `[row][input]`, `z` the pre-activation and `y` the output `[row][unit]`, `d…` the
/// gradient of the loss with respect to each; `dx` is absent in the first layer, where nobody needs
/// it, and shares its memory with `dy`, as `z` may with `y`. With `deltaGiven` the loss has already written `dz` and `dy`
/// is not used. In training, what the gradients of the parameters need of these rows is left
/// in `share`.
public record Frame(
        Tensor x,
        Tensor z,
        Tensor y,
        Tensor dy,
        Tensor dz,
        @Nullable Tensor dx,
        List<Tensor> parameters,
        boolean deltaGiven,
        Tally tally,
        Gradients.@Nullable Share share,
        List<Panel> panels) {

    /// How many elements of each matrix a panel has: 8 KiB, several of which fit in the L1 cache.
    private static final int PANEL = 2048;

    /// Some rows, from row `first` on: a loop over a panel finds in the L1 cache what the loop before
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
}
