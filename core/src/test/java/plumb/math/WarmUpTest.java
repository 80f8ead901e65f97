package plumb.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private static final long PRODUCT = 2 * 96 * 96 * 96;
    private static final Kernels VECTOR = new VectorKernels();
    private static final Kernels SCALAR = new ScalarKernels();

    /// A clock by which the first kernels make so many operations in a nanosecond for six seconds, and
    /// those that follow others.
    private static WarmUp at(double first, double second) {
        var now = new AtomicLong();
        return new WarmUp(() -> now.getAndAdd(
                (long) (PRODUCT / (now.get() < 6_000_000_000L ? first : second))));
    }

    @Test
    void fastKernelsAreKeptAtOnce() {
        assertThat(at(50, 50).run(SCALAR)).isBetween(49.0, 51.0);
        var choice = new Choice(VECTOR, "");
        assertThat(choice.checked(at(50, 50), SCALAR)).isSameAs(choice);
    }

    @Test
    void strandedKernelsAreReplacedByFasterOnesWithAWarning() {
        Choice choice = new Choice(VECTOR, "").checked(at(0.25, 3), SCALAR);
        assertThat(choice.kernels()).isSameAs(SCALAR);
        assertThat(choice.warning()).isEqualTo("the compiler has left the vector kernels at 0.25"
                + " GFLOP/s: scalar kernels serve instead, and another start may do better");
    }

    @Test
    void slowKernelsAreKeptWhereTheOthersAreSlowToo() {
        var choice = new Choice(VECTOR, "");
        assertThat(choice.checked(at(0.25, 0.2), SCALAR)).isSameAs(choice);
    }
}
