package plumb.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.app.play.PlayPages;
import plumb.text.InputError;

/// Who may ask a site for what.
class SiteTest {
    private static final String TOKEN = "0123456789abcdefg";
    private static Site site;
    private static int port;

    @BeforeAll
    static void begin() {
        site = Site.open(new Access(Access.LOOPBACK, TOKEN), 0, List.of(new PlayPages()));
        port = URI.create(site.link()).getPort();
    }

    @AfterAll
    static void end() {
        site.close();
    }

    /// What is answered to a request that is written out, as a browser cannot be made to.
    private static String answer(String line, String... headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            String request = line + " HTTP/1.1\r\n"
                    + String.join("\r\n", headers).replace("PORT", Integer.toString(port))
                    + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            var in = socket.getInputStream();
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) head.append((char) in.read());
            Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
            int rest = length.find() ? Integer.parseInt(length.group(1)) : 0;
            return head + new String(in.readNBytes(rest), StandardCharsets.UTF_8);
        }
    }

    private static String known() {
        return "Cookie: plumb-PORT=" + TOKEN;
    }

    @Test
    void a_page_says_that_nothing_is_loaded_from_elsewhere() throws IOException {
        String page = answer("GET /playground", "Host: 127.0.0.1:PORT", known());
        assertThat(page).startsWith("HTTP/1.1 200").contains("<main id=\"main\"");
        assertThat(page).containsIgnoringCase("content-security-policy: default-src 'none'; "
                + "script-src 'self' 'sha256-").containsIgnoringCase("nosniff");
        assertThat(page).doesNotContain(" style=\"", "<style", " onclick=");
    }

    @Test
    void the_link_brings_the_token_into_a_cookie_and_keeps_the_rest() throws IOException {
        String answer = answer("GET /playground?depth=3&token=" + TOKEN + "&seed=2",
                "Host: localhost:PORT");
        assertThat(answer).startsWith("HTTP/1.1 303").containsIgnoringCase("httponly")
                .containsIgnoringCase("samesite=strict")
                .containsIgnoringCase("location: /playground?depth=3&seed=2");
        assertThat(site.link("/playground?depth=3"))
                .endsWith(":" + port + "/playground?depth=3&token=" + TOKEN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /playground | Host: 127.0.0.1:PORT | it has the token
            GET /playground?token=wrong | Host: 127.0.0.1:PORT | it has the token
            GET /web/page.css | Host: 127.0.0.1:PORT | it has the token
            GET /playground?token=0123456789abcdefg | Host: evil.example:PORT | is not called evil
            GET /playground?token=0123456789abcdefg | Host: 127.0.0.1 | is not called 127.0.0.1
            """)
    void strangers_are_refused(String line, String host, String says) throws IOException {
        assertThat(answer(line, host)).startsWith("HTTP/1.1 403").contains(says);
    }

    @Test
    void what_changes_something_must_come_from_a_page_of_the_site() throws IOException {
        String host = "Host: 127.0.0.1:PORT";
        assertThat(answer("POST /api/play?depth=1", host, known(), "Content-Length: 0"))
                .startsWith("HTTP/1.1 403").contains("must come from a page of this site");
        assertThat(answer("POST /api/play?depth=1", host, known(), "Content-Length: 0",
                "Origin: http://evil.example")).startsWith("HTTP/1.1 403")
                .contains("may not ask this site");
        assertThat(answer("POST /api/play?depth=1", host, known(), "Content-Length: 0",
                "Origin: http://127.0.0.1:PORT")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @CsvSource({"/web/../version.txt", "/web/shell.html", "/web/..%2fshell.html",
            "/_static/../x.js",
            "/_static/%2e%2e/x.js", "/web/nothing.js"})
    void no_other_file_is_served(String path) throws IOException {
        assertThat(answer("GET " + path, "Host: 127.0.0.1:PORT", known()))
                .matches("(?s)HTTP/1.1 40[04].*");
    }

    @Test
    void a_port_that_is_taken_is_named() {
        assertThatThrownBy(
                () -> Site.open(Access.random(Access.LOOPBACK), port, List.of(new PlayPages())))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("127.0.0.1:" + port + ": cannot listen there");
    }
}
