package plumb.app.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;

/// Who may use a site: a browser that names it by its address and knows its token.
///
/// A page of another site can make a browser ask for ours, also by a name that it lets point here. It
/// names another host or another origin then, and its browser does not send the cookie with the token.
///
/// @param host the address that the site listens at
public record Access(String host, String token) {
    /// The address that no other machine reaches.
    public static final String LOOPBACK = "127.0.0.1";
    /// The query parameter that brings the token.
    static final String TOKEN = "token";

    private static final int BITS = 128;
    private static final int RADIX = 36;

    /// Access with a token that nobody can guess.
    public static Access random(String host) {
        return new Access(host, new BigInteger(BITS, new SecureRandom()).toString(RADIX));
    }

    /// Whether an address is reached from this machine alone.
    public static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /// Why a request is not answered, if it is not.
    Optional<String> refusal(ServerRequest request, int port) {
        String named = request.headers().value(HeaderNames.HOST).orElse("");
        if (!isOurs(named, port)) {
            return Optional.of("This site is not called " + named + ".");
        }
        Optional<String> origin = request.headers().value(HeaderNames.ORIGIN);
        if (origin.isPresent() && !origin.get().equals("http://" + named)) {
            return Optional.of("A page of " + origin.get() + " may not ask this site.");
        }
        boolean reads = request.prologue().method().equals(Method.GET)
                || request.prologue().method().equals(Method.HEAD);
        if (!reads && origin.isEmpty()) {
            return Optional.of("What is sent here must come from a page of this site.");
        }
        return isKnown(request.query().first(TOKEN).asOptional().orElse(""))
                || isKnown(request.headers().cookies().first(cookie(port)).asOptional().orElse(""))
                        ? Optional.empty()
                        : Optional.of("Open the link that plumb printed: it has the token.");
    }

    /// A wildcard address has any name; there the token alone protects.
    private boolean isOurs(String named, int port) {
        String end = ":" + port;
        if (!named.endsWith(end)) return false;
        String name = named.substring(0, named.length() - end.length());
        if (isLoopback(host)) {
            return name.equals("localhost") || name.equals(host) || name.equals(LOOPBACK)
                    || name.equals("[::1]");
        }
        return host.equals("0.0.0.0") || host.equals("::") || name.equals(host)
                || name.equals("[" + host + "]");
    }

    private boolean isKnown(String given) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8),
                token.getBytes(StandardCharsets.UTF_8));
    }

    /// Cookies know no ports: two sites of a machine need two names.
    static String cookie(int port) {
        return "plumb-" + port;
    }
}
