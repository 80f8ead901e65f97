package plumb.train;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.function.IntConsumer;

/// A [Crew] whose threads end when it is closed, or left and collected.
final class Workers implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Crew crew;
    private final Cleaner.Cleanable end;

    Workers(int number) {
        Crew threads = new Crew(number);
        crew = threads;
        end = CLEANER.register(this, threads::close);
    }

    int number() {
        return crew.number();
    }

    /// As [Crew#run].
    void run(IntConsumer work) {
        try {
            crew.run(work);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// As [Crew#meet].
    void meet() {
        crew.meet();
    }

    /// Ends the threads; called by the thread that runs the tasks.
    @Override
    public void close() {
        end.clean();
    }
}
