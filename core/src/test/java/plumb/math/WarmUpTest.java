package plumb.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private static final long BATCH = 8 * 2 * 32 * 32 * 32;

    private static WarmUp at(double gflops) {
        var now = new AtomicLong();
        return new WarmUp(() -> now.getAndAdd((long) (BATCH / gflops)));
    }

    @Test
    void fastKernelsAreKeptAtOnce() {
        double gflops = at(50).run(new ScalarKernels());
        assertThat(gflops).isBetween(49.0, 51.0);
        assertThat(Choice.stranded(gflops)).isFalse();
    }

    @Test
    void kernelsThatStaySlowAreFoundOutAfterSomeSeconds() {
        double gflops = at(0.5).run(new ScalarKernels());
        assertThat(gflops).isBetween(0.49, 0.51);
        assertThat(Choice.stranded(gflops)).isTrue();
    }

    @Test
    void theKernelsOfThisProcessAreTheSameAfterwards() {
        Kernels.warmUp();
        assertThat(Kernels.warning()).isEmpty();
        assertThat(Kernels.best()).isInstanceOf(VectorKernels.class);
    }
}
