package plumb.app;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumb.files.ResultJson;
import plumb.files.SweepFolder;
import plumb.report.Report;
import plumb.report.ReportMarkdown;
import plumb.report.ReportText;
import plumb.sweep.Sweep;
import plumb.sweep.SweepMarkdown;
import plumb.sweep.SweepText;

/// `plumb report RUN`: the report of a run again, in another form.
@Command(name = "report", mixinStandardHelpOptions = true, versionProvider = Version.class,
        sortOptions = false,
        description = "Writes the report of a run again, from what its folder holds.")
final class ReportVerb implements Callable<Integer> {
    private enum Format {
        TEXT, HTML, MARKDOWN, JSON;

        /// As it is typed, and proposed by a shell.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "RUN", description = "The run folder.")
    private Path run = Path.of("");

    @Option(names = "--format", paramLabel = "html|text|markdown|json",
            description = "Default: by the ending of --to, else text.")
    private @Nullable Format format;

    @Option(names = "--to", paramLabel = "FILE",
            description = "Writes to this file instead of standard output.")
    private @Nullable Path to;

    @Override
    public Integer call() {
        Format wanted = format == null ? byEnding() : format;
        String text = SweepFolder.isOne(run)
                ? of(SweepFolder.sweep(run, SweepFolder.plan(run)), wanted)
                : of(RunFiles.report(run), wanted);
        Terminal terminal = ((Main) spec.root().userObject()).terminal();
        boolean painted = wanted == Format.TEXT && to == null && terminal.out()
                && terminal.colors();
        Sink.write(to, spec.commandLine().getOut(),
                out -> out.append(painted ? Colors.paint(text) : text));
        return ExitCode.FINE;
    }

    private static String of(Report report, Format wanted) {
        return switch (wanted) {
            case TEXT -> ReportText.of(report);
            case HTML -> HtmlReport.of(report);
            case MARKDOWN -> ReportMarkdown.of(report, Headline.of(report).sentences(),
                    Commands.of(report));
            case JSON -> ResultJson.text(report);
        };
    }

    private static String of(Sweep sweep, Format wanted) {
        return switch (wanted) {
            case TEXT -> SweepText.of(sweep);
            case HTML -> SweepReport.html(sweep);
            case MARKDOWN -> SweepMarkdown.of(sweep);
            case JSON -> SweepFolder.result(sweep);
        };
    }

    private Format byEnding() {
        String name = String.valueOf(to).toLowerCase(Locale.ROOT);
        if (name.endsWith(".html") || name.endsWith(".htm")) return Format.HTML;
        if (name.endsWith(".md")) return Format.MARKDOWN;
        return name.endsWith(".json") ? Format.JSON : Format.TEXT;
    }
}
