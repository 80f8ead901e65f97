package plumb;

import java.util.function.LongConsumer;

/// A test body run for many seeds: the seed that fails is named, and `-Dplumb.seed=N` replays it
/// alone.
public final class Cases {
    private static final String REPLAY = "plumb.seed";

    private Cases() {}

    /// Runs `body` for the seeds 0 to n − 1, or only for the one in system property `plumb.seed`.
    public static void forSeeds(int n, LongConsumer body) {
        Long only = Long.getLong(REPLAY);
        if (only != null) {
            body.accept(only);
            return;
        }
        for (long seed = 0; seed < n; seed++) {
            try {
                body.accept(seed);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError(
                        "seed " + seed + " of " + n + " (replay it with -D" + REPLAY + "=" + seed
                                + "): " + failure.getMessage(),
                        failure);
            }
        }
    }
}
