package plumb.remedy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumb.data.Dataset;
import plumb.diagnose.Diagnosis;
import plumb.diagnose.Finding;
import plumb.diagnose.Reference;
import plumb.diagnose.Severity;
import plumb.diagnose.Verdict;
import plumb.math.Rng;
import plumb.train.Plan;
import plumb.train.Score;

/// The search for the smallest change that repairs a plan, and its proof.
///
/// *Search*, on the seed of the experiment: the remedies that treat the findings are trained side by
/// side for a twentieth of a training, the best three for a tenth, and the best two, with what sets scales
/// and the output right, for two fifths (after successive halving, Jamieson & Talwalkar, 2016), where the
/// yardstick may stop, too. The second stops at a fifth where the first has nothing left to gain, unless
/// it fails. If both fail, they are combined with what their own diagnoses call for; a combination that
/// wins is held against itself without one of its parts (ablation), and the smaller goes first where their
/// metrics are within noise. *Proof*, on seeds never used before: paired runs of the whole length, unrepaired
/// and repaired, on the same data, for three changes at most, each held to a stricter limit than the one before.
/// All decisions are made on validation rows, so the gain on them is a little too good; test rows, where
/// there are any, judge it once, at the end. What is adopted is then trained to its end on the seed of the
/// experiment.
public final class Search {
    private static final double[] RUNGS = {0.05, 0.1, 0.2, 0.4};
    /// How many go on behind each rung but the last; one, behind the last of these, with nothing left to gain.
    private static final int[] GO_ON = {3, 2, 2};
    private static final double LAST = RUNGS[RUNGS.length - 1];
    /// The share of the gain of a whole training that a candidate must have by then.
    private static final double STILL_GAINED = 0.8;
    private static final int FINALISTS = 3;
    private static final int[] MORE_PAIRS = {5, 8, 10};
    /// Shared by the finalists: each may be adopted by chance.
    private static final double P = 0.02;

    private final Plan plan;
    private final Dataset data;
    private final Diagnosis diagnosis;
    private final long seed;
    private final int pairs;
    private final double budget;
    private final Consumer<String> stages;
    private final Standing standing;
    private final long length;
    private final List<Repair.Candidate> tried = new ArrayList<>();
    private final List<Trial> baseline = new ArrayList<>();
    /// Those that stopped at the last rung but one, and go on if what went on fails.
    private final List<Contender> held = new ArrayList<>();
    private long searchSteps;
    private long proofSteps;
    private long finishSteps;

    Search(Plan plan, Dataset data, Diagnosis diagnosis, long seed, int pairs, double budget,
            Consumer<String> stages, Standing standing) {
        this.plan = plan;
        this.data = data;
        this.diagnosis = diagnosis;
        this.seed = seed;
        this.pairs = pairs;
        this.budget = budget;
        this.stages = stages;
        this.standing = standing;
        this.length = plan.length().steps(data.train().length, plan.batch());
    }

    /// On this seed, and for the proof on seeds drawn from it.
    public Search seed(long number) {
        return new Search(plan, data, diagnosis, number, pairs, budget, stages, standing);
    }

    /// Begins each proof with this many pairs, 3 to 10.
    public Search pairs(int number) {
        return new Search(plan, data, diagnosis, seed, Math.clamp(number, 3, Proof.MOST), budget,
                stages, standing);
    }

    /// Starts nothing new once this many trainings were spent.
    public Search budget(double trainings) {
        return new Search(plan, data, diagnosis, seed, pairs, trainings, stages, standing);
    }

    /// Tells this listener, in words and from the searching thread, what is done next.
    public Search stages(Consumer<String> listener) {
        return new Search(plan, data, diagnosis, seed, pairs, budget, listener, standing);
    }

    /// One way to change the plan, being tried.
    private record Contender(List<Remedy> remedies, Trial trial) {
        int size() {
            return remedies.stream().mapToInt(Remedy::size).sum();
        }
    }

