package plumb.bench.contest;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// The bytes that all threads of this process allocate on the heap.
final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /// Two epochs of [Plumb], so that what happens between epochs has its share.
    private static final int STEPS = 128;
    private static final int WINDOWS = 5;

    private Allocation() {}

    /// The bytes allocated in a step, in the best of several runs: the first hold work of the
    /// compiler.
    static double perStep(Contender.Trainee trainee) {
        long least = Long.MAX_VALUE;
        for (int window = 0; window < WINDOWS; window++) {
            long before = THREADS.getTotalThreadAllocatedBytes();
            for (int i = 0; i < STEPS; i++) trainee.step();
            least = Math.min(least, THREADS.getTotalThreadAllocatedBytes() - before);
        }
        return (double) least / STEPS;
    }
}
