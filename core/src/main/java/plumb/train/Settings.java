package plumb.train;

/// How a plan is trained: nothing here changes what is learned, except the seed and, in the last
/// bits, the number of workers.
///
/// @param workers threads that share each batch; 0 chooses by the size of the network
/// @param tally whether every layer is measured on the way
public record Settings(long seed, int workers, boolean tally) {
    public static Settings seed(long seed) {
        return new Settings(seed, 0, true);
    }

    public Settings workers(int number) {
        return new Settings(seed, number, tally);
    }

    public Settings tally(boolean on) {
        return new Settings(seed, workers, on);
    }
}
