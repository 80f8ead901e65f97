package plumb.sweep;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import plumb.data.Dataset;
import plumb.diagnose.Reference;
import plumb.train.ClassWeight;
import plumb.train.Plan;

/// What trials on the same rows share: the rows, and the yardsticks that judge them. Both are made
/// once, when the first trial needs them; rows are given up when the last trial has ended.
public final class Basis {
    private final Supplier<Dataset> source;
    private final Map<Course, FutureTask<Reference>> references = new ConcurrentHashMap<>();
    private @Nullable Dataset rows;

    public Basis(Supplier<Dataset> source) {
        this.source = source;
    }

    /// What a yardstick's training depends on, beside the rows.
    private record Course(long seed, int batch, long steps, ClassWeight classWeight) {}

    public synchronized Dataset data() {
        if (rows == null) rows = source.get();
        return rows;
    }

    /// Gives up the rows until somebody needs them again.
    public synchronized void release() {
        rows = null;
    }

    /// What a training of the plan is compared with: the trivial predictor, and the yardstick trained
    /// on the same seed for as many steps.
    Reference reference(Plan plan, Dataset data, long seed) throws InterruptedException {
        long steps = plan.length().steps(data.train().length, plan.batch());
        var task = references.computeIfAbsent(
                new Course(seed, plan.batch(), steps, plan.classWeight()),
                _ -> new FutureTask<>(() -> yardstick(plan, data, seed, steps)));
        task.run();
        try {
            return task.get().beside(plan, data);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            if (e.getCause() instanceof Error cause) throw cause;
            throw new InterruptedException();
        }
    }

    private static Reference yardstick(Plan plan, Dataset data, long seed, long steps)
            throws InterruptedException {
        Reference reference = Reference.full(plan, data, seed, steps);
        if (Thread.currentThread().isInterrupted()) throw new InterruptedException();
        return reference;
    }
}
