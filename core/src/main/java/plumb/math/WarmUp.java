package plumb.math;

import java.util.function.LongSupplier;

/// Small products that are repeated until the compiler has made the product fast.
///
/// The Vector API is slow until then: each operation of a product allocates a vector. And the compiler
/// can give up on a kernel and leave it far below its speed for the life of a process; that shows
/// here.
final class WarmUp {
    /// So that tiles are as large as in a large network, whatever the number of lanes.
    private static final int SIDE = 96;
    /// Interpreted and half-compiled vector kernels stay far below this many operations in a
    /// nanosecond, compiled ones far above.
    static final double FAST = 4;
    private static final long PATIENCE = 5_000_000_000L;

    private final LongSupplier clock;

    WarmUp(LongSupplier clock) {
        this.clock = clock;
    }

    /// Multiplies until these kernels are fast, or for five seconds, and returns the most floating
    /// point operations they made in a nanosecond.
    double run(Kernels kernels) {
        Tensor a = Tensor.zeros(SIDE, SIDE);
        Tensor b = Tensor.zeros(SIDE, SIDE);
        Tensor c = Tensor.zeros(SIDE, SIDE);
        double best = 0;
        long start = clock.getAsLong();
        long now = start;
        while (best < FAST && now - start < PATIENCE) {
            long before = now;
            kernels.multiply(a, b, c);
            now = clock.getAsLong();
            best = Math.max(best, 2.0 * SIDE * SIDE * SIDE / Math.max(1, now - before));
        }
        return best;
    }
}
