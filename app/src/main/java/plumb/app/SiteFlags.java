package plumb.app;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import plumb.app.web.Access;

/// The flags of verbs that a browser shows: where they listen, and who may look.
final class SiteFlags {
    private static final int MOST = 65535;

    @Option(names = "--port", paramLabel = "N", defaultValue = "7586",
            description = "The port; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(names = "--host", paramLabel = "NAME", defaultValue = Access.LOOPBACK,
            description = "The address to listen at. Any but this machine's own needs --token: who"
                    + " has it sees all that is shown. Default: ${DEFAULT-VALUE}.")
    private String host = Access.LOOPBACK;

    @Option(names = "--token", paramLabel = "TEXT",
            description = "What a browser has to know, 16 letters and digits at least. Default: drawn"
                    + " at random, and part of the link that is printed.")
    private @Nullable String token;

    int port() {
        return port;
    }

    /// @throws ParameterException if what was given lets in whom it should not
    Access access(CommandSpec spec) {
        if (port < 0 || port > MOST) {
            throw new ParameterException(spec.commandLine(),
                    "--port: expected 0 to " + MOST + ", got " + port);
        }
        if (token == null && !Access.isLoopback(host)) {
            throw new ParameterException(spec.commandLine(), "--host " + host
                    + " lets other machines in: choose a --token for those who may");
        }
        if (token != null && !token.matches("[A-Za-z0-9_-]{16,}")) {
            throw new ParameterException(spec.commandLine(),
                    "--token: expected at least 16 letters, digits, - and _");
        }
        return token == null ? Access.random(host) : new Access(host, token);
    }

    /// Says where to look; the link stands alone on standard output.
    void tell(CommandSpec spec, String link, String what) {
        spec.commandLine().getErr().println("plumb: " + what + ", until Ctrl-C:");
        spec.commandLine().getErr().flush();
        spec.commandLine().getOut().println(link);
        spec.commandLine().getOut().flush();
    }
}
