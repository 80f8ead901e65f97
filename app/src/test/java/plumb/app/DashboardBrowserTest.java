package plumb.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.app.dashboard.RunPages;
import plumb.app.play.PlayPages;
import plumb.app.web.Access;
import plumb.app.web.Site;
import plumb.app.web.Visitor;

/// The dashboard in a real browser.
class DashboardBrowserTest {
    @TempDir
    private static Path folder;
    private static Path runs;
    private static Site site;
    private static Visitor visitor;

    @BeforeAll
    static void begin() throws IOException {
        runs = Files.createDirectory(folder.resolve("runs"));
        Path sick = Files.writeString(folder.resolve("sick.yaml"), Cli.SICK);
        Path healthy = Files.writeString(folder.resolve("healthy.yaml"), Cli.HEALTHY);
        Cli.run("train", sick, "--out", runs.resolve("sick"));
        Cli.run("train", sick, "--set", "network=dense(12, relu, he-normal) x 6; dense(1, sigmoid)",
                "--out",
                runs.resolve("relu"));
        Cli.run("train", healthy, "--probe", "off", "--out", runs.resolve("unmeasured"));
        Cli.run("repair", sick, "--out", runs.resolve("repaired"));
        site = open(0);
        visitor = new Visitor(site);
    }

    private static Site open(int port) {
        return Site.open(new Access(Access.LOOPBACK, "0123456789abcdefgh"), port,
                List.of(new RunPages(runs), new PlayPages()));
    }

    @AfterAll
    static void end() {
        if (visitor != null) visitor.close();
        site.close();
    }

    @AfterEach
    void nothing_went_wrong() {
        assertThat(visitor.wrong()).isEmpty();
    }

    private static Page visit(String path) {
        return visit(path, new Browser.NewContextOptions());
    }

    private static Page visit(String path, Browser.NewContextOptions options) {
        Page page = visitor.visit(path, options);
        page.locator("h1").waitFor();
        return page;
    }

    @Test
    void the_list_leads_to_a_run() {
        Page page = visit("/");
        for (String run : List.of("sick", "relu", "unmeasured", "repaired")) {
            assertThat(page.getByText(run, new Page.GetByTextOptions().setExact(true)).first())
                    .isVisible();
        }
        page.getByText("relu").click();
        assertThat(page.locator(".verdict h2")).hasText("Healthy");
        assertThat(page.locator(".layers tbody tr")).hasCount(7);
    }

    @Test
    void a_live_run_is_followed_while_it_trains() {
        try (var run = new LiveRun(runs.resolve("live"), Cli.SICK)) {
            Page page = visit("/runs/live");
            assertThat(page.locator(".verdict .problem")).containsText("first steps come here");
            run.train(20);
            assertThat(page.locator(".verdict .soft").first()).containsText("step 20 of 375");
            run.train(100);
            run.note("learning failed at step 100: nothing was tried");
            run.train(1);
            assertThat(page.locator(".verdict .soft").first()).containsText("step 121 of 375");
            assertThat(page.locator("#table-title")).hasText("The layers at step 121");
            assertThat(page.locator(".findings")).containsText("vanishing-gradient");
            assertThat(page.locator(".verdict")).containsText("learning failed at step 100");
            assertThat(page.locator(".system")).containsText("MiB");
            Visitor.shoot(page, "dashboard-live");
            page.close();
        }
    }

    @Test
    void a_page_goes_on_when_the_server_comes_back() {
        Site other = open(0);
        int port = URI.create(other.link()).getPort();
        try (var run = new LiveRun(runs.resolve("survivor"), Cli.SICK);
                var guest = new Visitor(other)) {
            run.train(10);
            Page page = guest.visit("/runs/survivor", new Browser.NewContextOptions());
            assertThat(page.locator("#table-title")).hasText("The layers at step 10");
            other.close();
            assertThat(page.locator(".verdict h2")).containsText("the server is gone");
            run.train(10);
            other = open(port);
            assertThat(page.locator("#table-title")).hasText("The layers at step 20");
            assertThat(page.locator(".verdict h2")).not().containsText("gone");
            page.close();
        } finally {
            other.close();
        }
    }

