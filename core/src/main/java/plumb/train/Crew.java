package plumb.train;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import plumb.text.InputError;

/// A fixed crew of threads that do one task together and may meet on the way.
///
/// The calling thread is worker 0. Who waits spins for a short while, then parks, so an idle crew
/// keeps no core busy. Between tasks its threads hold on to nothing but the crew, so that whoever owns
/// it can be collected.
final class Crew {
    /// Spinning this often takes some tens of microseconds; waking a parked thread takes as long.
    private static final int SPINS = 4000;

    /// So many arrivals end every meeting; a task has fewer.
    private static final int BREAK_UP = 1 << 30;

    private final Thread[] crew;
    /// How many tasks have begun; who waits for the next one waits for this number. It may overflow.
    private final AtomicInteger tasks;
    /// How many workers but the first have ended the last task.
    private final AtomicInteger ended = new AtomicInteger();
    /// How many times a worker has come to a meeting in the last task.
    private final AtomicInteger arrivals = new AtomicInteger();
    private final AtomicInteger parked = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean closed;
    private volatile @Nullable IntConsumer task;

    Crew(int number) {
        this(number, 0);
    }

    /// A crew that counts its tasks from `begun` on.
    Crew(int number, int begun) {
        tasks = new AtomicInteger(begun);
        crew = new Thread[number];
        crew[0] = Thread.currentThread();
        for (int i = 1; i < number; i++) {
            int worker = i;
            crew[i] = Thread.ofPlatform().daemon().name("plumb-worker-" + worker)
                    .unstarted(() -> serve(worker, begun));
        }
        for (int i = 1; i < number; i++) crew[i].start();
    }

    int number() {
        return crew.length;
    }

    /// Runs the task once for each worker number from 0 and returns when all are done. What a worker
    /// throws is thrown here. Once the crew is closed, the calling thread does the work of all, one
    /// after another, and nobody can meet.
    void run(IntConsumer work) {
        if (closed || crew.length == 1) {
            for (int worker = 0; worker < crew.length; worker++) work.accept(worker);
            return;
        }
        crew[0] = Thread.currentThread();
        failure.set(null);
        arrivals.set(0);
        ended.set(0);
        task = work;
        advance(tasks, 1);
        attempt(0);
        await(ended, crew.length - 1);
        task = null;
        Throwable thrown = failure.get();
        if (thrown instanceof InputError wrong) throw wrong;
        if (thrown != null) throw new IllegalStateException("a worker failed", thrown);
    }

    /// Waits within a task until all workers have come here as often as the calling one.
    ///
    /// @throws IllegalStateException if another worker has failed and will not come
    void meet() {
        if (crew.length == 1) return;
        int arrival = advance(arrivals, 1);
        int all = (arrival + crew.length - 1) / crew.length * crew.length;
        await(arrivals, Math.min(all, BREAK_UP));
        if (failure.get() != null) throw new IllegalStateException("another worker failed");
    }

    private void serve(int worker, int begun) {
        for (int number = begun + 1;; number++) {
            await(tasks, number);
            if (closed) return;
            attempt(worker);
            advance(ended, 1);
        }
    }

    private void attempt(int worker) {
        try {
            Objects.requireNonNull(task).accept(worker);
        } catch (RuntimeException | Error e) {
            if (failure.compareAndSet(null, e)) advance(arrivals, BREAK_UP);
        }
    }

    private int advance(AtomicInteger counter, int by) {
        int value = counter.addAndGet(by);
        if (parked.get() > 0) {
            for (Thread thread : crew) LockSupport.unpark(thread);
        }
        return value;
    }

    /// Waits also through an interrupt, which is kept: a thread that is marked so cannot park.
    private void await(AtomicInteger counter, int value) {
        boolean interrupted = false;
        for (int spin = 0; counter.get() - value < 0; spin++) {
            if (spin < SPINS) {
                Thread.onSpinWait();
                continue;
            }
            parked.incrementAndGet();
            if (counter.get() - value < 0) LockSupport.park(this);
            parked.decrementAndGet();
            interrupted |= Thread.interrupted();
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    /// Ends the threads; called by the thread that runs the tasks.
    void close() {
        closed = true;
        advance(tasks, 1);
    }
}
