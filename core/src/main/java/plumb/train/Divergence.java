package plumb.train;

/// Where the first value that is not finite appeared.
///
/// @param layer counted from 1, inside a block `2.1`; empty for the loss
public record Divergence(long step, Pass pass, String layer) {
    /// The part of a step, in the order in which the parts follow each other.
    public enum Pass {
        FORWARD, LOSS, BACKWARD, UPDATE
    }

    @Override
    public String toString() {
        return switch (pass) {
            case FORWARD -> "in the output of layer " + layer + " at step " + step;
            case LOSS -> "in the loss at step " + step;
            case BACKWARD -> "in the gradient of layer " + layer + " at step " + step;
            case UPDATE -> "in the weights of layer " + layer + " at step " + step;
        };
    }
}