    /// Searches and proves; takes as long as the trainings it needs, at most the budget.
    public Repair search() {
        searchSteps = length + diagnosis.reference().yardstickSteps();
        if (diagnosis.verdict() == Verdict.HEALTHY)
            return ended(Repair.Outcome.NOT_NEEDED, null, null);
        if (diagnosis.verdict() == Verdict.UNCLEAR)
            return ended(Repair.Outcome.UNCLEAR, null, null);
        try (ExecutorService crew = Executors
                .newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Contender> finalists = finalists(crew);
            return proveFirst(finalists, crew);
        }
    }

    /// The best change as far as the search goes, for who cannot wait for a proof.
    ///
    /// @param start from where the training goes on; with step 1 without it
    record Found(Plan plan, List<Remedy> remedies, List<String> change,
            Optional<Snapshot> start) {}

    /// The step that candidates which begin anew are trained to.
    static long reaches(long length) {
        return Math.max(1, Math.round(LAST * length));
    }

    /// The best change, if it is clearly better than the plan as it is, trained on as far; nothing is proved.
    Optional<Found> unproved() {
        try (ExecutorService crew = Executors
                .newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            Optional<Contender> best = finalists(crew).stream().findFirst();
            if (best.isEmpty()) return Optional.empty();
            Trial changed = best.get().trial;
            Score beaten = diagnosis.reference().trivial();
            if (standing.present().isPresent()) {
                stages.accept("training the network as it is as far");
                var unchanged = new Trial(plan, data, seed, standing.present(), _ -> {});
                searchSteps += unchanged.advanceTo(changed.history().steps());
                if (unchanged.metric() > beaten.metric()) beaten = unchanged.score();
            }
            return diagnosis.reference().clearly(changed.score(), beaten, data)
                    ? Optional.of(new Found(changed.plan(), best.get().remedies,
                            words(best.get().remedies), standing.start(best.get().remedies)))
                    : Optional.empty();
        }
    }

    /// The steps that the search has taken.
    long steps() {
        return searchSteps;
    }

    private List<Contender> finalists(ExecutorService crew) {
        stages.accept("choosing remedies");
        List<Contender> complete = new ArrayList<>(halve(singles(), crew));
        if (complete.stream().noneMatch(this::healthy)) complete.addAll(released(crew));
        if (complete.stream().noneMatch(this::healthy) && affordable()) {
            complete.addAll(halve(pairsWith(complete), crew));
            if (complete.stream().noneMatch(this::healthy)) complete.addAll(released(crew));
        }
        complete.addAll(ablated(complete, crew));
        return worthProving(complete);
    }

    /// The best combination without one of its parts, trained as far, where it was not.
    private List<Contender> ablated(List<Contender> complete, ExecutorService crew) {
        Optional<Contender> best = worthProving(complete).stream().findFirst()
                .filter(c -> c.remedies.size() > 1);
        if (best.isEmpty() || !affordable()) return List.of();
        List<Contender> smaller = best.get().remedies.stream()
                .map(part -> best.get().remedies.stream().filter(r -> !r.equals(part)).toList())
                .filter(rest -> complete.stream().noneMatch(c -> c.remedies.equals(rest)))
                .map(this::contender).toList();
        if (smaller.isEmpty()) return smaller;
        train(smaller, LAST, crew);
        smaller.forEach(c -> tried(c, LAST));
        return smaller;
    }

    private List<Contender> worthProving(List<Contender> complete) {
        double best = complete.stream().mapToDouble(c -> c.trial.metric()).max().orElse(0);
        return complete.stream().filter(c -> c.trial.metric() > worthProving())
                .sorted(Comparator.<Contender>comparingInt(c -> withinNoise(c, best) ? 0 : 1)
                        .thenComparingInt(c -> withinNoise(c, best) ? c.size() : 0)
                        .thenComparingDouble(c -> -c.trial.metric()))
                .limit(FINALISTS).toList();
    }

