package plumb.sweep;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /// A job that has ended, and what it came to.
    private record Ended(Job job, Trial trial) {}

    /// What can be in memory at a time.
    ///
    /// @param trials that run
    /// @param bases whose rows are there
    public record Room(int trials, int bases) {}

    private final ExecutorService crew;
    private final CompletionService<Ended> ended;
    private final DoubleAdder done = new DoubleAdder();
    /// The jobs of each basis that have not begun to wait for their turn.
    private final Deque<List<Job>> later;
    /// How many jobs of each basis have begun to wait, and have not ended.
    private final Map<Basis, Integer> open = new HashMap<>();

    /// Begins the jobs in their order, but those on the same basis together.
    public Trials(List<Job> jobs, Room room) {
        var byBasis = new LinkedHashMap<Basis, List<Job>>();
        for (Job job : jobs) byBasis.computeIfAbsent(job.basis(), _ -> new ArrayList<>()).add(job);
        later = new ArrayDeque<>(byBasis.values());
        crew = Executors.newFixedThreadPool(Math.clamp(jobs.size(), 1, room.trials));
        ended = new ExecutorCompletionService<>(crew);
        for (int i = 0; i < room.bases; i++) begin();
    }

    private void begin() {
        List<Job> jobs = later.poll();
        if (jobs == null) return;
        open.put(jobs.getFirst().basis(), jobs.size());
        for (Job job : jobs) ended.submit(() -> new Ended(job, job.run(done::add)));
    }

    /// How many trials can run at a time: as many as are wanted, fewer if the memory does not hold them;
    /// and on how many bases, whose rows come one after another where the memory is that of one.
    ///
    /// @param fit what the largest job takes
    public static Room room(int wanted, Job.Fit fit) {
        double free = SHARE * Memory.free(wanted * (fit.bytes() + fit.rowBytes()) / SHARE);
        int trials = Math.clamp((long) (free / fit.bytes()), 1, wanted);
        // The rows of one basis are in memory already.
        double others = Math.max(0, free - trials * fit.bytes()) / Math.max(1, fit.rowBytes());
        // Twice as many as run, so that no thread waits for the next to be submitted.
        return new Room(trials, Math.clamp(1 + (long) others, 1, 2 * trials));
    }

    /// Waits for the next trial to end; none if all have, or if the thread is interrupted.
    public Optional<Trial> next() {
        if (open.isEmpty()) return Optional.empty();
        try {
            Ended next = ended.take().get();
            Basis basis = next.job.basis();
            if (open.merge(basis, -1, Integer::sum) == 0) {
                open.remove(basis);
                basis.release();
                begin();
            }
            return Optional.of(next.trial);
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
