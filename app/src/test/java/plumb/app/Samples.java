package plumb.app;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.diagnose.Cause;
import plumb.diagnose.Diagnosis;
import plumb.diagnose.Finding;
import plumb.diagnose.Severity;
import plumb.diagnose.Verdict;
import plumb.gauge.History;
import plumb.gauge.Preactivations;
import plumb.gauge.TimeProfile;
import plumb.remedy.Proof;
import plumb.remedy.Repair;
import plumb.remedy.Rescue;
import plumb.report.Course;
import plumb.report.LayerLine;
import plumb.report.Report;
import plumb.train.Plan;
import plumb.train.Score;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

/// Reports for tests: some of real trainings, some written by hand at the edges of what can occur.
final class Samples {
    private static final long SEED = 1;

    private Samples() {}

    /// A deep sigmoid network on two circles, repaired; a few seconds, the first time.
    static Report demo() {
        return Demo.REPORT;
    }

    /// Trained once for all tests.
    private static final class Demo {
        static final Report REPORT = train();
    }

    private static Report train() {
        Plan plan = Plan.of("dense(16, sigmoid) x 8; dense(1, sigmoid)", "binary-cross-entropy",
                "adam(0.001)").epochs(60);
        return trained("demo", "deep-sigmoid", plan,
                Generator.of("circles(1000, noise=0.1, factor=0.5)").generate(SEED)
                        .split(0.2, SEED),
                true);
    }

    /// A network that learns.
    static Report healthy() {
        Plan plan = Plan.of("dense(32, relu, he-normal) x 2; dense(1, sigmoid)",
                "binary-cross-entropy", "adam(0.003)").epochs(30);
        return trained("train", "circles", plan,
                Generator.of("circles(500, noise=0.1, factor=0.5)").generate(SEED)
                        .split(0.2, SEED),
                false);
    }

    /// A network of one hidden layer.
    static Report shallow() {
        Plan plan = Plan.of("dense(8, tanh); dense(1, sigmoid)", "binary-cross-entropy",
                "adam(0.01)").epochs(2);
        return trained("train", "shallow", plan,
                Generator.of("circles(200, noise=0.1)").generate(SEED).split(0.2, SEED), false);
    }

    /// A training that leaves the numbers.
    static Report diverged() {
        Plan plan = Plan.of("dense(8, exponential, he-normal) x 6; dense(1, sigmoid)",
                "binary-cross-entropy", "sgd(10)").epochs(5);
        return trained("train", "explosion", plan,
                Generator.of("circles(200, noise=0.1)").generate(SEED).split(0.2, SEED), false);
    }

    /// A tanh network of 100 layers.
    static Report deep() {
        Plan plan = Plan.of("dense(12, tanh) x 99; dense(1, sigmoid)", "binary-cross-entropy",
                "adam(0.001)").epochs(2);
        return trained("examine", "hundred-layers", plan,
                Generator.of("circles(200, noise=0.1)").generate(SEED).split(0.2, SEED), false);
    }

    private static Report trained(String verb, String name, Plan plan, Dataset data,
            boolean repair) {
        var training = new Training(plan, data, Settings.seed(SEED).workers(1));
        var history = new History();
        for (Step step : training) history.add(step);
        Diagnosis diagnosis = Diagnosis.of(history, plan, data);
        Report report = Report.of(verb, name, SEED, training, history, diagnosis, 0.84);
        return repair
                ? report.with(Repair.of(plan, data, diagnosis).seed(SEED).search(), data,
                        Optional.of("repaired.yaml"), List.of("-  - dense(16, sigmoid) x 8"), 3.2)
                : report;
    }

