package plumb.app;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import plumb.files.Json;
import plumb.files.StoredRun;
import plumb.report.TextTable;

/// `plumb runs`: lists, compares and deletes runs.
@Command(name = "runs", mixinStandardHelpOptions = true, versionProvider = Version.class,
        sortOptions = false, description = "Lists the runs in a folder.",
        subcommands = {CompareVerb.class, DeleteVerb.class})
final class RunsVerb implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter
            .ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /// The columns in front of the numbers.
    private static final int TEXTS = 5;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--in", paramLabel = "DIR", defaultValue = "runs",
            description = "The folder of the runs. Default: ${DEFAULT-VALUE}.")
    private Path folder = Path.of("");

    @Option(names = "--json", description = "Writes an event for each run as a line of JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<StoredRun> runs = StoredRun.in(folder);
        var out = spec.commandLine().getOut();
        if (json) {
            runs.forEach(run -> out.println(Json.line(o -> members(o, run))));
            out.println(Json.line(o -> o.member("event", "result").member("verb", "runs")
                    .member("runs", runs.size())));
        } else {
            var lines = new ArrayList<List<String>>();
            lines.add(List.of("run", "began (UTC)", "verb", "state", "verdict", "metric",
                    "steps"));
            runs.forEach(run -> lines
                    .add(List.of(Run.shown(run.folder()), TIME.format(run.began()), run.verb(),
                            run.state().toString(), run.report().map(r -> r.verdict().toString())
                                    .orElse(""),
                            metric(run), run.steps() > 0 ? Long.toString(run.steps()) : "")));
            TextTable.of(lines, TEXTS).forEach(out::println);
            runs.forEach(run -> run.problem()
                    .ifPresent(
                            problem -> spec.commandLine().getErr().println("plumb: " + problem)));
        }
        out.flush();
        return ExitCode.FINE;
    }

    private static String metric(StoredRun run) {
        return run.report().flatMap(report -> report.validation()
                .map(score -> Figures.metric(report.metricName(), score.metric()))).orElse("");
    }

    /// What one run is, as the members of an event.
    private static void members(Json event, StoredRun run) {
        event.member("event", "run").member("name", String.valueOf(run.folder().getFileName()))
                .member("run", run.folder().toAbsolutePath().normalize().toString())
                .member("began", run.began().toString()).member("verb", run.verb())
                .member("state", run.state().toString());
        run.report().ifPresent(report -> {
            event.member("verdict", report.verdict().toString());
            report.validation().ifPresent(v -> event.member("metric", v.metric())
                    .member("metricName", report.metricName()));
        });
        event.member("steps", run.steps());
        run.problem().ifPresent(problem -> event.member("problem", problem));
    }
}
