package plumb.nn;

/// The step of a training that a pass takes part in.
public final class Moment {
    /// The seed of the training.
    public long seed;
    /// The number of the step, from 1; 0 outside of training.
    public long step;
    /// How many rows the batch of this step has.
    public int rows;
}
