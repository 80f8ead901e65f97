package plumb.nn;

import java.util.List;
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
        Gradients.@Nullable Share share) {}