    private List<Contender> singles() {
        var candidates = new Candidates(plan, data, seed);
        List<Remedy> remedies = candidates.of(diagnosis).stream()
                .filter(r -> r.start() != Remedy.Start.PRESENT || standing.present().isPresent())
                .toList();
        searchSteps += candidates.steps();
        return remedies.stream().map(r -> contender(List.of(r))).toList();
    }

    /// The best single remedies, each with what the diagnosis of its own run calls for, and with all of it
    /// that cannot be made up for otherwise.
    private List<Contender> pairsWith(List<Contender> singles) {
        var pairs = new ArrayList<Contender>();
        var seen = new HashSet<Set<Remedy>>();
        for (Contender single : singles.stream().sorted(byProgress()).limit(2).toList()) {
            Remedy first = single.remedies.getFirst();
            var candidates = new Candidates(single.trial.plan(), data, seed);
            List<Remedy> called = candidates.of(single.trial.diagnose(diagnosis.reference()));
            for (Remedy second : called) {
                boolean tune = first instanceof SetLearningRate;
                boolean same = second.getClass() == first.getClass();
                boolean standing = second.start() == Remedy.Start.PRESENT;
                if (!same && !standing && seen.add(tune ? Set.of(second) : Set.of(first, second))) {
                    pairs.add(contender(tune ? tuned(second) : List.of(first, second)));
                }
            }
            List<Remedy> mending = Stream.concat(Stream.of(first),
                    called.stream().filter(Remedy::mends)).toList();
            if (mending.size() > 2) pairs.add(contender(mending));
            searchSteps += candidates.steps();
        }
        return pairs;
    }

    /// A remedy with the learning rate that suits the plan it makes.
    private List<Remedy> tuned(Remedy remedy) {
        RangeTest.Result found = RangeTest.of(remedy.apply(plan), data, seed);
        searchSteps += found.steps();
        return List.of(remedy, new SetLearningRate(found.rate()));
    }

    private Contender contender(List<Remedy> remedies) {
        Plan changed = plan;
        for (Remedy remedy : remedies) changed = remedy.apply(changed);
        return new Contender(remedies, new Trial(changed, data, seed, standing.start(remedies),
                training -> remedies.forEach(remedy -> remedy.change(training))));
    }

    /// Trains them up to the rungs; returns those that reached the last, the best first.
    private List<Contender> halve(List<Contender> contenders, ExecutorService crew) {
        List<Contender> left = contenders;
        for (int i = 0; i < RUNGS.length; i++) {
            double rung = RUNGS[i];
            if (!affordable()) {
                if (i > 0) for (Contender c : left) tried(c, RUNGS[i - 1]);
                return List.of();
            }
            train(left, rung, crew);
            left = left.stream().filter(c -> c.trial.history().steps() > 0)
                    .sorted(byProgress()).toList();
            if (rung == LAST) {
                left.forEach(c -> tried(c, LAST));
                return left;
            }
            boolean held = i == RUNGS.length - 2;
            int goOn = held && !left.isEmpty() && withinNoise(left.getFirst(), 1) ? 1 : GO_ON[i];
            List<Contender> best = left.subList(0, Math.min(goOn, left.size()));
            Predicate<Contender> goesOn = c -> best.contains(c)
                    || c.remedies.stream().allMatch(Remedy::mends);
            List<Contender> behind = left.stream().filter(goesOn.negate()).toList();
            if (held) this.held.addAll(behind);
            else behind.forEach(c -> tried(c, rung));
            left = left.stream().filter(goesOn).toList();
        }
        return left;
    }

    /// Trains those that were held back up to the last rung.
    private List<Contender> released(ExecutorService crew) {
        if (held.isEmpty() || !affordable()) return List.of();
        List<Contender> released = List.copyOf(held);
        held.clear();
        train(released, LAST, crew);
        released.forEach(c -> tried(c, LAST));
        return released;
    }