    @Test
    void steps_are_brushed_and_the_address_keeps_them() {
        Page page = visit("/runs/sick");
        page.locator(".readout").first().waitFor();
        Locator frame = page.locator(".frame");
        assertThat(page.locator("#table-title")).hasText("The layers at step 375");
        var box = frame.boundingBox();
        page.mouse().move(box.x + box.width * 0.25, box.y + 20);
        page.mouse().down();
        page.mouse().move(box.x + box.width * 0.75, box.y + 20);
        Visitor.shoot(page, "dashboard-brush");
        page.mouse().up();
        assertThat(page).hasURL(Pattern.compile("from=9\\d&to=28\\d"));
        assertThat(page.locator(".heat .across")).containsText("step 9");
        page.locator("button.all").click();
        assertThat(page).hasURL(Pattern.compile("/runs/sick$"));
    }

    @Test
    void all_is_reached_with_the_keyboard() {
        Page page = visit("/runs/sick");
        page.locator(".readout").first().waitFor();
        Visitor.tabTo(page, "select.quantity");
        page.keyboard().type("upd");
        assertThat(page.locator("#heat-title")).containsText("update ratio");
        Visitor.tabTo(page, ".frame");
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("ArrowDown");
        assertThat(page.locator(".readout")).containsText("layer 6");
        page.keyboard().press("Enter");
        assertThat(page.locator("#layer-title")).containsText("Layer 6: dense(12, sigmoid");
        assertThat(page.locator(".drawer .hill").first()).isVisible();
        Visitor.tabTo(page, ".drawer .close");
        page.keyboard().press("Escape");
        assertThat(page.locator(".drawer")).hasCount(0);
        assertThat(page.locator(".frame")).isFocused();
        for (int i = 0; i < 30; i++) page.keyboard().press("ArrowLeft");
        page.keyboard().press("]");
        assertThat(page).hasURL(Pattern.compile("&to=\\d+"));
        page.keyboard().press("0");
        assertThat(page).not().hasURL(Pattern.compile("&to="));
        Visitor.tabTo(page, ".layers button");
        page.keyboard().press("Enter");
        assertThat(page.locator("#layer-title")).containsText("Layer 7");
    }

    @Test
    void two_runs_stand_side_by_side_on_the_same_scales() {
        Page page = visit("/runs/sick");
        page.locator("select.beside").selectOption("relu");
        assertThat(page.locator(".heat")).hasCount(2);
        assertThat(page.locator(".verdict")).hasCount(2);
        assertThat(page.locator(".course")).hasCount(2);
        assertThat(page.locator(".course").first().locator(".tick.end").first()).hasText(
                page.locator(".course").nth(1).locator(".tick.end").first().textContent());
        Visitor.shoot(page, "dashboard-compare");
        Page again = visit("/runs/sick?beside=relu");
        assertThat(again.locator(".heat")).hasCount(2);
    }

    @Test
    void what_is_empty_says_why() {
        Page page = visit("/runs/unmeasured");
        assertThat(page.locator(".verdict .problem")).containsText("--probe off");
        Page repaired = visit("/runs/repaired");
        assertThat(repaired.locator(".verdict .problem")).containsText("keeps no course");
        assertThat(repaired.locator(".verdict h2")).hasText("Repaired");
        Visitor.shoot(repaired, "dashboard-repaired");
    }

    @Test
    void a_run_that_is_not_there_is_answered_with_a_sentence() {
        Page page = visit("/runs/nothing");
        assertThat(page.locator(".problem")).containsText("there is no run nothing here");
        assertThat(visitor.wrong()).hasSize(1).first().asString().contains("404");
    }

    @Test
    void no_page_hinders_anybody() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            var options = new Browser.NewContextOptions().setColorScheme(scheme);
            Page list = visit("/", options);
            list.locator("table").waitFor();
            assertThat(Visitor.hindrances(list)).isEmpty();
            Page page = visit("/runs/sick?layer=3&beside=relu", options);
            page.locator(".drawer").waitFor();
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
            assertThat(Visitor.hindrances(page)).isEmpty();
            Visitor.shoot(page, "dashboard-" + scheme.name().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void a_narrow_page_scrolls_in_one_direction_only() {
        Page page = visit("/runs/sick?layer=3",
                new Browser.NewContextOptions().setViewportSize(390, 844));
        page.locator(".drawer").waitFor();
        Visitor.shoot(page, "dashboard-narrow");
        Object wide = page.evaluate("document.documentElement.scrollWidth");
        assertThat(((Number) wide).intValue()).isLessThanOrEqualTo(390);
        Visitor.shoot(visit("/"), "dashboard-list");
    }
}
