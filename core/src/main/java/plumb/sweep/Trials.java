package plumb.sweep;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.DoubleAdder;
import plumb.train.Memory;

/// Trials that run side by side, each with one worker, so none depends on how many run at a time.
public final class Trials implements AutoCloseable {
    /// The share of the free memory that trials may take.
    private static final double SHARE = 0.8;

    private final ExecutorService crew;
    private final CompletionService<Trial> ended;
    private final DoubleAdder done = new DoubleAdder();
    private int left;

    /// Begins the jobs in their order.
    public Trials(List<Job> jobs, int atOnce) {
        crew = Executors.newFixedThreadPool(Math.clamp(jobs.size(), 1, atOnce));
        ended = new ExecutorCompletionService<>(crew);
        for (Job job : jobs) ended.submit(() -> job.run(done::add));
        left = jobs.size();
    }

    /// How many trials of so many bytes can run at a time: as many as are wanted, fewer if the memory
    /// does not hold them.
    public static int atOnce(int wanted, double bytes) {
        long free = Memory.free(wanted * bytes / SHARE);
        return Math.clamp((long) (SHARE * free / bytes), 1, wanted);
    }

    /// Waits for the next trial to end; none if all have, or if the thread is interrupted.
    public Optional<Trial> next() {
        if (left == 0) return Optional.empty();
        try {
            Trial trial = ended.take().get();
            left--;
            return Optional.of(trial);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            if (e.getCause() instanceof Error cause) throw cause;
            throw new IllegalStateException(e.getCause());
        }
    }

    /// How many trainings the steps taken so far amount to; another thread may ask.
    public double done() {
        return done.sum();
    }

    /// Ends all trials at their next step; those that have not ended leave nothing.
    @Override
    public void close() {
        crew.shutdownNow();
        crew.close();
    }
}