    private void train(List<Contender> contenders, double share, ExecutorService crew) {
        stages.accept(
                "trying " + contenders.size() + (contenders.size() == 1 ? " change" : " changes")
                        + " for " + Math.round(100 * share) + " % of a training");
        searchSteps += all(
                contenders.stream().<Callable<Long>>map(c -> () -> c.trial.advance(share))
                        .toList(),
                crew).stream().mapToLong(n -> n).sum();
    }

    private void tried(Contender contender, double share) {
        tried.add(new Repair.Candidate(words(contender.remedies), contender.trial.metric(), share));
        if (share < LAST) contender.trial.leave();
    }

    /// Better metric first; where metrics are within noise, the smaller change among those that have
    /// learned, then the one whose loss fell further.
    private Comparator<Contender> byProgress() {
        double grain = Math.max(0.01, 2 * diagnosis.reference().trivial().standardError());
        return Comparator.<Contender>comparingLong(c -> -Math.round(c.trial.metric() / grain))
                .thenComparingInt(c -> learned(c) ? c.size() : 0)
                .thenComparingDouble(c -> c.trial.remainingLoss());
    }

    private boolean learned(Contender c) {
        Reference reference = diagnosis.reference();
        return reference.clearly(c.trial.score(), reference.trivial(), data);
    }

    private boolean withinNoise(Contender c, double best) {
        return best - c.trial.metric() <= Math.max(0.005, 2 * c.trial.standardError());
    }

    private boolean healthy(Contender c) {
        return c.trial.diagnose(diagnosis.reference()).verdict() == Verdict.HEALTHY;
    }

    /// What the unrepaired network gained by the end of its training, less what a candidate may still
    /// gain.
    private double worthProving() {
        double trivial = diagnosis.reference().trivial().metric();
        return diagnosis.findings().stream().filter(f -> f.measured().containsKey("metric"))
                .mapToDouble(f -> f.measured().get("metric"))
                .map(own -> Math.min(own, trivial + STILL_GAINED * (own - trivial))).findFirst()
                .orElse(Double.NEGATIVE_INFINITY);
    }

    private Repair proveFirst(List<Contender> finalists, ExecutorService crew) {
        Contender finalist = null;
        Proof proof = null;
        var left = new ArrayDeque<>(finalists);
        for (int number = 1; number <= FINALISTS && affordable(); number++) {
            if (left.isEmpty()) left.addAll(worthProving(released(crew)));
            if (left.isEmpty()) break;
            finalist = left.remove();
            var repaired = new ArrayList<Trial>();
            int n = pairs;
            proof = prove(finalist, repaired, n, crew);
            for (int more : MORE_PAIRS) {
                if (adopt(proof, n, number) || proof.mean() <= 0 || more <= n || !affordable())
                    continue;
                n = more;
                proof = prove(finalist, repaired, n, crew);
            }
            if (Thread.currentThread().isInterrupted()) break;
            if (adopt(proof, n, number) && gone(finalist, repaired)) {
                stages.accept("training the repaired network to its end");
                finishSteps = finalist.trial.advance(1);
                stages.accept("measuring the test rows");
                return ended(Repair.Outcome.REPAIRED, finalist, proof.test(repaired.stream()
                        .flatMap(trial -> trial.testMetric().stream()).toList()));
            }
        }
        // Trainings that were cut short prove nothing.
        if (Thread.currentThread().isInterrupted())
            return ended(Repair.Outcome.UNCLEAR, null, null);
        return ended(Repair.Outcome.NOT_REPAIRED, finalist, proof);
    }

