package plumb.bench.clinic;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import plumb.data.Dataset;
import plumb.diagnose.Verdict;
import plumb.gauge.History;
import plumb.remedy.Repair;
import plumb.train.Plan;
import plumb.train.Probe;
import plumb.train.Score;
import plumb.train.Settings;
import plumb.train.Training;

/// What became of a sick case: repaired by Plumb, and by others with as many steps.
///
/// @param before metrics of the plan as it was, on seeds that nobody used, with rows of their own
/// @param after of the repaired plan, on the same
/// @param drawn a random search that took as many steps
/// @param random metrics of its best plan
/// @param first what AutoTrainer's order came to
/// @param silenced metrics of its plan
/// @param same whether the same seed came to the same verdict and the same repair a second time
record Treatment(Examination examination, Repair repair, List<Double> before, List<Double> after,
        RandomSearch drawn, List<Double> random, AutoTrainer first, List<Double> silenced,
        boolean same, double seconds) {
    private static final long FIRST_FRESH = 7_000_001;
    private static final int FRESH = 3;
    private static final double LEAST_GAIN = 0.02;

    static Optional<Treatment> of(Examination examined) {
        Case subject = examined.of();
        if (examined.diagnosis().verdict() != Verdict.SICK) return Optional.empty();
        long began = System.nanoTime();
        Repair repair = Repair.of(subject.plan(), subject.data(), examined.diagnosis())
                .seed(subject.seed()).search();
        double seconds = (System.nanoTime() - began) / 1e9;
        Examination again = Examination.of(subject);
        Repair repeated = Repair.of(subject.plan(), subject.data(), again.diagnosis())
                .seed(subject.seed()).search();
        boolean same = again.diagnosis().findings().equals(examined.diagnosis().findings())
                && repeated.outcome() == repair.outcome()
                && repeated.candidates().equals(repair.candidates())
                && repeated.change().equals(repair.change())
                && repeated.proof().equals(repair.proof());
        Plan better = repair.adopted().map(Repair.Better::plan).orElse(subject.plan());
        double trainings = repair.cost().search() + repair.cost().proof()
                + repair.cost().finish();
        RandomSearch drawn = RandomSearch.of(subject, trainings);
        AutoTrainer first = AutoTrainer.of(subject);
        return Optional.of(new Treatment(examined, repair, fresh(subject, subject.plan()),
                fresh(subject, better), drawn, fresh(subject, drawn.best()), first,
                fresh(subject, first.plan()), same, seconds));
    }

    private static List<Double> fresh(Case subject, Plan plan) {
        return LongStream.range(FIRST_FRESH, FIRST_FRESH + FRESH).mapToObj(seed -> {
            Dataset rows = subject.rows().apply(seed);
            return metric(plan, rows, seed);
        }).toList();
    }

    /// The metric on the validation rows behind the last step; a value that is not finite is the worst.
    static double metric(Plan plan, Dataset data, long seed) {
        var history = new History();
        try (var training = new Training(plan, data, new Settings(seed, 1, Probe.OFF))) {
            training.forEachRemaining(history::add);
        }
        double metric = history.validation().map(Score::metric).orElse(Double.NaN);
        return Double.isFinite(metric) && history.divergence().isEmpty()
                ? Math.max(-1, metric)
                : -1;
    }

    static double mean(List<Double> metrics) {
        return metrics.stream().mapToDouble(m -> m).average().orElse(Double.NaN);
    }

    /// Whether one is better than the other beyond noise: by more than 0.02 and two standard errors of
    /// the paired differences.
    static boolean beats(List<Double> one, List<Double> other) {
        double[] gains = IntStream.range(0, one.size())
                .mapToDouble(i -> one.get(i) - other.get(i)).toArray();
        double mean = Arrays.stream(gains).average().orElse(Double.NaN);
        double squares = Arrays.stream(gains).map(g -> (g - mean) * (g - mean)).sum();
        double error = Math.sqrt(squares / (gains.length - 1) / gains.length);
        return mean > LEAST_GAIN && mean > 2 * error;
    }

    /// Whether random search ended 0.05 or more below the best repair known, this one aside.
    boolean randomIsBehind() {
        double best = Math.max(mean(silenced), examination.twinMetric());
        return mean(random) <= best - 0.05;
    }

    /// Trainings until the repair was proved, over those of random search until its first proved one.
    double costOverRandom() {
        return ratio(repair.cost().search() + repair.cost().proof(),
                drawn.search() + drawn.proof());
    }

    /// The same without the proofs.
    double searchOverRandom() {
        return ratio(repair.cost().search(), drawn.search());
    }

    private double ratio(double own, double others) {
        return repair.outcome() == Repair.Outcome.REPAIRED
                ? own / others
                : Double.POSITIVE_INFINITY;
    }

    /// A line of comma-separated values.
    String line() {
        return String.join(",", examination.of().group(), Long.toString(examination.of().seed()),
                examination.truth().toString(), repair.outcome().toString(),
                '"' + String.join("; ", repair.change()) + '"',
                String.format(Locale.ROOT, "%.2f,%.2f,%.2f,%.1f", repair.cost().search(),
                        repair.cost().proof(), repair.cost().finish(), seconds),
                numbers(before), numbers(after), numbers(random), numbers(silenced),
                String.format(Locale.ROOT, "%.2f,%.2f", drawn.search(), drawn.proof()),
                first.problem().map(AutoTrainer.Problem::toString).orElse("none"),
                first.silenced() + "", first.trainings() + "", same + "",
                String.format(Locale.ROOT, "%.3f", examination.twinMetric()),
                repair.candidates().stream().map(c -> c.change() + "=" + String.format(
                        Locale.ROOT, "%.3f@%.2f", c.metric(), c.trained()))
                        .collect(Collectors.joining(" | ", "\"", "\"")),
                '"' + examination.of().plan().network().toString() + '"',
                '"' + examination.of().plan().optimizer().toString() + '"');
    }

    private static String numbers(List<Double> metrics) {
        return metrics.stream().map(m -> String.format(Locale.ROOT, "%.3f", m))
                .collect(Collectors.joining(" "));
    }
}
