package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.app.dashboard.RunPages;
import plumb.app.web.Access;
import plumb.app.web.Site;

/// What the server tells of runs.
class RunPagesTest {
    private static final String TOKEN = "0123456789abcdefgh";
    @TempDir
    private static Path folder;
    private static Path runs;
    private static Site site;

    @BeforeAll
    static void begin() throws IOException {
        runs = Files.createDirectory(folder.resolve("runs"));
        Path file = Files.writeString(folder.resolve("net.yaml"), Cli.HEALTHY);
        Cli.run("train", file, "--out", runs.resolve("clouds"));
        Cli.run("train", file, "--out", folder.resolve("outside"));
        site = open(runs);
    }

    private static Site open(Path what) {
        return Site.open(new Access(Access.LOOPBACK, TOKEN), 0, List.of(
                new RunPages(what)));
    }

    @AfterAll
    static void end() {
        site.close();
    }

    private static HttpURLConnection connection(Site to, String path) throws IOException {
        URI link = URI.create(to.link());
        var connection = (HttpURLConnection) URI
                .create("http://127.0.0.1:" + link.getPort() + path).toURL().openConnection();
        connection.setRequestProperty("Cookie", "plumb-" + link.getPort() + "=" + TOKEN);
        connection.setReadTimeout(20_000);
        connection.setInstanceFollowRedirects(false);
        return connection;
    }

    private static String answer(String path) throws IOException {
        try (var in = connection(site, path).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void runs_are_listed_and_one_is_told() throws IOException {
        assertThat(answer("/api/runs")).contains("\"name\":\"clouds\"", "\"verdict\":\"healthy\"")
                .doesNotContain("outside");
        assertThat(answer("/api/runs/clouds")).contains("\"text\":\"dense(8, relu, he-normal)\"",
                "\"word\":\"Healthy\"", "\"planned\":100");
        assertThat(answer("/api/runs/clouds/heatmap?columns=4"))
                .startsWith("{\"quantity\":\"delta\",\"last\":100,\"steps\":[1,26,51,76]");
        assertThat(answer("/api/runs/clouds/course?from=11&to=20&columns=5"))
                .startsWith("{\"steps\":[11,13,15,17,19]");
        assertThat(answer("/api/runs/clouds/layers?step=50")).startsWith("{\"step\":50");
        assertThat(answer("/api/runs/clouds/layers/1")).contains("\"spreads\":[{\"step\":1,",
                "\"curve\":{\"name\":\"relu\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/runs/nothing", "/api/runs/..%2Foutside", "/api/runs/%2e%2e",
            "/api/runs/..", "/api/runs/../outside", "/api/runs/clouds/../../outside",
            "/api/runs/clouds%2F..%2F..%2Foutside", "/api/runs/clouds/layers/9",
            "/api/runs/clouds/heatmap?quantity=nonsense", "/api/runs/clouds/heatmap?columns=-1",
            "/api/runs/clouds/course?from=x", "/api/runs/clouds/result.json",
            "/runs/clouds/run.json"})
    void nothing_else_is_told(String path) throws IOException {
        HttpURLConnection connection = connection(site, path);
        assertThat(connection.getResponseCode()).isBetween(400, 404);
        try (var error = connection.getErrorStream()) {
            String text = error == null
                    ? ""
                    : new String(error.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).doesNotContain("\tat ", "outside\",\"began", "\"seed\"");
        }
    }

    @Test
    void one_run_is_served_alone() throws IOException {
        try (Site alone = open(runs.resolve("clouds"))) {
            HttpURLConnection first = connection(alone, "/");
            assertThat(first.getHeaderField("Location")).isEqualTo("/runs/clouds");
            assertThat(connection(alone, "/api/runs/clouds").getResponseCode()).isEqualTo(200);
        }
        try (Site alone = open(folder.resolve("outside"))) {
            assertThat(connection(alone, "/api/runs/runs").getResponseCode()).isEqualTo(404);
        }
    }

    @Test
    void events_tell_what_is_new_and_go_on_behind_the_last() throws IOException {
        try (var run = new LiveRun(runs.resolve("live"), Cli.SICK)) {
            run.train(5);
            HttpURLConnection first = connection(site, "/api/runs/live/events");
            try (var lines = lines(first)) {
                assertThat(first.getContentType()).startsWith("text/event-stream");
                assertThat(next(lines, "id: ")).isEqualTo("id: 5");
                assertThat(next(lines, "data: ")).contains("\"steps\":5,\"loss\":0.",
                        "\"delta\":[");
                run.train(5);
                assertThat(next(lines, "id: ")).isEqualTo("id: 10");
                assertThat(next(lines, ":")).isEqualTo(": alive");
            }
            HttpURLConnection again = connection(site, "/api/runs/live/events");
            again.setRequestProperty("Last-Event-ID", "10");
            try (var lines = lines(again)) {
                run.train(5);
                assertThat(next(lines, "id: ")).isEqualTo("id: 15");
            }
        }
        HttpURLConnection ended = connection(site, "/api/runs/live/events");
        try (var lines = lines(ended)) {
            assertThat(next(lines, "event: end")).isEqualTo("event: end");
        }
    }

    private static BufferedReader lines(HttpURLConnection connection) throws IOException {
        return new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String next(BufferedReader lines, String start) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(start)) return line;
        }
        throw new FileNotFoundException("the events ended without " + start);
    }
}
