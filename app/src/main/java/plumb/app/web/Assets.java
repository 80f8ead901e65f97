package plumb.app.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The scripts and styles of all pages: our own under `/web`, and those of libraries under the paths
/// that they have in their jars.
///
/// None comes from the disk. A name has no slash and begins with a letter, so none leads elsewhere.
final class Assets implements HttpService {
    private static final Pattern OWN = Pattern.compile("[a-z][a-z-]*\\.(js|css|svg)");
    private static final Pattern LIBRARY = Pattern
            .compile("/_static(/[a-z0-9][A-Za-z0-9.-]*)+\\.(js|css)");
    /// The reports' colors and charts are those of the pages too.
    private static final Set<String> OF_REPORTS = Set.of("chart.css", "dark.css");
    private static final Map<String, String> TYPES = Map.of("js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8", "svg", "image/svg+xml");

    @Override
    public void routing(HttpRules rules) {
        rules.get("/web/{name}", this::own).get("/_static/*", this::library);
    }

    private void own(ServerRequest request, ServerResponse response) throws IOException {
        String name = request.path().pathParameters().get("name");
        String path = OF_REPORTS.contains(name) ? "/plumb/app/" + name : "static/" + name;
        try (var in = OWN.matcher(name).matches()
                ? Assets.class.getResourceAsStream(path)
                : null) {
            send(name, in, "no-cache", response);
        }
    }

    /// Libraries have their version in their path, so a browser need not ask again.
    private void library(ServerRequest request, ServerResponse response) throws IOException {
        String path = request.path().absolute().path();
        try (var in = LIBRARY.matcher(path).matches()
                ? ClassLoader.getSystemResourceAsStream("META-INF/resources" + path)
                : null) {
            send(path, in, "max-age=31536000, immutable", response);
        }
    }

    private static void send(String name, @Nullable InputStream in, String cache,
            ServerResponse response) throws IOException {
        if (in == null) {
            response.next();
            return;
        }
        response.headers().set(HeaderNames.CACHE_CONTROL, cache);
        response.header(HeaderNames.CONTENT_TYPE,
                String.valueOf(TYPES.get(name.substring(name.lastIndexOf('.') + 1))))
                .send(in.readAllBytes());
    }

    /// A text that the pages are made of.
    static String text(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalArgumentException(name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
