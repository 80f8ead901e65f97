package plumb.diagnose;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import plumb.data.Dataset;
import plumb.train.Plan;
import plumb.train.Probe;
import plumb.train.Score;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

/// The yardstick in step with a training: it is trained on as far as it is asked about, at most once in all.
///
/// Its scores are those of its epochs, so a step is compared with the last of them that had ended by then, or
/// with the first.
public final class Pace implements AutoCloseable {
    private final Plan plan;
    private final Dataset data;
    private final long seed;
    private final long length;
    private final TreeMap<Long, Score> scores = new TreeMap<>();
    private Optional<Training> yardstick = Optional.empty();

    /// Trains nothing yet.
    public Pace(Plan plan, Dataset data, long seed) {
        this.plan = plan;
        this.data = data;
        this.seed = seed;
        this.length = plan.length().steps(data.train().length, plan.batch());
    }

    /// The reference of a plan on the same data after so many steps. If the thread is interrupted, it may
    /// be that of an earlier step, or without a yardstick.
    public Reference at(long step, Plan judged) {
        Training running = yardstick.orElseGet(() -> new Training(
                Yardstick.plan(plan, data, length), data, new Settings(seed, 1, Probe.OFF)));
        yardstick = Optional.of(running);
        while (running.hasNext() && (running.steps() < step || scores.isEmpty())
                && !Thread.currentThread().isInterrupted()) {
            Step taken = running.next();
            taken.validation().ifPresent(score -> scores.put(taken.number(), score));
        }
        Reference trivial = Reference.trivial(judged, data);
        if (scores.isEmpty()) return trivial;
        Map.Entry<Long, Score> reached = Optional.ofNullable(scores.floorEntry(step))
                .orElseGet(scores::firstEntry);
        return new Reference(trivial.trivial(), Optional.of(reached.getValue()), reached.getKey());
    }

    /// The steps that the yardstick has taken.
    public long steps() {
        return yardstick.map(Training::steps).orElse(0L);
    }

    @Override
    public void close() {
        yardstick.ifPresent(Training::close);
    }
}
