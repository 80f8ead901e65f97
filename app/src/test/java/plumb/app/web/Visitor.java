package plumb.app.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// The system's Chromium, visiting a site with the token of its link: it notes what goes wrong in the
/// pages and what they ask of other machines.
public final class Visitor implements AutoCloseable {
    private final @Nullable Site site;
    private final Playwright playwright;
    private final Browser browser;
    private final List<String> wrong = new CopyOnWriteArrayList<>();

    /// Of files on the disk.
    public Visitor() {
        this(null);
    }

    /// Skips the tests, and says so, on a machine without Chromium.
    public Visitor(@Nullable Site site) {
        Optional<Path> chromium = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":"))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable).findFirst();
        Assumptions.assumeTrue(chromium.isPresent(), "no Chromium is installed");
        this.site = site;
        this.playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(chromium.get()).setArgs(List.of("--no-sandbox")));
    }

    /// A page at a path of the site, in a context of its own.
    public Page visit(String path, Browser.NewContextOptions options) {
        Site visited = Objects.requireNonNull(site);
        String link = visited.link(path);
        return visit(link, link.substring(0, link.indexOf('/', "http://".length())), options);
    }

    /// A page on the disk, in a context of its own.
    public Page visit(Path file, Browser.NewContextOptions options) {
        return visit(file.toUri().toString(), file.toUri().toString(), options);
    }

    private Page visit(String address, String origin, Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        context.onConsoleMessage(message -> {
            if (message.type().equals("error")) wrong.add(message.text());
        });
        context.onWebError(error -> wrong.add(error.error()));
        context.onRequest(request -> {
            if (!request.url().startsWith(origin)) wrong.add("asked for " + request.url());
        });
        Page page = context.newPage();
        page.navigate(address);
        return page;
    }

    /// What went wrong since this was asked last: errors of scripts, and requests to elsewhere.
    public List<String> wrong() {
        List<String> now = List.copyOf(wrong);
        wrong.clear();
        return now;
    }

    /// What in a page hinders people, by the rules of axe: serious and critical violations.
    public static List<?> hindrances(Page page) {
        try (InputStream script = Objects
                .requireNonNull(ClassLoader.getSystemResourceAsStream("axe.min.js"))) {
            page.evaluate(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (List<?>) page.evaluate("""
                async () => (await axe.run()).violations
                    .filter(v => ['serious', 'critical'].includes(v.impact))
                    .map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' '))""");
    }

    /// Presses Tab until an element has the focus.
    public static void tabTo(Page page, String selector) {
        for (int i = 0; i < 80; i++) {
            page.keyboard().press("Tab");
            Object there = page.evaluate(
                    "selector => document.activeElement.matches(selector)", selector);
            if (Boolean.TRUE.equals(there)) return;
        }
        throw new AssertionError("Tab does not lead to " + selector);
    }

    /// Takes a picture of a page, to look at.
    public static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                .setPath(Path.of("target", name + ".png")));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
