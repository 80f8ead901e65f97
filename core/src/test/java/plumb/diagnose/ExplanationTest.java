package plumb.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.data.Scale;
import plumb.nn.Activation;
import plumb.nn.Blueprint;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.text.Grammar;
import plumb.theory.Collapse;
import plumb.train.ClassWeight;

class ExplanationTest {
    private static final Path FOLDER = Path.of("src/main/resources/plumb/diagnose/explain");
    private static final List<String> HEADINGS = List.of("What it is", "How Plumb measures it",
            "Usual causes", "What to try", "What else could explain it", "When it is a false alarm",
            "Sources");
    private static final int WIDTH = 80;
    private static final int LINES = 98;
    /// What is left of a line of 80 beside the id.
    private static final int TITLE = 55;
    private static final Pattern SETTING = Pattern.compile("--set '([^=']+)=([^']+)'");
    private static final Pattern LAYER = Pattern.compile("- (dense\\([^`\n]*\\)(?: x \\d+)?)");
    private static final Pattern PICTURE = Pattern.compile("y = ([a-z-]+(?:\\(.*\\))?) +slope");
    private static final Pattern ID = Pattern.compile("`([a-z]+(?:-[a-z]+)+)`");

    static List<String> ids() {
        return Explanation.ids();
    }

    static List<Symptom> symptoms() {
        return Diagnosis.SYMPTOMS;
    }