    /// Nothing but the trivial predictor is known.
    static Report bare(String name) {
        return new Report("train", name, SEED, Verdict.UNCLEAR, List.of(),
                new Report.Trained(0, 0, 0, Double.NaN, Double.NaN), "r2", Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), new Score(1, 0, 0), List.of(),
                Optional.empty(), Optional.empty(), List.of(), true);
    }

    /// The same report with its first layer so many times, and the last, before and after the repair.
    static Report repeated(Report r, int depth) {
        Report.Repaired repair = r.repair().orElseThrow();
        return new Report(r.verb(), r.name(), r.seed(), r.verdict(), r.findings(), r.training(),
                r.metricName(), r.validation(), r.best(), r.test(), r.yardstick(), r.trivial(),
                repeated(r.layers(), depth), r.course().map(c -> repeated(c, depth)),
                Optional.of(new Report.Repaired(repair.outcome(), repair.experiment(),
                        repair.change(), repair.diff(), repair.proof(), repair.candidates(),
                        repair.cost(), repair.spent(), repeated(repair.layers(), depth),
                        repair.course().map(c -> repeated(c, depth)), repair.seconds())),
                List.of(), true);
    }

    private static List<LayerLine> repeated(List<LayerLine> layers, int depth) {
        return IntStream.rangeClosed(1, depth).mapToObj(l -> {
            LayerLine one = layers.get(l == depth ? layers.size() - 1 : l % (layers.size() - 1));
            return new LayerLine(String.valueOf(l), one.text(), one.first(), one.last(),
                    one.expectedDeltaRms());
        }).toList();
    }

    private static Course repeated(Course course, int depth) {
        return new Course(course.ends(), IntStream.range(0, depth)
                .mapToObj(l -> course.decades().get(l % course.decades().size())).toList());
    }

    private static Course course(int depth) {
        List<Double> edges = List.of(Double.NaN, Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY, -45.0, 0.25);
        return new Course(List.of(1L, 2L, 3L, 4L, 9L), Collections.nCopies(depth, edges));
    }

    /// Every text is hostile and every number is at an edge.
    static Report hostile(String text, int depth) {
        double[] edges = {Double.NaN, 0, 1e-45, 1e38, Double.POSITIVE_INFINITY, -1, 0.5,
                Double.NEGATIVE_INFINITY};
        List<LayerLine> layers = IntStream.range(0, depth).mapToObj(l -> {
            double v = edges[l % edges.length];
            double w = edges[(l + 3) % edges.length];
            var means = new LayerLine.Means(v, v, w, v, w, v, w, w, v, w, l % 3 > 0
                    ? Optional.empty()
                    : Optional.of(new TimeProfile(9, List.of(v, w, 0.5), v, w)),
                    Optional.of(new Preactivations(1, v, w, l % 2, l % 4, -0.25, 0.25,
                            l % 5 == 0 ? List.of() : List.of(7L, 0L))));
            return new LayerLine(String.valueOf(l + 1), text, means, means, w);
        }).toList();
        Map<String, Double> measured = new LinkedHashMap<>();
        measured.put(text, Double.NaN);
        var finding = new Finding(text, Severity.ERROR, List.of("1", "3"), 1, text, measured,
                measured, measured,
                List.of(new Cause(text, Double.NaN), new Cause("slope", 2)), List.of(text),
                List.of(text), List.of(text), List.of(text), 1);
        var score = new Score(Double.NaN, Double.NEGATIVE_INFINITY, Double.NaN);
        var proof = new Proof(List.of(Double.NaN, -1e300), List.of(1.0, 1.0), List.of(), 1);
        var repaired = new Report.Repaired(Repair.Outcome.NOT_REPAIRED, Optional.of(text),
                List.of(text), List.of(text, "-" + text, "+" + text), Optional.of(proof),
                List.of(new Repair.Candidate(List.of(text), Double.NaN, 0.4)),
                new Repair.Cost(1.9, Double.NaN, 0.6), true, layers, Optional.of(course(depth)),
                Double.NaN);
        return new Report(text, text, SEED, Verdict.SICK, List.of(finding),
                new Report.Trained(1, 1, 0, Double.POSITIVE_INFINITY, Double.NaN), "accuracy",
                Optional.of(score), Optional.empty(), Optional.of(score), Optional.of(score),
                score, layers, Optional.of(course(depth)), Optional.of(repaired),
                List.of(new Rescue(3, text, List.of(text), 0, Double.NaN)), false);
    }
}
