package plumb.app;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumb.files.Json;
import plumb.files.Model;
import plumb.files.ResultJson;
import plumb.files.Rows;
import plumb.train.Score;

/// `plumb evaluate RUN DATA`: how right a trained network is about other rows.
@Command(name = "evaluate", mixinStandardHelpOptions = true, versionProvider = Version.class,
        sortOptions = false,
        description = "Measures the network of a run on other rows whose target is known.")
final class EvaluateVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "RUN", description = "The run folder.")
    private Path run = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA",
            description = "A table with the columns that the network was trained on and the target;"
                    + " or an NPZ file, a folder of IDX files, or a folder of images for each"
                    + " class.")
    private Path data = Path.of("");

    @Option(names = "--json", description = "Writes the result as one line of JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Model model = RunFiles.model(run);
        Rows rows = model.rows(data, true);
        Score score = model.score(rows);
        String metric = model.trained().encoding(rows.target().orElseThrow()).metricName();
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(o -> {
                o.member("event", "result").member("verb", "evaluate")
                        .member("rows", rows.number()).member("loss", score.loss())
                        .member("metric", score.metric()).member("metricName", metric)
                        .member("standardError", score.standardError());
                ResultJson.metrics(o, score);
            }));
        } else {
            String others = score.metrics().entrySet().stream()
                    .map(e -> String.format(Locale.ROOT, ", %s %.6g", e.getKey(), e.getValue()))
                    .collect(Collectors.joining());
            out.printf(Locale.ROOT, "%s %.4f ± %.4f, loss %.6g%s, on %d rows%n", metric,
                    score.metric(), score.standardError(), score.loss(), others, rows.number());
        }
        RunFiles.remark(model, rows, spec.commandLine().getErr());
        out.flush();
        return ExitCode.FINE;
    }
}