    /// Trains until there are `n` pairs, each on a seed of its own.
    private Proof prove(Contender finalist, List<Trial> repaired, int n, ExecutorService crew) {
        stages.accept("proving \"" + String.join(", ", words(finalist.remedies)) + "\" with " + n
                + " pairs of trainings");
        var work = new ArrayList<Trial>();
        while (baseline.size() < n) work.add(added(baseline, plan));
        while (repaired.size() < n) work.add(added(repaired, finalist.trial.plan()));
        proofSteps += all(work.stream().<Callable<Long>>map(t -> () -> t.advance(1)).toList(), crew)
                .stream().mapToLong(s -> s).sum();
        return new Proof(metrics(baseline.subList(0, n)), metrics(repaired), List.of(),
                sick(baseline.subList(0, n)));
    }

    private Trial added(List<Trial> trials, Plan what) {
        var trial = new Trial(what, data,
                new Rng(seed, Rng.Stream.TRIAL, trials.size()).nextInt() & 0x7fffffff);
        trials.add(trial);
        return trial;
    }

    /// The first finalist by three pairs, too; those behind it by more pairs and a limit that each finalist
    /// before them makes stricter.
    private static boolean adopt(Proof proof, int n, int finalist) {
        return n == 3
                ? finalist == 1 && proof.worstBest() > 0 && proof.worstBest() > proof.spread()
                : proof.mean() > 0 && proof.p() <= P / finalist;
    }

    /// Whether what the remedies treat is no error any more, nor the training diverging.
    private boolean gone(Contender finalist, List<Trial> repaired) {
        Set<String> treated = new HashSet<>(Set.of("not-learning", "diverged"));
        for (Finding finding : diagnosis.findings()) {
            boolean cause = finding.severity() == Severity.ERROR && !finding.explains().isEmpty();
            if (cause && finalist.remedies.stream()
                    .anyMatch(r -> finding.remedies().contains(r.name()))) {
                treated.add(finding.id());
            }
        }
        long still = repaired.stream()
                .filter(trial -> trial.diagnose(diagnosis.reference()).findings().stream()
                        .anyMatch(f -> f.severity() == Severity.ERROR && treated.contains(f.id())))
                .count();
        return still * 4 <= repaired.size();
    }

    private int sick(List<Trial> trials) {
        return (int) trials.stream().filter(trial -> trial.history().steps() > 0).filter(
                trial -> trial.diagnose(diagnosis.reference()).verdict() == Verdict.SICK).count();
    }

    private static List<Double> metrics(List<Trial> trials) {
        return trials.stream().map(Trial::metric).toList();
    }

    private List<String> words(List<Remedy> remedies) {
        var words = new ArrayList<String>();
        Plan changed = plan;
        for (Remedy remedy : remedies) {
            words.add(remedy.change(changed));
            changed = remedy.apply(changed);
        }
        return words;
    }

    private boolean affordable() {
        return !spent() && !Thread.currentThread().isInterrupted();
    }

    private boolean spent() {
        return (double) (searchSteps + proofSteps) / length >= budget;
    }

    private Repair ended(Repair.Outcome outcome, @Nullable Contender proved,
            @Nullable Proof proof) {
        held.forEach(c -> tried(c, RUNGS[RUNGS.length - 2]));
        List<String> change = proved == null ? List.of() : words(proved.remedies);
        Optional<Repair.Better> adopted = Optional.empty();
        if (outcome == Repair.Outcome.REPAIRED && proved != null && proof != null) {
            adopted = Optional
                    .of(new Repair.Better(proved.trial.plan(), proved.remedies, change, proof,
                            proved.trial.history(), proved.trial.diagnose(diagnosis.reference())));
        }
        var cost = new Repair.Cost((double) searchSteps / length, (double) proofSteps / length,
                (double) finishSteps / length);
        return new Repair(outcome, adopted, tried, change, Optional.ofNullable(proof), cost,
                outcome == Repair.Outcome.NOT_REPAIRED && spent());
    }

    /// Runs all tasks, as many at a time as there are cores; the results in the order of the tasks.
    private static <T> List<T> all(List<Callable<T>> tasks, ExecutorService crew) {
        try {
            var results = new ArrayList<T>();
            for (var future : crew.invokeAll(tasks)) results.add(future.get());
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
