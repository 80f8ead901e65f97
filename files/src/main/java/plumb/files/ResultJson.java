package plumb.files;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import plumb.diagnose.Cause;
import plumb.diagnose.Finding;
import plumb.diagnose.Severity;
import plumb.diagnose.Verdict;
import plumb.gauge.Preactivations;
import plumb.gauge.TimeProfile;
import plumb.remedy.Proof;
import plumb.remedy.Repair;
import plumb.remedy.Rescue;
import plumb.report.Course;
import plumb.report.LayerLine;
import plumb.report.Report;
import plumb.text.InputError;
import plumb.train.Score;

/// The file `result.json` of a run: a report as JSON, `schemaVersion` 1.
///
/// What was not measured is absent. A number that is not finite is null, and a member `nonFinite` of
/// the same object says what it was.
public final class ResultJson {
    /// The file's name in a run folder.
    public static final String NAME = "result.json";

    private static final int SCHEMA_VERSION = 1;

    private ResultJson() {}

    /// Writes the file whole or not at all.
    public static void write(Path file, Report report) {
        AtomicFile.write(file, out -> Json.pretty(out, json -> members(json, report)));
    }

    /// The text of the file.
    public static String text(Report report) {
        return Json.text(json -> members(json, report));
    }

    /// Writes the members into an object.
    public static void members(Json json, Report report) {
        json.member("schemaVersion", SCHEMA_VERSION).member("verb", report.verb())
                .member("name", report.name()).member("seed", report.seed())
                .member("verdict", report.verdict().toString())
                .member("complete", report.complete());
        report.unclear().ifPresent(why -> json.member("unclear", why));
        json.objects("findings", report.findings(), ResultJson::finding)
                .object("training", t -> training(t, report));
        score(json, "validation", report.validation());
        score(json, "best", report.best());
        score(json, "test", report.test());
        score(json, "yardstick", report.yardstick());
        score(json, "trivial", Optional.of(report.trivial()));
        json.objects("layers", report.layers(), ResultJson::layer);
        report.course().ifPresent(c -> json.object("course", o -> course(o, c)));
        report.repair().ifPresent(r -> json.object("repair", o -> repair(o, r)));
        if (!report.rescues().isEmpty()) {
            json.objects("rescues", report.rescues(), ResultJson::rescue);
        }
        json.texts("notMeasured", report.notMeasured());
    }

    /// Writes the members of what was done while training failed into an object.
    public static void rescue(Json json, Rescue rescue) {
        json.member("step", rescue.step()).member("finding", rescue.finding())
                .texts("change", rescue.change()).member("behind", rescue.behind())
                .member("cost", rescue.cost());
    }

    /// Writes the members of one finding into an object.
    public static void finding(Json json, Finding finding) {
        json.member("id", finding.id()).member("severity", finding.severity().toString())
                .layers("layers", finding.layers())
                .member("firstStep", finding.firstStep()).member("summary", finding.summary())
                .object("measured", o -> finding.measured().forEach(o::member))
                .object("threshold", o -> finding.threshold().forEach(o::member))
                .object("expected", o -> finding.expected().forEach(o::member))
                .objects("causes", finding.causes(),
                        (o, cause) -> o.member("id", cause.id()).member("share", cause.share()))
                .texts("explains", finding.explains()).texts("remedies", finding.remedies())
                .texts("notMeasured", finding.notMeasured())
                .texts("alternatives", finding.alternatives());
    }

    private static void training(Json json, Report report) {
        Report.Trained trained = report.training();
        json.member("steps", trained.steps()).member("epochs", trained.epochs())
                .member("seconds", trained.seconds())
                .member("samplesPerSecond", trained.samplesPerSecond())
                .member("loss", trained.loss());
        report.validation().ifPresent(v -> json.member("metric", v.metric()));
        json.member("metricName", report.metricName());
        report.validation().ifPresent(v -> metrics(json, v));
    }

    private static void score(Json json, String name, Optional<Score> score) {
        score.ifPresent(s -> json.object(name, o -> {
            o.member("loss", s.loss()).member("metric", s.metric());
            present(o, "standardError", s.standardError());
            metrics(o, s);
        }));
    }

    /// Writes the metrics of a score that were asked for beside the one that decides, if there are
    /// any.
    public static void metrics(Json json, Score score) {
        if (score.metrics().isEmpty()) return;
        json.object("metrics", o -> score.metrics().forEach(o::member));
    }

