package plumb.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import plumb.diagnose.Finding;
import plumb.diagnose.Words;
import plumb.gauge.TimeProfile;
import plumb.remedy.Proof;
import plumb.remedy.Repair;
import plumb.remedy.Rescue;
import plumb.train.Score;

/// A report as Markdown, for an issue, a wiki or a notebook.
public final class ReportMarkdown {
    private final Report report;
    private final StringBuilder text = new StringBuilder();

    private ReportMarkdown(Report report) {
        this.report = report;
    }

    /// The whole report.
    ///
    /// @param verdict what it comes to, in a few sentences
    /// @param commands that give it again
    public static String of(Report report, List<String> verdict, List<String> commands) {
        var writer = new ReportMarkdown(report);
        writer.line("# " + escaped(ReportText.headline(report)));
        writer.line("");
        verdict.forEach(sentence -> writer.line(escaped(sentence)));
        report.findings().forEach(writer::finding);
        writer.scores();
        writer.layers();
        writer.times();
        writer.rescues();
        report.repair().ifPresent(writer::repair);
        writer.open();
        writer.commands(commands);
        return writer.text.toString();
    }

    private void finding(Finding finding) {
        line("");
        line("## " + finding.severity() + ": " + finding.id());
        line("");
        line(escaped(finding.summary()));
        line("");
        if (!finding.layers().isEmpty()) line("- where: " + Words.layers(finding.layers()));
        line("- since step " + finding.firstStep());
        if (!finding.causes().isEmpty()) {
            line("- causes: " + finding.causes().stream()
                    .map(c -> c.id() + " " + Words.percent(c.share()))
                    .collect(Collectors.joining(", ")));
        }
        if (!finding.measured().isEmpty()) line("- measured: " + ReportText.measured(finding));
        if (!finding.explains().isEmpty()) {
            line("- explains: " + String.join(", ", finding.explains()));
        }
        if (!finding.alternatives().isEmpty()) {
            line("- what else could explain it: "
                    + escaped(String.join(" ", finding.alternatives())));
        }
        if (!finding.notMeasured().isEmpty()) {
            line("- not measured: " + String.join(", ", finding.notMeasured()));
        }
        if (!finding.remedies().isEmpty()) {
            line("- remedies: " + String.join(", ", finding.remedies()));
        }
    }

    private void scores() {
        line("");
        line("## Scores");
        line("");
        line("| | " + report.metricName() + " | loss |");
        line("|---|---:|---:|");
        score("validation", report.validation());
        score("best epoch", report.best());
        report.test().ifPresent(t -> score("test", Optional.of(t)));
        score("yardstick", report.yardstick());
        score("trivial", Optional.of(report.trivial()));
        if (report.otherMetrics().isEmpty()) return;
        line("");
        line("| | validation | test |");
        line("|---|---:|---:|");
        for (String name : report.otherMetrics()) {
            line("| " + escaped(name) + " | "
                    + ReportText.small(Report.metric(report.validation(), name)) + " | "
                    + ReportText.small(Report.metric(report.test(), name)) + " |");
        }
    }

    private void score(String name, Optional<Score> score) {
        line("| " + name + " | " + score.map(s -> ReportText.metric(s.metric()) + " | "
                + ReportText.number(s.loss())).orElse("not measured | ") + " |");
    }

    private void layers() {
        line("");
        line("## Layers");
        line("");
        if (report.layers().isEmpty()) {
            line("Not measured.");
            return;
        }
        line("Means of the first 10 steps, but last rms(δ) of the last 10; weights, slope, norm. and skip"
                + " in decades; dead at the end; z is where the units stand on the activation at step"
                + " 1. Expected is rms(δ) by theory, for this network before any step and given δ of"
                + " the output: not after that, and in narrow layers only on average.");
        line("");
        text.append(LayerMarkdown.of(report.layers(), report.course()));
        report.repair().filter(r -> !r.layers().isEmpty()).ifPresent(r -> {
            line("");
            line("### Repaired");
            line("");
            text.append(LayerMarkdown.of(r.layers(), r.course()));
        });
    }

