package plumb.bench.clinic;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
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
/// @param random of the best plan of a random search that took as many steps
record Treatment(Examination examination, Repair repair, List<Double> before, List<Double> after,
        List<Double> random, double seconds) {
    private static final long FIRST_FRESH = 7_000_001;
    private static final int FRESH = 3;

    static Optional<Treatment> of(Examination examined) {
        Case subject = examined.of();
        if (examined.diagnosis().verdict() != Verdict.SICK) return Optional.empty();
        long began = System.nanoTime();
        Repair repair = Repair.of(subject.plan(), subject.data(), examined.diagnosis())
                .seed(subject.seed()).search();
        double seconds = (System.nanoTime() - began) / 1e9;
        Plan better = repair.adopted().map(Repair.Better::plan).orElse(subject.plan());
        double trainings = repair.cost().search() + repair.cost().proof()
                + repair.cost().finish();
        return Optional.of(new Treatment(examined, repair, fresh(subject, subject.plan()),
                fresh(subject, better),
                fresh(subject, RandomSearch.of(subject, trainings)), seconds));
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

    /// A line of comma-separated values.
    String line() {
        return String.join(",", examination.of().group(), Long.toString(examination.of().seed()),
                examination.truth().toString(), repair.outcome().toString(),
                '"' + String.join("; ", repair.change()) + '"',
                String.format(Locale.ROOT, "%.2f,%.2f,%.2f,%.1f", repair.cost().search(),
                        repair.cost().proof(), repair.cost().finish(), seconds),
                numbers(before), numbers(after), numbers(random),
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
