package plumb.train;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A fixed crew of threads that do one task together and then meet.
///
/// The calling thread is worker 0. The others spin for a short while between tasks, then park, so
/// an idle crew keeps no core busy.
final class Workers implements AutoCloseable {
    private static final int SPINS = 4000;

    private final Thread[] threads;
    private final AtomicInteger busy = new AtomicInteger();
    private final Thread[] caller = new Thread[1];
    private final AtomicInteger round = new AtomicInteger();
    private volatile boolean closed;
    private volatile @Nullable IntConsumer task;
    private volatile @Nullable Throwable failure;

    Workers(int number) {
        threads = new Thread[number - 1];
        for (int i = 0; i < threads.length; i++) {
            int worker = i + 1;
            threads[i] = Thread.ofPlatform().daemon().name("plumb-worker-" + worker)
                    .start(() -> serve(worker));
        }
    }

    int number() {
        return threads.length + 1;
    }

    /// Runs the task once for each worker number from 0 and returns when all are done. What a worker
    /// throws is thrown here. Once the crew is closed, the calling thread does the work of all.
    void run(IntConsumer work) {
        if (closed || threads.length == 0) {
            for (int worker = 0; worker < number(); worker++) work.accept(worker);
            return;
        }
        failure = null;
        caller[0] = Thread.currentThread();
        task = work;
        busy.set(threads.length);
        round.incrementAndGet();
        for (Thread thread : threads) LockSupport.unpark(thread);
        try {
            work.accept(0);
        } finally {
            for (int spin = 0; busy.get() > 0; spin++) pause(spin);
        }
        Throwable thrown = failure;
        if (thrown != null) {
            throw new IllegalStateException("a worker failed", thrown);
        }
    }

    private void serve(int worker) {
        int seen = 0;
        while (true) {
            for (int spin = 0; round.get() == seen && !closed; spin++) pause(spin);
            if (closed) return;
            seen = round.get();
            try {
                IntConsumer work = task;
                if (work != null) work.accept(worker);
            } catch (RuntimeException | Error e) {
                failure = e;
            } finally {
                if (busy.decrementAndGet() == 0) LockSupport.unpark(caller[0]);
            }
        }
    }

    private static void pause(int spin) {
        if (spin < SPINS) Thread.onSpinWait();
        else LockSupport.park();
    }

    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) LockSupport.unpark(thread);
    }
}