    @Test
    void every_page_belongs_to_a_symptom() throws Exception {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Explanation.ids().stream().map(id -> id + ".md").toList());
        }
    }

    @Test
    void an_unknown_id_has_no_page() {
        assertThat(Explanation.of("vanishing")).isEmpty();
        assertThat(Explanation.of("../Explain")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void a_page_has_the_usual_headings(String id) {
        String page = page(id);
        assertThat(page).startsWith("# " + id + "\n\n").endsWith("\n");
        assertThat(page.lines().filter(l -> l.startsWith("## ")).map(l -> l.substring(3)))
                .containsExactlyElementsOf(HEADINGS);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void a_page_has_a_picture_or_a_formula_and_sources_with_their_years(String id) {
        assertThat(section(id, "What it is")).containsPattern("\n\n {4}\\S.*");
        assertThat(section(id, "Sources")).containsPattern("(19|20)\\d\\d");
        assertThat(section(id, "What to try")).containsPattern("\n1\\. (.|\n)*\n2\\. ");
    }

    /// The pages about the slope of an activation have its picture, and none has one that is typed.
    @ParameterizedTest
    @MethodSource("ids")
    void the_picture_of_an_activation_is_drawn_from_it(String id) {
        boolean wanted = List.of("vanishing-gradient", "saturated-units", "dead-units",
                "poor-initialization", "unscaled-input", "output-loss-mismatch").contains(id);
        List<MatchResult> pictures = PICTURE.matcher(page(id)).results().toList();
        assertThat(pictures).hasSize(wanted ? 1 : 0);
        for (MatchResult picture : pictures) {
            var phi = (Activation.Elementwise) Activation.of(picture.group(1));
            assertThat(page(id)).contains(new CurveText(phi, List.of()).lines().stream()
                    .map(line -> "    " + line).toList()).containsPattern("\\S {6} *[▁▂▃▄▅▆▇█]+");
        }
        assertThat(page(id)).doesNotContain("{relu", "{tanh", "{sigmoid");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void what_else_could_explain_it_is_a_few_short_sentences(String id) {
        List<String> alternatives = Explanation.of(id).orElseThrow().alternatives();
        assertThat(alternatives).isNotEmpty().allMatch(line -> line.endsWith("."));
        assertThat(section(id, "What else could explain it").lines()
                .filter(line -> !line.isBlank())).hasSameSizeAs(alternatives);
    }

    private static String section(String id, String heading) {
        String page = page(id);
        int from = page.indexOf("## " + heading + "\n") + heading.length() + 4;
        int to = page.indexOf("\n## ", from);
        return page.substring(from, to < 0 ? page.length() : to);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void a_title_is_a_short_sentence(String id) {
        String title = Explanation.of(id).orElseThrow().title();
        assertThat(page(id)).startsWith("# " + id + "\n\n" + title + "\n\n");
        assertThat(title).endsWith(".").hasSizeLessThanOrEqualTo(TITLE);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void a_page_fits_a_terminal(String id) {
        assertThat((int) page(id).lines().count()).isBetween(40, LINES);
        assertThat(page(id).lines().filter(l -> l.codePointCount(0, l.length()) > WIDTH))
                .isEmpty();
        assertThat(page(id)).doesNotContain("\t");
    }

    @ParameterizedTest
    @MethodSource("symptoms")
    void a_page_gives_the_numbers_of_the_code(Symptom symptom) throws Exception {
        for (Field field : symptom.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) || !field.getType().isPrimitive())
                continue;
            field.setAccessible(true);
            assertThat(gives(page(symptom.id()), ((Number) field.get(null)).doubleValue()))
                    .as("%s.%s = %s", symptom.id(), field.getName(), field.get(null)).isTrue();
        }
    }

    @Test
    void the_pages_of_the_consequences_give_the_numbers_of_the_comparison() {
        for (String id : List.of("not-learning", "worse-than-yardstick")) {
            assertThat(gives(page(id), Evidence.NEAR_TRIVIAL)).as(id).isTrue();
            assertThat(gives(page(id), Evidence.CLEARLY_BEHIND)).as(id).isTrue();
            assertThat(gives(page(id), Evidence.LEAST_GAIN)).as(id).isTrue();
            assertThat(page(id)).contains(Grammar.number(Evidence.STANDARD_ERRORS)
                    + " standard errors");
        }
    }

    @Test
    void the_page_of_a_collapse_gives_the_numbers_that_the_forecast_has_too() {
        for (double number : new double[] {Collapse.THRESHOLD, Collapse.LEFT, Collapse.LEAST}) {
            assertThat(gives(page("correlation-collapse"), number)).as("%s", number).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void the_settings_of_a_page_can_be_used(String id) {
        List<MatchResult> settings = SETTING.matcher(page(id)).results().toList();
        assertThat(settings).isNotEmpty();
        for (MatchResult setting : settings) use(setting.group(1), setting.group(2));
        LAYER.matcher(page(id)).results()
                .forEach(layer -> Grammar.parseRepeated(Layer.class, layer.group(1)));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void a_page_names_only_findings_that_there_are(String id) {
        assertThat(ID.matcher(page(id)).results().map(m -> m.group(1)))
                .isSubsetOf(Explanation.ids());
    }

    private static Object use(String key, String value) {
        return switch (key) {
            case "network" -> Blueprint.of(value);
            case "network.3" -> Layer.of(value);
            case "loss" -> Loss.of(value);
            case "optimizer" -> Optimizer.of(value);
            case "clip" -> Clip.of(value);
            case "class-weight" -> ClassWeight.of(value);
            case "data.scale", "data.scale-target" -> Scale.of(value);
            case "batch", "epochs" -> Integer.parseInt(value);
            default -> throw new AssertionError("no page sets " + key + " yet");
        };
    }

    private static boolean gives(String page, double number) {
        String text = Grammar.number(Math.abs(number));
        String percent = Grammar.number(Math.rint(1e6 * Math.abs(number)) / 1e4) + " %";
        return Arrays.asList(text, percent).stream().anyMatch(t -> Pattern
                .compile((number < 0 ? "−" : "(?<![−\\d.])") + Pattern.quote(t) + "(?![\\d.]\\d)")
                .matcher(page).find());
    }

    private static String page(String id) {
        return Explanation.of(id).orElseThrow().text();
    }
}
