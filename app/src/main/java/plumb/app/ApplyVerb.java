package plumb.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumb.files.Json;
import plumb.files.Model;
import plumb.files.Predictions;
import plumb.files.Rows;

/// `plumb apply RUN DATA`: what a trained network says about other rows.
@Command(name = "apply", mixinStandardHelpOptions = true, versionProvider = Version.class,
        sortOptions = false,
        description = "Writes what the network of a run says about other rows: for each row the"
                + " class and the probability of each class, or the value.")
final class ApplyVerb implements Callable<Integer> {
    private enum Format {
        CSV, NDJSON;

        /// As it is typed, and proposed by a shell.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "RUN", description = "The run folder.")
    private Path run = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA",
            description = "A table with the columns that the network was trained on, in any order"
                    + " (other columns are passed over); or an NPZ or NPY file, a folder of IDX"
                    + " files, an image or a folder of images, which are taken in the order of"
                    + " their names.")
    private Path data = Path.of("");

    @Option(names = "--format", paramLabel = "csv|ndjson", defaultValue = "csv",
            description = "One line of values per row, or one JSON object per row.")
    private Format format = Format.CSV;

    @Option(names = "--to", paramLabel = "FILE",
            description = "Writes to this file instead of standard output.")
    private @Nullable Path to;

    @Override
    public Integer call() {
        Model model = RunFiles.model(run);
        Rows rows = model.rows(data, false);
        Predictions predictions = model.predict(rows);
        Answer answer = Answer.of(model, predictions);
        Sink.write(to, spec.commandLine().getOut(), out -> {
            switch (format) {
                case CSV -> csv(out, predictions.rows(), answer);
                case NDJSON -> ndjson(out, predictions.rows(), answer);
            }
        });
        RunFiles.remark(model, rows, spec.commandLine().getErr());
        return ExitCode.FINE;
    }

    private static void csv(Appendable out, int rows, Answer answer) throws IOException {
        out.append(line(answer.header()));
        for (int row = 0; row < rows; row++) out.append(line(answer.fields(row)));
    }

    private static String line(List<String> fields) {
        return fields.stream().map(ApplyVerb::field).collect(Collectors.joining(",")) + "\n";
    }

    /// A field of a CSV line, quoted where it must be (RFC 4180).
    private static String field(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    private static void ndjson(Appendable out, int rows, Answer answer) throws IOException {
        for (int row = 0; row < rows; row++) {
            int r = row;
            out.append(Json.line(json -> answer.members(json, r)) + "\n");
        }
    }
}