    private void times() {
        List<LayerLine> recurrent = report.layers().stream()
                .filter(l -> l.first().time().isPresent() && l.last().time().isPresent()).toList();
        if (recurrent.isEmpty()) return;
        line("");
        line("## Gradient over time");
        line("");
        line("log10 of rms(∂loss/∂h) at the first time step over that at the last, and the share of"
                + " time steps with at least a hundredth of the largest.");
        line("");
        line("| layer | time steps | decades, first 10 steps | reached | last 10 steps | reached |");
        line("|---|---:|---:|---:|---:|---:|");
        for (LayerLine layer : recurrent) {
            TimeProfile first = layer.first().time().orElseThrow();
            TimeProfile last = layer.last().time().orElseThrow();
            line("| " + layer.index() + " | " + first.steps() + " | "
                    + ReportText.decades(first.decades()) + " | "
                    + ReportText.share(first.reached()) + " | "
                    + ReportText.decades(last.decades()) + " | "
                    + ReportText.share(last.reached()) + " |");
        }
    }

    private void rescues() {
        if (report.rescues().isEmpty()) return;
        line("");
        line("## While training");
        line("");
        for (Rescue rescue : report.rescues()) {
            line(String.format(Locale.ROOT, "- %s (cost %.1f trainings)",
                    escaped(rescue.toString()), rescue.cost()));
        }
        line("");
        line("Nothing of it is proved: `plumb repair` proves a change.");
    }

    private void repair(Report.Repaired repair) {
        line("");
        line("## Repair");
        line("");
        line(escaped(ReportText.outcome(repair)));
        repair.proof().ifPresent(this::proof);
        line("");
        line(String.format(Locale.ROOT,
                "Cost in trainings: search %.1f, proof %.1f, repaired network %.1f.",
                repair.cost().search(), repair.cost().proof(), repair.cost().finish()));
        repair.experiment().ifPresent(e -> line("The repaired experiment is `" + e + "`."));
        diff(repair.diff());
        candidates(repair.candidates());
    }

    private void proof(Proof proof) {
        line("");
        line("| pair | unrepaired | repaired |");
        line("|---:|---:|---:|");
        for (int i = 0; i < proof.repaired().size(); i++) {
            line("| " + (i + 1) + " | " + ReportText.metric(proof.baseline().get(i)) + " | "
                    + ReportText.metric(proof.repaired().get(i)) + " |");
        }
        line("");
        line("Difference in " + report.metricName() + ": " + ReportText.difference(proof) + ".");
        line("");
        line("Unrepaired, the network is " + proof.seeds() + ", that of the experiment counted.");
    }

    private void candidates(List<Repair.Candidate> candidates) {
        if (candidates.isEmpty()) return;
        line("");
        line("| candidate | " + report.metricName() + " | of a training |");
        line("|---|---:|---:|");
        candidates.forEach(c -> line("| " + escaped(String.join(" and ", c.change())) + " | "
                + ReportText.metric(c.metric()) + " | " + ReportText.share(c.trained()) + " |"));
    }

    private void diff(List<String> lines) {
        if (lines.isEmpty()) return;
        line("");
        line("```diff");
        lines.forEach(this::line);
        line("```");
    }

    private void open() {
        if (report.notMeasured().isEmpty()) return;
        line("");
        line("## Not measured");
        line("");
        report.notMeasured().forEach(open -> line("- " + escaped(open)));
    }

    private void commands(List<String> commands) {
        line("");
        line("## How to reproduce");
        line("");
        line("```");
        commands.forEach(this::line);
        line("```");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /// Words without a character that Markdown would take for a mark.
    public static String escaped(String words) {
        return words.replaceAll("([\\\\`*_\\[\\]<>|])", "\\\\$1");
    }
}
