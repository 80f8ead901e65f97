package plumb.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumb.diagnose.Finding;
import plumb.files.Json;
import plumb.files.StoredRun;
import plumb.report.Report;
import plumb.report.TextTable;
import plumb.text.InputError;
import plumb.train.Score;

/// `plumb runs compare RUN RUN…`: in what experiments and results differ.
@Command(name = "compare", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Says in which keys of their experiments runs differ, and what came of each.")
final class CompareVerb implements Callable<Integer> {
    private static final String ABSENT = "-";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "RUN", arity = "2..*", description = "The run folders.")
    private List<Path> folders = List.of();

    @Option(names = "--json", description = "Writes the result as one line of JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<StoredRun> runs = folders.stream().map(StoredRun::read).toList();
        runs.forEach(run -> run.problem().ifPresent(problem -> {
            throw new InputError(problem);
        }));
        Map<String, List<String>> keys = differing(
                runs.stream().map(StoredRun::experiment).toList());
        Map<String, List<String>> results = transposed(
                runs.stream().map(CompareVerb::result).toList());
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(o -> o.member("event", "result").member("verb", "runs compare")
                    .texts("runs", folders.stream().map(Path::toString).toList())
                    .object("experiment", e -> keys.forEach(e::texts))
                    .object("results", r -> results.forEach(r::texts))));
        } else {
            var lines = new ArrayList<List<String>>();
            lines.add(line("", folders.stream().map(f -> String.valueOf(f.getFileName()))
                    .toList()));
            keys.forEach((key, values) -> lines.add(line(key, values)));
            results.forEach((key, values) -> lines.add(line(key, values)));
            TextTable.of(lines, lines.getFirst().size()).forEach(out::println);
        }
        out.flush();
        return ExitCode.FINE;
    }

    private static List<String> line(String key, List<String> values) {
        var line = new ArrayList<>(List.of(key));
        line.addAll(values);
        return line;
    }

    private static Map<String, List<String>> differing(List<Map<String, String>> experiments) {
        Map<String, List<String>> keys = transposed(experiments);
        keys.values().removeIf(values -> values.stream().distinct().count() == 1);
        return keys;
    }

    /// For each key that one of the maps has, its values in all of them.
    private static Map<String, List<String>> transposed(List<Map<String, String>> maps) {
        var keys = new LinkedHashSet<String>();
        maps.forEach(map -> keys.addAll(map.keySet()));
        var all = new LinkedHashMap<String, List<String>>();
        keys.forEach(key -> all.put(key,
                maps.stream().map(map -> map.getOrDefault(key, ABSENT)).toList()));
        return all;
    }

    private static Map<String, String> result(StoredRun run) {
        var result = new LinkedHashMap<String, String>();
        result.put("state", run.state().toString());
        result.put("steps taken", Long.toString(run.steps()));
        run.report().ifPresent(report -> put(result, report));
        return result;
    }

    private static void put(Map<String, String> result, Report report) {
        result.put("verdict", report.verdict().toString());
        report.validation().ifPresent(score -> put(result, report, "validation", score));
        report.best().ifPresent(score -> put(result, report, "best", score));
        report.test().ifPresent(score -> put(result, report, "test", score));
        String findings = report.findings().stream().map(Finding::id)
                .collect(Collectors.joining(" "));
        if (!findings.isEmpty()) result.put("findings", findings);
    }

    private static void put(Map<String, String> result, Report report, String rows, Score score) {
        result.put(rows + " " + report.metricName(),
                Figures.metric(report.metricName(), score.metric()));
        result.put(rows + " loss", Figures.number(score.loss()));
    }
}
