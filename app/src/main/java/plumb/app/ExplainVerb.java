package plumb.app;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumb.diagnose.Explanation;
import plumb.text.Nearest;

/// `plumb explain ID`: what a finding means and what helps.
@Command(name = "explain", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Prints the page of a finding; without ID, lists the findings.")
final class ExplainVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "ID",
            description = "The id of a finding, such as vanishing-gradient.")
    private @Nullable String id;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        String wanted = id;
        if (wanted == null) {
            Explanation.all().forEach(page -> out.printf("%-24s %s%n", page.id(), page.title()));
        } else {
            Explanation page = Explanation.of(wanted)
                    .orElseThrow(() -> new ParameterException(spec.commandLine(),
                            "no finding is called \"" + wanted + "\"; "
                                    + Nearest.suggestion(wanted, Explanation.ids())));
            Terminal terminal = ((Main) spec.root().userObject()).terminal();
            out.print(Markdown.readable(page.text(), terminal.out() && terminal.colors()));
        }
        out.flush();
        return ExitCode.FINE;
    }
}
