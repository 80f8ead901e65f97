package plumb.app.play;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.app.web.Access;
import plumb.app.web.Site;
import plumb.app.web.Visitor;

/// The playground in a real browser.
class PlaygroundBrowserTest {
    private static Site site;
    private static Visitor visitor;

    @BeforeAll
    static void begin() {
        site = Site.open(Access.random(Access.LOOPBACK), 0, List.of(new PlayPages()));
        visitor = new Visitor(site);
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

    private static Page open(String query) {
        return open(query, new Browser.NewContextOptions());
    }

    private static Page open(String query, Browser.NewContextOptions options) {
        Page page = visitor.visit("/playground?" + query, options);
        page.locator("canvas.units").first().waitFor();
        return page;
    }

    @Test
    void a_network_is_played_paused_and_stepped() {
        Page page = open("depth=3");
        assertThat(page.locator(".step")).hasText("Step 1 of 600");
        page.getByText("One step").click();
        assertThat(page.locator(".step")).hasText("Step 2 of 600");
        page.locator(".run .main").click();
        assertThat(page.locator(".accuracy")).containsText("%");
        page.locator(".run .main").click();
        assertThat(page.locator(".told")).containsText("Network 1: loss");
    }

    @Test
    void the_gradient_is_sent_backwards_factor_by_factor() {
        Page page = open("depth=5&activation=sigmoid");
        Locator factor = page.locator(".factor");
        assertThat(factor).containsText("slope of sigmoid in layer 1");
        page.locator(".send").click();
        assertThat(page.locator(".send")).hasText("Stop");
        page.locator(".send").click();
        while (!factor.textContent().contains("whole gradient")) page.locator(".back").click();
        page.locator(".forth").click();
        assertThat(factor).containsText("weights of the output: × ");
        page.locator(".forth").click();
        assertThat(factor).containsText("slope of sigmoid in layer 5: × 0.");
        assertThat(page.locator(".layers tr.here th")).hasText("5");
        assertThat(page.locator(".gradient details tbody tr")).hasCount(10);
    }

    @Test
    void where_motion_is_not_wanted_the_gradient_arrives_at_once() {
        Page page = open("depth=5", new Browser.NewContextOptions()
                .setReducedMotion(ReducedMotion.REDUCE));
        page.locator(".back").click();
        page.locator(".send").click();
        assertThat(page.locator(".forth")).isDisabled();
        assertThat(page.locator(".send")).containsText("Send");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rescue | activation | relu
            explode | factor | 10
            """)
    void missions_are_won_by_hand(String mission, String control, String value) {
        Page page = open(Exercises.named(mission).query());
        assertThat(page.locator("#task")).containsText("Mission: ");
        set(page, control, value);
        playToTheEnd(page);
        assertThat(page.locator(".progress.reached")).containsText("Done");
        assertThat(page.locator(".diagnosis .verdict").first()).isVisible();
    }

    @Test
    void a_mission_is_won_with_the_keyboard_alone() {
        Page page = open("");
        Visitor.tabTo(page, "[href*='exercise=vanish&']");
        page.keyboard().press("Enter");
        assertThat(page.locator("#task")).hasText("Mission: Make it vanish");
        Visitor.tabTo(page, "#depth");
        for (int i = 0; i < 8; i++) page.keyboard().press("ArrowRight");
        assertThat(page.locator("label[for=depth] output")).hasText("12");
        Visitor.tabTo(page, "#activation");
        page.keyboard().type("sigm");
        assertThat(page.locator("#activation")).hasValue("sigmoid");
        Visitor.tabTo(page, ".run select");
        page.keyboard().type("50");
        page.keyboard().press("Shift+Tab");
        page.keyboard().press("Shift+Tab");
        page.keyboard().press("Shift+Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator(".progress.reached")).containsText("2 moves of 3");
        Visitor.tabTo(page, ".ask");
        Visitor.tabTo(page, ".repair");
    }

    @Test
    void the_lessons_lead_from_one_to_the_next() {
        Page page = open("");
        page.getByText("Begin with lesson 1").click();
        for (int number = 1; number <= Exercises.LESSONS.size(); number++) {
            assertThat(page.locator("#task")).hasText("Lesson " + number + " of 10: "
                    + Exercises.LESSONS.get(number - 1).title());
            assertThat(page.locator("#task")).isFocused();
            assertThat(page.locator(".progress")).containsText("○");
            if (number < Exercises.LESSONS.size()) page.getByText("Next: ").click();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sigmoid | factor | 20
            vanishing | depth | 6
            leaky-relu | activation | leaky-relu(0.01)
            """)
    void lessons_are_solved_by_hand(String lesson, String control, String value) {
        Page page = open(Exercises.named(lesson).query());
        set(page, control, value);
        if (page.locator(".progress.reached").count() == 0) playToTheEnd(page);
        assertThat(page.locator(".progress.reached")).containsText("Done");
    }

    @Test
    void where_units_are_dead_nothing_of_the_gradient_is_left() {
        Page page = open(Exercises.named("dead-units").query() + "&optimizer=adam(1)");
        playToTheEnd(page);
        assertThat(page.locator(".factor")).containsText("× 0. Nothing of the gradient is left.");
        assertThat(page.locator(".left")).hasText("0");
        assertThat(page.locator(".layers")).containsText("100 % dead");
    }

    @Test
    void plumb_repairs_the_network_and_puts_both_side_by_side() {
        Page page = open("depth=8&activation=sigmoid");
        page.locator("button.repair").click();
        assertThat(page.locator(".change")).containsText("sigmoid → ",
                new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
        page.locator(".beside").click();
        assertThat(page.locator("section.network")).hasCount(2);
        assertThat(page).hasURL(Pattern.compile("networks=2&2\\.activation="));
        playToTheEnd(page);
        assertThat(page.locator(".diagnosis .verdict.sick").first()).isVisible();
        assertThat(page.locator(".network .verdict.healthy")).hasCount(1);
        Visitor.shoot(page, "playground-repaired");
    }

    @Test
    void the_address_is_the_state() {
        Page page = open("depth=3");
        set(page, "depth", "7");
        set(page, "activation", "relu");
        set(page, "noise", "0.3");
        page.getByText("Put a second network beside it").click();
        page.locator("[id='2.activation']").selectOption("tanh");
        assertThat(page).hasURL(Pattern.compile("2\\.activation=tanh"));
        Page other = open(page.url().substring(page.url().indexOf('?') + 1));
        assertThat(other.locator("section.network")).hasCount(2);
        assertThat(other.locator("label[for=depth] output")).hasText("7");
        assertThat(other.locator("label[for='2.depth'] output")).hasText("7");
        assertThat(other.locator("#activation")).hasValue("relu");
        assertThat(other.locator("[id='2.activation']")).hasValue("tanh");
        assertThat(other.locator("label[for=noise] output")).hasText("0.3");
        other.getByText("Show both").first().click();
        assertThat(other.locator("pre").first())
                .containsText("- dense(8, relu, glorot-uniform) x 7");
        assertThat(other.locator("pre").nth(1)).containsText("new Training(plan, data");
        other.getByText("Copy as Java").first().click();
        assertThat(other.locator(".copied")).containsText("The Java copied.");
    }

    @Test
    void points_are_set_with_mouse_and_keyboard() {
        Page page = open("depth=2");
        page.locator("input[name=draw][value=a]").check();
        page.locator(".plane").click(new Locator.ClickOptions().setPosition(60, 60));
        assertThat(page.locator(".point.a")).hasCount(1);
        page.locator("input[name=draw][value=b]").check();
        Visitor.tabTo(page, ".plane");
        for (int i = 0; i < 5; i++) page.keyboard().press("ArrowRight");
        page.keyboard().press("Enter");
        assertThat(page.locator(".point.b")).hasCount(1);
        assertThat(page).hasURL(Pattern.compile("b\\(0\\.75"));
        page.keyboard().press("Backspace");
        assertThat(page.locator(".point.b")).hasCount(0);
        assertThat(page.locator("#data option:checked")).hasText("own points");
    }

    @Test
    void a_bad_address_is_answered_with_a_sentence() {
        Page page = visitor.visit("/playground?depth=99", new Browser.NewContextOptions());
        assertThat(page.locator(".problem"))
                .hasText("depth must be a whole number from 1 to 50, got 99");
        assertThat(visitor.wrong()).hasSize(1).first().asString().contains("400");
    }

    @Test
    void no_page_hinders_anybody() {
        Page light = open("depth=3&networks=2&2.activation=relu&steps=50");
        light.locator(".ask").first().click();
        light.locator(".diagnosis").first().waitFor();
        light.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
        assertThat(Visitor.hindrances(light)).isEmpty();
        Page dark = open(Exercises.named("rescue").query() + "&steps=50",
                new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK));
        playToTheEnd(dark);
        assertThat(Visitor.hindrances(dark)).isEmpty();
    }

    @Test
    void pictures_are_taken_to_look_at() {
        Page light = open("depth=10&width=16&activation=sigmoid");
        playToTheEnd(light);
        Visitor.shoot(light, "playground-light");
        Page dark = open(Exercises.named("dead-units").query() + "&optimizer=adam(1)",
                new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK));
        playToTheEnd(dark);
        Visitor.shoot(dark, "playground-dark");
        Page narrow = open("depth=20&width=16&activation=sigmoid",
                new Browser.NewContextOptions().setViewportSize(390, 844));
        Visitor.shoot(narrow, "playground-narrow");
        Object wide = narrow.evaluate("document.documentElement.scrollWidth");
        assertThat(((Number) wide).intValue()).isLessThanOrEqualTo(390);
    }

    /// Sets a control: a list by its text, a slider by its label.
    private static void set(Page page, String control, String value) {
        Locator locator = page.locator("#" + control);
        if ("range".equals(locator.getAttribute("type"))) {
            locator.focus();
            Locator shown = page.locator("label[for=" + control + "] output");
            for (int i = 0; i < 50 && !shown.textContent().equals(value); i++) {
                boolean below = Double.parseDouble(shown.textContent()) < Double.parseDouble(value);
                String before = shown.textContent();
                page.keyboard().press(below ? "ArrowRight" : "ArrowLeft");
                assertThat(shown).not().hasText(before);
            }
            assertThat(shown).hasText(value);
        } else {
            locator.selectOption(value);
            assertThat(page.locator("#" + control)).hasValue(value);
        }
    }

    private static void playToTheEnd(Page page) {
        page.locator(".run select").selectOption("50");
        page.locator(".run .main").click();
        page.getByText("Play again").waitFor();
    }
}
