package plumb.app;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import plumb.files.Model;
import plumb.files.ResultJson;
import plumb.files.Rows;
import plumb.files.RunFolder;
import plumb.report.Report;
import plumb.text.InputError;

/// What a finished run left in its folder.
final class RunFiles {
    private RunFiles() {}

    static Model model(Path run) {
        return Model.read(RunFolder.file(run, "model.safetensors"));
    }

    static Report report(Path run) {
        return ResultJson.read(RunFolder.file(run, ResultJson.NAME));
    }

    /// The report of a run that came to its end, if it did.
    static Optional<Report> ended(Path run) {
        RunFolder.requireRun(run);
        Path file = run.resolve(ResultJson.NAME);
        if (!Files.exists(file)) return Optional.empty();
        try {
            return Optional.of(ResultJson.read(file)).filter(Report::complete);
        } catch (InputError damaged) {
            return Optional.empty();
        }
    }

    /// Tells of values in rows that are missing, and of texts that the network has never seen.
    static void remark(Model model, Rows rows, PrintWriter err) {
        model.remarks(rows).forEach(line -> err.println("plumb: " + line));
    }
}
