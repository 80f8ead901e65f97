package plumb.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumb.diagnose.Finding;
import plumb.diagnose.Words;
import plumb.gauge.TimeProfile;
import plumb.remedy.Proof;
import plumb.remedy.Rescue;
import plumb.train.Score;

/// A report as plain text for a terminal: verdict, findings, layers, scores, repair.
///
/// Lines are at most 100 columns wide, but for what the user named. Layers that are alike and stand
/// in a long row are shortened to the first and the last of them.
public final class ReportText {
    private static final int WIDTH = 100;
    private static final int BAR = 8;
    /// What a line of the table of layers takes beside the number and the text of the layer.
    private static final int NUMBERS = 66;
    private static final int COLUMNS = 32;
    private static final String INDENT = "         ";

    private final Report report;
    private final StringBuilder text = new StringBuilder();

    private ReportText(Report report) {
        this.report = report;
    }

    /// The whole report.
    public static String of(Report report) {
        var writer = new ReportText(report);
        writer.line(headline(report));
        report.unclear().ifPresent(why -> wrap(why, writer.text));
        report.findings().forEach(writer::finding);
        writer.layers(report.layers());
        writer.scores();
        writer.rescues();
        report.repair().ifPresent(writer::repair);
        return writer.text.toString();
    }

    /// One finding, as the report shows it.
    public static String of(Finding finding) {
        var writer = new StringBuilder();
        finding(finding, writer);
        return writer.toString();
    }

    /// What the run came to in one line.
    static String headline(Report report) {
        Report.Trained t = report.training();
        return report.name() + ": " + report.verdict() + verdictNote(report) + " · "
                + count(t.steps(), "step") + ", " + count(t.epochs(), "epoch") + " in "
                + seconds(t.seconds()) + " · seed " + report.seed();
    }

    private static String verdictNote(Report report) {
        return report.findings().isEmpty() ? ", no findings" : "";
    }

    private void finding(Finding finding) {
        line("");
        finding(finding, text);
    }

    private static void finding(Finding finding, StringBuilder out) {
        var head = new StringBuilder(
                String.format("%-7s  %s", finding.severity(), finding.id()));
        if (!finding.layers().isEmpty()) head.append(" · ").append(Words.layers(finding.layers()));
        head.append(" · since step ").append(finding.firstStep());
        out.append(head).append('\n');
        wrap(finding.summary(), out);
        if (!finding.measured().isEmpty()) wrap("measured: " + measured(finding), out);
        String rest = Stream.of(
                part("causes: ", finding.causes().stream()
                        .map(c -> c.id() + " " + Words.percent(c.share()))),
                part("explains: ", finding.explains().stream()),
                part("try: ", finding.remedies().stream().limit(3)),
                part("not measured: ", finding.notMeasured().stream()),
                finding.alternatives().isEmpty()
                        ? ""
                        : "or else: " + String.join(" ", finding.alternatives()))
                .filter(part -> !part.isEmpty()).collect(Collectors.joining(" · "));
        if (!rest.isEmpty()) wrap(rest, out);
    }

    private static String part(String name, Stream<String> words) {
        String list = words.collect(Collectors.joining(", "));
        return list.isEmpty() ? "" : name + list;
    }

    private static String part(String name, @Nullable Double value) {
        return value == null ? "" : name + number(value);
    }

    /// The numbers that decided, each with what theory expects and its threshold where it has them.
    static String measured(Finding finding) {
        return finding.measured().entrySet().stream().map(e -> {
            Double threshold = finding.threshold().get(e.getKey());
            Double expected = finding.expected().get(e.getKey());
            String beside = Stream.of(part("expected ", expected), part("threshold ", threshold))
                    .filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
            return e.getKey() + " " + number(e.getValue())
                    + (beside.isEmpty() ? "" : " (" + beside + ")");
        }).collect(Collectors.joining(", "));
    }

