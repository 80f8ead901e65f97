package plumb.theory;

/// Where the mean square of pre-activations stays from layer to layer.
///
/// @param variance q* = σw² V(q*) + σb²
/// @param stable whether layers come nearer to it
public record FixedPoint(double variance, boolean stable) {}
