package plumb.remedy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import plumb.data.Dataset;
import plumb.diagnose.Diagnosis;
import plumb.diagnose.Pace;
import plumb.diagnose.Reference;
import plumb.diagnose.Verdict;
import plumb.gauge.History;
import plumb.train.Plan;
import plumb.train.Step;
import plumb.train.Training;

/// Watches a training, and where it fails puts it back and lets another plan go on.
///
/// It looks at the end of the first epoch behind each tenth of the steps, when the training ends before its
/// length, and at once if a value is not finite. What was measured so far is diagnosed beside the
/// yardstick after as many steps. Without an error the state is kept. With one at two looks in a row, or
/// where there will be no second, the [Search] tries changes, and the best takes the training's place if it is clearly better than the plan as it is,
/// trained on as far, and goes on from where its remedies say ([Remedy#start]).
/// Equal trainings are rescued alike.
///
/// It misleads where a network learns late: it is compared with what it is after two fifths of a
/// training, on one seed. Only a [Repair] proves a change.
///
/// ```java
/// var guard = new Guard(new Training(plan, data, settings), new History());
/// while (guard.training().hasNext()) {
///     Step step = guard.training().next();
///     guard.history().add(step);
///     guard.look(step).ifPresent(IO::println);
/// }
/// ```
public final class Guard implements AutoCloseable {
    private static final int LOOKS = 10;
    /// So many searches at most, each of which costs a few trainings.
    private static final int MOST = 3;
    private static final double BUDGET = 40;

    private final Pace pace;
    private final Consumer<String> stages;
    private final List<Rescue> rescues = new ArrayList<>();
    private Training training;
    private History history;
    private Optional<Snapshot> good = Optional.empty();
    /// Whether the last look found an error.
    private boolean suspected;
    /// The steps of the yardstick that are in the cost of a rescue already.
    private long told;
    /// The step from which on it looks again.
    private long next;

    /// Guards a training that is about to begin.
    public Guard(Training training, History history) {
        this(training, history, _ -> {});
    }

    /// @param stages is told in words what is done next while changes are searched
    public Guard(Training training, History history, Consumer<String> stages) {
        this.training = training;
        this.history = history;
        this.stages = stages;
        this.pace = new Pace(training.plan(), training.data(), training.settings().seed());
        this.next = lookBehind(training.steps());
    }

    /// The bytes that watching a training takes beside it: two states, and the training that takes its place.
    public static double bytes(Training training) {
        double values = (double) Float.BYTES * training.network().parameters().length;
        return 3 * (values * (1 + training.plan().optimizer().buffers())
                + History.bytes(training));
    }

    /// The training that goes on: another one behind a rescue.
    public Training training() {
        return training;
    }

    /// What was measured of the steps that led to its weights.
    public History history() {
        return history;
    }

    /// What was done so far.
    public List<Rescue> rescues() {
        return List.copyOf(rescues);
    }

    /// The step of the last state that was kept; 0 for the beginning.
    public long kept() {
        return good.map(Snapshot::step).orElse(0L);
    }

    /// Looks at the training if it is time to; call it behind each step that the history has.
    ///
    /// @return what was done if the training fails; [#training] is another one where that has a change
    public Optional<Rescue> look(Step step) {
        boolean diverged = step.divergence().isPresent();
        if (rescues.size() == MOST || !(diverged || due(step))) return Optional.empty();
        next = lookBehind(step.number());
        Diagnosis diagnosis = diagnose(diverged);
        if (Thread.currentThread().isInterrupted()) return Optional.empty();
        boolean sick = diagnosis.verdict() == Verdict.SICK;
        boolean fails = sick && (suspected || !training.hasNext());
        if (!sick) good = Optional.of(new Snapshot(training, history));
        suspected = sick;
        return fails ? rescue(diagnosis, diverged) : Optional.empty();
    }

    private boolean due(Step step) {
        return step.endsEpoch() && step.number() < training.length()
                && (step.number() >= next || !training.hasNext());
    }

    /// The first step of the tenth behind the one that a step is in.
    private long lookBehind(long step) {
        long tenth = LOOKS * step / training.length() + 1;
        return Math.ceilDiv(tenth * training.length(), LOOKS);
    }

    private Diagnosis diagnose(boolean diverged) {
        Plan plan = training.plan();
        Dataset data = training.data();
        Reference reference = diverged || Diagnosis.needsYardstick(history, plan, data)
                ? pace.at(history.steps(), plan)
                : Reference.trivial(plan, data);
        return Diagnosis.of(history, plan, data, reference);
    }

    private Optional<Rescue> rescue(Diagnosis diagnosis, boolean diverged) {
        Plan plan = training.plan();
        long step = history.steps();
        Reference reached = pace.at(Search.reaches(training.length()), plan);
        Optional<Snapshot> present = diverged
                ? Optional.empty()
                : Optional.of(new Snapshot(training, history));
        var search = new Search(plan, training.data(),
                new Diagnosis(diagnosis.verdict(), diagnosis.findings(), reached),
                training.settings().seed(), 0, BUDGET, stages, new Standing(good, present));
        Optional<Search.Found> found = search.unproved();
        if (Thread.currentThread().isInterrupted()) return Optional.empty();
        found.ifPresent(this::goOn);
        // What was not found now will not be found in the next tenth.
        if (found.isEmpty()) next = 2 * step;
        var rescue = new Rescue(step, diagnosis.findings().getFirst().id(),
                found.map(Search.Found::change).orElse(List.of()), kept(),
                (double) (search.steps() + pace.steps() - told) / training.length());
        told = pace.steps();
        rescues.add(rescue);
        return Optional.of(rescue);
    }

    private void goOn(Search.Found found) {
        var other = new Training(found.plan(), training.data(), training.settings());
        var measured = new History();
        good = found.start();
        good.ifPresent(state -> state.putBack(other, measured));
        found.remedies().forEach(remedy -> remedy.change(other));
        training.close();
        training = other;
        history = measured;
        next = lookBehind(kept());
        suspected = false;
    }

    @Override
    public void close() {
        pace.close();
    }
}
