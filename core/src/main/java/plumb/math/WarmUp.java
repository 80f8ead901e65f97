package plumb.math;

import java.util.List;
import java.util.function.LongSupplier;

/// Small products that are repeated until the compiler has made each of them fast.
///
/// The Vector API is slow until then: each operation of a product allocates a vector. And the compiler
/// can give up on a kernel and leave it far below its speed for the life of a process; that shows
/// here, whichever width of tile or way of reading a factor it concerns.
final class WarmUp {
    /// So that tiles are as large as in a large network, whatever the number of lanes.
    private static final int SIDE = 96;
    private static final double OPERATIONS = 2.0 * SIDE * SIDE * SIDE;
    /// Interpreted and half-compiled vector kernels stay far below this many operations in a
    /// nanosecond, compiled ones far above.
    static final double FAST = 4;
    /// For each product.
    private static final long PATIENCE = 1_000_000_000L;

    private final LongSupplier clock;

    /// Factors and their product, all of the same number of operations.
    private record Product(Tensor a, Tensor b, Tensor c) {
        Product(Tensor a, Tensor b) {
            this(a, b, Tensor.zeros(a.rows(), b.columns()));
        }
    }

    WarmUp(LongSupplier clock) {
        this.clock = clock;
    }

    /// Multiplies until these kernels are fast at every product, or for a second each, and returns the
    /// most floating point operations they made in a nanosecond of the slowest.
    double run(Kernels kernels) {
        Tensor square = Tensor.zeros(SIDE, SIDE);
        double least = Double.POSITIVE_INFINITY;
        for (Product product : List.of(new Product(square, square),
                new Product(square, square.transposed()), new Product(square.transposed(), square),
                new Product(Tensor.zeros(SIDE, 3 * SIDE), Tensor.zeros(3 * SIDE, SIDE / 3)),
                new Product(Tensor.zeros(SIDE, 12 * SIDE), Tensor.zeros(12 * SIDE, SIDE / 12)))) {
            least = Math.min(least, run(kernels, product));
        }
        return least;
    }

    private double run(Kernels kernels, Product product) {
        double best = 0;
        long start = clock.getAsLong();
        long now = start;
        do {
            long before = now;
            kernels.multiply(product.a, product.b, product.c);
            now = clock.getAsLong();
            best = Math.max(best, OPERATIONS / Math.max(1, now - before));
        } while (best < FAST && now - start < PATIENCE);
        return best;
    }
}
