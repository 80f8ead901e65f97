package plumb.app;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.app.dashboard.RunPages;
import plumb.app.web.Access;
import plumb.app.web.Site;
import plumb.app.web.Visitor;
import plumb.files.ResultJson;

/// How fast the dashboard is, and what it costs the training that it shows. No test of each build: times
/// are those of the machine.
class DashboardSpeed {
    private static final String TOKEN = "0123456789abcdefgh";
    private static final int WATCHERS = 10;
    private static final int PAIRS = 6;

    @TempDir
    private Path folder;

    /// Each training is a process of its own, as is the server.
    @Test
    void ten_dashboards_do_not_slow_a_training() throws IOException, InterruptedException {
        Path runs = Files.createDirectory(folder.resolve("runs"));
        Path file = Files.writeString(folder.resolve("net.yaml"), """
                data: {source: "circles(2000, noise=0.1)"}
                network: ["dense(64, tanh) x 8", "dense(1, sigmoid)"]
                optimizer: adam(0.001)
                epochs: 300
                """);
        var built = new Built(folder);
        Process server = built.command("serve", runs, "--port", "0", "--token", TOKEN)
                .redirectOutput(ProcessBuilder.Redirect.PIPE).start();
        var alone = new ArrayList<Double>();
        var watched = new ArrayList<Double>();
        try (var lines = server.inputReader()) {
            String link = lines.readLine();
            for (int i = 0; i < 2 * PAIRS; i++) {
                Path run = runs.resolve("run-" + i);
                Process training = built.command("train", file, "--out", run, "--workers", "1")
                        .start();
                List<Thread> watchers = i % 2 == 1 ? watch(link, run) : List.of();
                training.waitFor();
                for (Thread watcher : watchers) watcher.interrupt();
                (i % 2 == 1 ? watched : alone).add(ResultJson.read(run.resolve(ResultJson.NAME))
                        .training().samplesPerSecond());
            }
        } finally {
            server.destroy();
        }
        IO.println(String.format(Locale.ROOT,
                "training speed with %d dashboards over that without: %.3f (medians of %d: %.0f and %.0f"
                        + " rows a second)",
                WATCHERS, median(watched) / median(alone), PAIRS,
                median(watched), median(alone)));
    }

    /// Ten that do what pages do: read the events, and at each ask for what they draw.
    private static List<Thread> watch(String link, Path run) throws InterruptedException {
        while (!Files.exists(run.resolve("history.db"))) Thread.sleep(10);
        URI base = URI.create(link).resolve("/api/runs/" + run.getFileName() + "/");
        return Stream.generate(() -> Thread.ofPlatform().daemon().start(() -> look(base)))
                .limit(WATCHERS).toList();
    }

    private static void look(URI run) {
        try (var events = new BufferedReader(new InputStreamReader(answer(run.resolve("events")),
                StandardCharsets.UTF_8))) {
            for (String line = events.readLine(); line != null; line = events.readLine()) {
                if (line.equals("event: end")) return;
                if (!line.startsWith("id:")) continue;
                for (String view : List.of("heatmap?columns=300", "course?columns=300",
                        "layers")) {
                    try (InputStream answer = answer(run.resolve(view))) {
                        answer.readAllBytes();
                    }
                }
            }
        } catch (IOException e) {
            // The server is gone.
        }
    }

    private static InputStream answer(URI address) throws IOException {
        URLConnection connection = address.toURL().openConnection();
        connection.setRequestProperty("Cookie", "plumb-" + address.getPort() + "=" + TOKEN);
        return connection.getInputStream();
    }

    /// It trains for minutes before.
    @Test
    void a_long_run_of_many_layers_is_open_in_a_moment() throws IOException {
        Path runs = Files.createDirectory(folder.resolve("runs"));
        Path run = runs.resolve("long");
        Path file = Files.writeString(folder.resolve("net.yaml"), """
                data: {source: "circles(10)"}
                network: ["dense(2, tanh) x 99", "dense(1, sigmoid)"]
                batch: 2
                steps: 1000000
                """);
        Cli.run("train", file, "--out", run);
        open(runs, "long", "10^6 steps x 100 layers");
    }

    @Test
    void a_run_is_open_in_a_moment() throws IOException {
        Path runs = Files.createDirectory(folder.resolve("runs"));
        Path file = Files.writeString(folder.resolve("net.yaml"), Cli.SICK);
        Cli.run("train", file, "--out", runs.resolve("short"));
        open(runs, "short", "375 steps x 7 layers");
    }

    private static void open(Path runs, String run, String what) {
        for (int i = 0; i < 3; i++) {
            try (Site site = Site.open(new Access(Access.LOOPBACK, TOKEN), 0,
                    List.of(new RunPages(runs))); var visitor = new Visitor(site)) {
                Page page = visitor.visit("/", new Browser.NewContextOptions());
                page.locator("table").waitFor();
                long began = System.nanoTime();
                page.navigate(site.link("/runs/" + run));
                page.locator("button.all").waitFor();
                double interactive = (System.nanoTime() - began) / 1e9;
                page.locator("canvas[data-drawn]").waitFor();
                IO.println(String.format(Locale.ROOT, "%s: interactive after %.2f s, heatmap after"
                        + " %.2f s", what, interactive, (System.nanoTime() - began) / 1e9));
            }
        }
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
        return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElse(Double.NaN);
    }
}