    private static void layer(Json json, LayerLine layer) {
        json.member("index", layer.index()).member("text", layer.text());
        means(json, layer.first());
        if (!Double.isNaN(layer.expectedDeltaRms())) {
            json.member("expectedDeltaRms", layer.expectedDeltaRms());
        }
        json.object("final", o -> means(o, layer.last()));
    }

    private static void means(Json json, LayerLine.Means means) {
        present(json, "activationRms", means.activationRms());
        present(json, "deltaRms", means.deltaRms());
        present(json, "slope", means.slope());
        present(json, "weightsDecades", means.weightsDecades());
        present(json, "slopeDecades", means.slopeDecades());
        present(json, "normalizationDecades", means.normalizationDecades());
        present(json, "skipDecades", means.skipDecades());
        present(json, "updateRatio", means.updateRatio());
        present(json, "deadShare", means.deadShare());
        present(json, "saturatedShare", means.saturatedShare());
        means.time().ifPresent(time -> json.object("timeProfile", o -> {
            o.member("steps", time.steps()).numbers("rms", array(time.rms()));
            present(o, "decades", time.decades());
            present(o, "reached", time.reached());
        }));
        means.preactivations()
                .ifPresent(z -> json.object("preactivations", o -> preactivations(o, z)));
    }

    private static void preactivations(Json json, Preactivations z) {
        json.member("step", z.step()).member("mean", z.mean()).member("deviation", z.deviation())
                .member("below", z.below()).member("above", z.above()).member("low", z.low())
                .member("width", z.width())
                .integers("counts", z.counts().stream().mapToLong(n -> n).toArray());
    }

    private static void course(Json json, Course course) {
        json.integers("ends", course.ends().stream().mapToLong(n -> n).toArray()).objects("layers",
                course.decades(), (o, decades) -> o.numbers("decades", array(decades)));
    }

    private static Course course(JsonObject json) {
        return new Course(json.wholes("ends"),
                json.objects("layers").stream().map(l -> l.numbers("decades")).toList());
    }

    private static void present(Json json, String name, double value) {
        if (!Double.isNaN(value)) json.member(name, value);
    }

    private static void repair(Json json, Report.Repaired repair) {
        json.member("outcome", repair.outcome().toString());
        repair.experiment().ifPresent(e -> json.member("experiment", e));
        json.texts("change", repair.change());
        if (!repair.diff().isEmpty()) json.texts("diff", repair.diff());
        repair.proof().ifPresent(proof -> proof(json, proof));
        json.objects("candidates", repair.candidates(),
                (o, c) -> o.texts("change", c.change()).member("metric", c.metric())
                        .member("trained", c.trained()))
                .object("cost", o -> o.member("search", repair.cost().search())
                        .member("proof", repair.cost().proof())
                        .member("finish", repair.cost().finish())
                        .member("spent", repair.spent()))
                .objects("layers", repair.layers(), ResultJson::layer);
        repair.course().ifPresent(c -> json.object("course", o -> course(o, c)));
        json.member("seconds", repair.seconds());
    }

    private static void proof(Json json, Proof proof) {
        json.numbers("baselineMetric", array(proof.baseline()))
                .numbers("repairedMetric", array(proof.repaired()))
                .object("seeds", o -> o.member("sick", 1 + proof.sick())
                        .member("of", 1 + proof.baseline().size()));
        if (!proof.test().isEmpty()) json.numbers("testMetric", array(proof.test()));
        json.object("difference",
                o -> o.member("mean", proof.mean()).member("low", proof.low())
                        .member("high", proof.high()).member("worstBest", proof.worstBest())
                        .member("p", proof.p()));
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(v -> v).toArray();
    }

    /// Reads the report that [#write] wrote.
    ///
    /// @throws InputError naming the file and what is wrong in it
    public static Report read(Path file) {
        JsonObject result = JsonObject.read(file);
        if (result.whole("schemaVersion") != SCHEMA_VERSION) {
            throw result.wrong("schemaVersion", String.valueOf(SCHEMA_VERSION));
        }
        JsonObject training = result.object("training");
        return new Report(result.text("verb"), result.text("name"), result.whole("seed"),
                constant(result, "verdict", Verdict.values()),
                result.objects("findings").stream().map(ResultJson::finding).toList(),
                new Report.Trained(training.whole("steps"), (int) training.whole("epochs"),
                        training.number("seconds"), training.number("samplesPerSecond"),
                        training.number("loss")),
                training.text("metricName"), score(result, "validation"), score(result, "best"),
                score(result, "test"), score(result, "yardstick"),
                score(result, "trivial").orElseThrow(() -> result.wrong("trivial", "an object")),
                layers(result), result.optional("course").map(ResultJson::course),
                result.optional("repair").map(ResultJson::repair),
                rescues(result), result.flag("complete"));
    }

