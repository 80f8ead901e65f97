package plumb.app;

import java.util.ArrayList;
import java.util.List;
import plumb.report.Report;

/// The command lines that give a report's numbers again, typed in the folder it lies in.
final class Commands {
    /// The experiment as it was run, written beside every report.
    private static final String EXPERIMENT = "experiment.yaml";

    private Commands() {}

    static List<String> of(Report report) {
        var lines = new ArrayList<String>();
        String seed = " --seed " + report.seed();
        lines.add(report.verb().equals("demo")
                ? "plumb demo" + seed
                : "plumb " + quoted(report.verb()) + " " + EXPERIMENT + seed);
        report.repair().flatMap(Report.Repaired::experiment)
                .ifPresent(file -> lines.add("plumb train " + quoted(file) + seed));
        report.findings().stream().findFirst()
                .ifPresent(finding -> lines.add("plumb explain " + quoted(finding.id())));
        return lines;
    }

    /// A word as a shell takes it.
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
