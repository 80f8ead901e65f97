package plumb.app;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import plumb.app.play.PlayPages;
import plumb.app.web.Site;

/// `plumb playground`: small networks to train, break and repair in a browser.
@Command(name = "playground", mixinStandardHelpOptions = true, versionProvider = Version.class,
        sortOptions = false,
        description = "Opens a playground: small networks that a browser shows while they train,"
                + " with lessons on why gradients vanish.")
final class PlaygroundVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SiteFlags flags = new SiteFlags();

    @Override
    public Integer call() throws InterruptedException {
        try (Site site = Site.open(flags.access(spec), flags.port(), List.of(new PlayPages()))) {
            flags.tell(spec, site.link("/playground"), "the playground");
            new CountDownLatch(1).await();
        }
        return ExitCode.FINE;
    }
}
