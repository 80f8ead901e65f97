package plumb.app.web;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.SetCookie;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import plumb.text.InputError;

/// A web server on this machine: some services behind one check of who asks, and headers that let a
/// page load nothing from elsewhere.
public final class Site implements AutoCloseable {
    /// What goes wrong is thrown; the server would also print it.
    private static final Logger SERVER = Logger.getLogger("io.helidon");

    private static final String POLICY = "default-src 'none'; script-src 'self' 'sha256-"
            + Shell.importsDigest() + "'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final List<Header> HEADERS = List.of(
            HeaderValues.create("Content-Security-Policy", POLICY),
            HeaderValues.create("X-Content-Type-Options", "nosniff"),
            HeaderValues.create("Referrer-Policy", "no-referrer"),
            HeaderValues.create("Cross-Origin-Resource-Policy", "same-origin"),
            HeaderValues.create("Cross-Origin-Opener-Policy", "same-origin"),
            HeaderValues.create("Cache-Control", "no-store"));

    private final Access access;
    private final WebServer server;

    private Site(Access access, WebServer server) {
        this.access = access;
        this.server = server;
    }

    /// Starts a site.
    ///
    /// @param port 0 takes a free one
    /// @throws InputError if it cannot listen there
    public static Site open(Access access, int port, List<HttpService> services) {
        SERVER.setLevel(Level.OFF);
        HttpRouting.Builder routing = HttpRouting.builder()
                .addFilter((chain, request, response) -> check(access, chain, request, response))
                .register(new Assets());
        services.forEach(routing::register);
        WebServer server = WebServer.builder().host(access.host()).port(port)
                // An answer is written at once: what waits for more of it is late by 40 ms.
                .connectionOptions(socket -> socket.tcpNoDelay(true))
                .shutdownGracePeriod(Duration.ZERO).routing(routing).build();
        String reason = "is the port taken?";
        try {
            server.start();
        } catch (UncheckedIOException | IllegalStateException e) {
            reason = String.valueOf(e.getMessage());
        }
        // It may fail without saying so.
        if (server.isRunning()) return new Site(access, server);
        throw new InputError(access.host() + ":" + port + ": cannot listen there: " + reason
                + "; --port 0 takes a free one");
    }

    private static void check(Access access, FilterChain chain, RoutingRequest request,
            RoutingResponse response) {
        HEADERS.forEach(response::header);
        int port = request.localPeer().port();
        Optional<String> refusal = access.refusal(request, port);
        if (refusal.isPresent()) {
            response.status(Status.FORBIDDEN_403).send(refusal.get() + "\n");
        } else if (request.query().contains(Access.TOKEN)) {
            // The token goes from the address, which a browser shows and remembers, into a cookie.
            response.headers().addCookie(SetCookie.builder(Access.cookie(port), access.token())
                    .path("/").httpOnly(true).sameSite(SetCookie.SameSite.STRICT).build());
            response.status(Status.SEE_OTHER_303)
                    .header(HeaderNames.LOCATION, request.path().rawPath() + rest(request)).send();
        } else {
            chain.proceed();
        }
    }

    /// What else the query says.
    private static String rest(RoutingRequest request) {
        String rest = Arrays.stream(request.query().rawValue().split("&"))
                .filter(part -> !part.startsWith(Access.TOKEN + "="))
                .collect(Collectors.joining("&"));
        return rest.isEmpty() ? "" : "?" + rest;
    }

    /// The address that opens the site.
    public String link() {
        return link("/");
    }

    /// The address that opens a page of the site.
    public String link(String path) {
        String host = access.host().contains(":") ? "[" + access.host() + "]" : access.host();
        return "http://" + host + ":" + server.port() + path + (path.contains("?") ? "&" : "?")
                + Access.TOKEN + "=" + access.token();
    }

    @Override
    public void close() {
        server.stop();
    }
}
