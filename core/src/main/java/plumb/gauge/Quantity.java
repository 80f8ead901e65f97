package plumb.gauge;

/// What is measured of every layer at every step.
///
/// RMS is the root mean square over the elements of a whole matrix: all rows of the batch and all
/// units, or all parameters of the layer. Of gradients in front of `last` it is that over the last step,
/// the only one that gets any from above.
public enum Quantity {
    /// RMS of the output `y`.
    ACTIVATION,
    /// RMS of `∂loss/∂y`; absent where the loss gives `∂loss/∂z` directly.
    OUTPUT_GRADIENT,
    /// RMS of the gradient that comes out of a block's branch, before that which skipped it is added;
    /// in the first layer of the branch, else absent.
    BRANCH_GRADIENT,
    /// RMS of `δ = ∂loss/∂z`; of `∂loss/∂y` where a layer has no pre-activation.
    DELTA,
    /// RMS of the slope `φ′(z)`; absent like [#OUTPUT_GRADIENT], and without a nonlinearity.
    SLOPE,
    /// RMS of the parameters; absent, like all that concerns them, in a layer without any.
    WEIGHT,
    /// RMS of the gradient of the parameters.
    GRADIENT,
    /// RMS of the change that the optimizer made to the parameters.
    UPDATE,
    /// Share of outputs that are exactly 0 on this batch. It says nothing about dead units.
    ZERO,
    /// Share of (row, unit) pairs whose slope is below a tenth of the activation's largest; absent for
    /// activations that are not flat at both ends.
    SATURATED,
    /// Share of δ that is not 0 but smaller than the smallest normal float, 1.2e-38.
    SUBNORMAL,
    /// Signal-to-noise ratio of the gradient: root mean square over 64 sampled parameters of the mean
    /// over the last whole window of 32 steps, divided by that of the standard deviation. Noise alone gives about 0.
    SIGNAL_TO_NOISE
}
