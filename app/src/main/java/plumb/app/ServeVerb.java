package plumb.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumb.app.dashboard.RunPages;
import plumb.app.play.PlayPages;
import plumb.app.web.Site;
import plumb.text.InputError;

/// `plumb serve DIR`: shows live and finished runs in a browser, and the playground.
@Command(name = "serve", mixinStandardHelpOptions = true, versionProvider = Version.class,
        sortOptions = false,
        description = "Shows the runs of a folder in a browser, also while they train.")
final class ServeVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", arity = "0..1", defaultValue = "runs",
            description = "The folder of the runs, or one run. Default: ${DEFAULT-VALUE}.")
    private Path folder = Path.of("");

    @Mixin
    private SiteFlags flags = new SiteFlags();

    @Override
    public Integer call() throws InterruptedException {
        if (!Files.isDirectory(folder)) {
            throw new InputError(
                    folder + ": there is no such folder of runs; plumb train makes it");
        }
        try (Site site = Site.open(flags.access(spec), flags.port(),
                List.of(new RunPages(folder), new PlayPages()))) {
            flags.tell(spec, site.link("/"), "the runs in " + Run.shown(folder));
            new CountDownLatch(1).await();
        }
        return ExitCode.FINE;
    }
}