    private void layers(List<LayerLine> layers) {
        line("");
        if (layers.isEmpty()) {
            line("layers: not measured, so findings about gradients, units and weights are not seen");
            return;
        }
        var profile = Profile.of(layers.stream().map(l -> l.first().deltaRms()).toList());
        List<LayerGroup> groups = LayerGroup.of(layers);
        int first = groups.stream().mapToInt(g -> g.range().length()).max().orElse(1);
        int width = Math.clamp(layers.stream().mapToInt(l -> l.text().length()).max().orElse(0),
                5, WIDTH - NUMBERS - first);
        String format = "%-" + first + "s %-" + width + "s %7s %7s %7s %6s %6s %7s %4s %4s %s";
        line(String.format(format, "", "layer", "rms(y)", "rms(δ)", "expect.", "weight", "slope",
                "update", "dead", "sat.", "log δ").stripTrailing());
        for (LayerGroup group : groups) {
            LayerLine layer = group.first();
            if (group.hidden()) {
                line(String.format("%-" + first + "s … %d more like them, rms(δ) %s to %s",
                        group.range(), group.size(), small(layer.first().deltaRms()),
                        small(group.last().first().deltaRms())));
                continue;
            }
            LayerLine.Means m = layer.first();
            line(String.format(format, layer.index(), shortened(layer.text(), width),
                    small(m.activationRms()), small(m.deltaRms()),
                    small(layer.expectedDeltaRms()), decades(m.weightsDecades()),
                    decades(m.slopeDecades()), small(m.updateRatio()),
                    share(layer.last().deadShare()), share(m.saturatedShare()),
                    profile.bar(m.deltaRms(), BAR)).stripTrailing());
        }
        line("means of the first 10 steps, dead at the end; weight, slope: decades of δ; update:"
                + " of the weights");
        if (layers.stream().anyMatch(l -> !Double.isNaN(l.expectedDeltaRms()))) {
            line("expect.: rms(δ) by theory, for this network before any step, given δ of the output;");
            line("not after that, and in narrow layers only on average");
        }
        layers.forEach(this::times);
    }

    /// The gradient over the time steps of a recurrent layer, on one axis.
    private void times(LayerLine layer) {
        Optional<TimeProfile> first = layer.first().time();
        Optional<TimeProfile> last = layer.last().time();
        if (first.isEmpty() || last.isEmpty()) return;
        line("");
        line("layer " + layer.index() + ", rms(∂loss/∂h) at time steps 1 to "
                + first.get().steps());
        var profile = Profile.of(Stream.concat(first.get().rms().stream(),
                last.get().rms().stream()).toList());
        time("first 10 steps", first.get(), profile);
        time("last 10 steps", last.get(), profile);
    }

    private void time(String when, TimeProfile time, Profile profile) {
        int columns = Math.min(COLUMNS, time.rms().size());
        var drawn = new StringBuilder();
        for (int c = 0; c < columns; c++) {
            int i = columns == 1 ? 0 : c * (time.rms().size() - 1) / (columns - 1);
            drawn.append(profile.column(time.rms().get(i)));
        }
        line(String.format("  %-14s  %s  %s decades back to the first, %s reached", when, drawn,
                decades(time.decades()), share(time.reached())));
    }

    private void scores() {
        line("");
        line(String.format("%-12s  %10s  %10s", "", report.metricName(), "loss"));
        score("validation", report.validation());
        report.best().filter(best -> report.validation()
                .filter(last -> last.metric() < best.metric()).isPresent())
                .ifPresent(best -> score("best epoch", Optional.of(best)));
        report.test().ifPresent(t -> score("test", Optional.of(t)));
        score("yardstick", report.yardstick());
        score("trivial", Optional.of(report.trivial()));
        List<String> others = report.otherMetrics();
        if (others.isEmpty()) return;
        line("");
        line(String.format("%-12s  %10s  %10s", "", "validation",
                report.test().isPresent() ? "test" : "").stripTrailing());
        for (String name : others) {
            line(String.format("%-12s  %10s  %10s", name,
                    small(Report.metric(report.validation(), name)),
                    report.test().map(t -> small(Report.metric(Optional.of(t), name)))
                            .orElse(""))
                    .stripTrailing());
        }
    }

    private void score(String name, Optional<Score> score) {
        line(score.map(s -> String.format("%-12s  %10s  %10s", name, metric(s.metric()),
                number(s.loss())))
                .orElseGet(() -> String.format("%-12s  not measured", name)));
    }

