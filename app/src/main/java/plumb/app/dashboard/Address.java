package plumb.app.dashboard;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Names as parts of an address.
final class Address {
    private Address() {}

    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