    private static List<Rescue> rescues(JsonObject result) {
        if (!result.has("rescues")) return List.of();
        return result.objects("rescues").stream().map(r -> new Rescue(r.whole("step"),
                r.text("finding"), r.texts("change"), r.whole("behind"), r.number("cost")))
                .toList();
    }

    private static Finding finding(JsonObject json) {
        return new Finding(json.text("id"), constant(json, "severity", Severity.values()),
                json.layers("layers"),
                json.whole("firstStep"), json.text("summary"), json.object("measured").numbers(),
                json.object("threshold").numbers(),
                json.optional("expected").map(JsonObject::numbers).orElse(Map.of()),
                json.objects("causes").stream()
                        .map(c -> new Cause(c.text("id"), c.number("share"))).toList(),
                json.texts("explains"), json.texts("remedies"), json.texts("notMeasured"),
                json.has("alternatives") ? json.texts("alternatives") : List.of(),
                Double.NaN);
    }

    private static Optional<Score> score(JsonObject json, String name) {
        return json.optional(name).map(s -> new Score(s.number("loss"), s.number("metric"),
                s.present("standardError"),
                s.optional("metrics").map(JsonObject::numbers).orElse(Map.of())));
    }

    private static List<LayerLine> layers(JsonObject json) {
        return json.objects("layers").stream().map(l -> new LayerLine(l.text("index"),
                l.text("text"), means(l), means(l.object("final")), l.present("expectedDeltaRms")))
                .toList();
    }

    private static LayerLine.Means means(JsonObject json) {
        return new LayerLine.Means(json.present("activationRms"), json.present("deltaRms"),
                json.present("slope"), json.present("weightsDecades"),
                json.present("slopeDecades"),
                json.present("normalizationDecades"), json.present("skipDecades"),
                json.present("updateRatio"),
                json.present("deadShare"), json.present("saturatedShare"),
                json.optional("timeProfile").map(ResultJson::time),
                json.optional("preactivations").map(ResultJson::preactivations));
    }

    private static Preactivations preactivations(JsonObject json) {
        return new Preactivations(json.whole("step"), json.number("mean"),
                json.number("deviation"), json.whole("below"), json.whole("above"),
                json.number("low"), json.number("width"), json.wholes("counts"));
    }

    private static TimeProfile time(JsonObject json) {
        return new TimeProfile((int) json.whole("steps"), json.numbers("rms"),
                json.present("decades"), json.present("reached"));
    }

    private static Report.Repaired repair(JsonObject json) {
        Optional<Proof> proof = json.has("difference")
                ? Optional.of(new Proof(json.numbers("baselineMetric"),
                        json.numbers("repairedMetric"),
                        json.has("testMetric") ? json.numbers("testMetric") : List.of(),
                        json.optional("seeds").map(s -> (int) s.whole("sick") - 1)
                                .orElse(json.numbers("baselineMetric").size())))
                : Optional.empty();
        JsonObject cost = json.object("cost");
        return new Report.Repaired(constant(json, "outcome", Repair.Outcome.values()),
                json.has("experiment") ? Optional.of(json.text("experiment")) : Optional.empty(),
                json.texts("change"), json.has("diff") ? json.texts("diff") : List.of(), proof,
                json.objects("candidates").stream().map(c -> new Repair.Candidate(c.texts("change"),
                        c.number("metric"), c.number("trained"))).toList(),
                new Repair.Cost(cost.number("search"), cost.number("proof"),
                        cost.has("finish") ? cost.number("finish") : 0),
                cost.has("spent") && cost.flag("spent"),
                layers(json), json.optional("course").map(ResultJson::course),
                json.number("seconds"));
    }

    private static <E extends Enum<E>> E constant(JsonObject json, String name, E[] values) {
        String text = json.text(name);
        return Arrays.stream(values).filter(v -> v.toString().equals(text)).findFirst()
                .orElseThrow(() -> json.wrong(name, "one of " + String.join(", ",
                        Arrays.stream(values).map(v -> v.toString().toLowerCase(Locale.ROOT))
                                .toList())));
    }
}