    private void rescues() {
        if (report.rescues().isEmpty()) return;
        line("");
        line("while training");
        for (Rescue rescue : report.rescues()) {
            wrap(String.format(Locale.ROOT, "%s (cost %.1f trainings)", rescue, rescue.cost()),
                    text);
        }
        if (report.rescues().stream().anyMatch(Rescue::changed)) {
            wrap("not proved: plumb repair proves a change", text);
        }
    }

    private void repair(Report.Repaired repair) {
        line("");
        line("repair: " + outcome(repair));
        repair.proof().ifPresent(this::proof);
        line(String.format(Locale.ROOT,
                "  cost         search %.1f, proof %.1f%s trainings, %s", repair.cost().search(),
                repair.cost().proof(),
                repair.cost().finish() > 0
                        ? String.format(Locale.ROOT, ", repaired network %.1f",
                                repair.cost().finish())
                        : "",
                seconds(repair.seconds())));
        repair.experiment().ifPresent(e -> line("  experiment   " + e));
    }

    /// How a repair ended, in words.
    static String outcome(Report.Repaired repair) {
        return switch (repair.outcome()) {
            case REPAIRED -> "repaired by " + String.join(", ", repair.change());
            case NOT_NEEDED -> "not needed";
            case NOT_REPAIRED -> "not repaired: " + (repair.spent()
                    ? "the budget of trainings was spent before a change was proved"
                    : "none of " + repair.candidates().size() + " changes was proved to help")
                    + (repair.change().isEmpty()
                            ? ""
                            : "; the last put to the proof: " + String.join(", ", repair.change()));
            case UNCLEAR -> "unclear: nothing was changed";
        };
    }

    private void proof(Proof proof) {
        line("  " + String.format("%-11s", report.metricName()) + "  "
                + pairs(proof, i -> String.format("%7s", "pair " + (i + 1))));
        line("  unrepaired   " + pairs(proof, i -> metric7(proof.baseline().get(i))) + "  "
                + proof.seeds());
        line("  repaired     " + pairs(proof, i -> metric7(proof.repaired().get(i))));
        if (!proof.test().isEmpty()) {
            line("  on test rows " + pairs(proof, i -> metric7(proof.test().get(i))));
        }
        line("  difference   " + difference(proof));
    }

    /// The evidence for a repair in one line.
    static String difference(Proof proof) {
        return String.format(Locale.ROOT, "%+.3f [%.3f, %.3f], worst repaired − best unrepaired"
                + " %+.3f, p = %.3f", proof.mean(), proof.low(), proof.high(), proof.worstBest(),
                proof.p());
    }

    private static String pairs(Proof proof, IntFunction<String> cell) {
        var cells = new ArrayList<String>();
        for (int i = 0; i < proof.repaired().size(); i++) cells.add(cell.apply(i));
        return String.join(" ", cells);
    }

    private static String metric7(double value) {
        return String.format("%7s", metric(value));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static void wrap(String sentence, StringBuilder out) {
        var line = new StringBuilder(INDENT);
        for (String word : sentence.split(" ", -1)) {
            if (line.length() > INDENT.length() && line.length() + word.length() + 1 > WIDTH) {
                out.append(line).append('\n');
                line.setLength(0);
                line.append(INDENT);
            }
            if (line.length() > INDENT.length()) line.append(' ');
            line.append(word);
        }
        out.append(line).append('\n');
    }

    /// A number with three significant digits.
    static String number(double value) {
        double size = Math.abs(value);
        if (size >= 1e4 || size < 1e-3) return Words.number(value);
        int decimals = Math.max(0, 2 - (int) Math.floor(Math.log10(size)));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    static String shortened(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
    }

    static String metric(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }

    static String small(double value) {
        if (Double.isNaN(value)) return "–";
        return value > 0 && value < 0.01
                ? String.format(Locale.ROOT, "%.1e", value)
                : number(value);
    }

    static String decades(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%+.2f", value);
    }

    static String share(double value) {
        return Double.isNaN(value) ? "–" : Math.round(100 * value) + "%";
    }
}
