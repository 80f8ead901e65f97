package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import plumb.report.Report;

class HtmlReportTest {
    private static final String HOSTILE = "<script>alert(1)</script>\"'&--><!--]]>${x}\u0000\uD800";
    private static final int LARGEST = 1 << 20;
    private static final Report DEMO = Samples.demo();

    static {
        // The parser checks pages here; the command itself needs none.
        HtmlReportTest.class.getModule()
                .addReads(ModuleLayer.boot().findModule("java.xml").orElseThrow());
    }

    static Stream<Report> reports() {
        return Stream.of(DEMO, Samples.healthy(), Samples.diverged(), Samples.deep(),
                Samples.bare("nothing was measured"), Samples.hostile(HOSTILE, 1),
                Samples.hostile(HOSTILE, 8), Samples.hostile("200 layers", 200),
                Samples.repeated(DEMO, 50),
                Samples.repeated(DEMO, 1000));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void is_well_formed_small_and_alone(Report report) throws Exception {
        String html = HtmlReport.of(report);
        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LARGEST);
        assertThat(html).doesNotContain("http:", "https:", "<script", "url(", " src=", "NaN",
                "Infinity");
        Document page = parse(html);
        assertThat(elements(page, "h1")).hasSize(1);
        assertThat(elements(page, "script")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void says_every_chart_in_a_sentence_and_a_table(Report report) throws Exception {
        Document page = parse(HtmlReport.of(report));
        assertThat(elements(page, "svg")).allSatisfy(svg -> {
            assertThat(svg.getAttribute("role")).isEqualTo("img");
            assertThat(svg.getAttribute("aria-label")).isNotBlank();
        });
        assertThat(elements(page, "figure")).isNotEmpty().allSatisfy(figure -> {
            assertThat(figure.getElementsByTagName("figcaption").getLength()).isEqualTo(1);
            assertThat(figure.getElementsByTagName("table").getLength()).isEqualTo(1);
        });
        assertThat(elements(page, "table")).allSatisfy(table -> {
            assertThat(table.getElementsByTagName("caption").getLength()).isEqualTo(1);
            int columns = ((Element) table.getElementsByTagName("thead").item(0))
                    .getElementsByTagName("th").getLength();
            assertThat(list(table.getElementsByTagName("tr")))
                    .allSatisfy(row -> assertThat(row.getElementsByTagName("th").getLength()
                            + row.getElementsByTagName("td").getLength()).isEqualTo(columns));
        });
    }

    @ParameterizedTest
    @MethodSource("reports")
    void has_headings_in_order(Report report) throws Exception {
        Document page = parse(HtmlReport.of(report));
        int[] levels = elements(page, "*").map(Element::getTagName)
                .filter(name -> name.matches("h[1-6]"))
                .mapToInt(name -> name.charAt(1) - '0').toArray();
        assertThat(levels[0]).isEqualTo(1);
        assertThat(IntStream.range(1, levels.length).map(i -> levels[i] - levels[i - 1]))
                .allMatch(step -> step <= 1);
    }

    @ParameterizedTest
    @MethodSource("reports")
    void puts_its_verdict_in_at_most_three_sentences(Report report) {
        assertThat(Headline.of(report).sentences()).hasSizeBetween(1, 3)
                .allMatch(sentence -> sentence.endsWith("."));
    }

    @Test
    void shows_a_repair_and_its_proof() {
        String html = HtmlReport.of(DEMO);
        assertThat(html).hasSizeLessThan(160_000).contains(">Repaired<", "vanishing-gradient",
                "not-learning", "sigmoid → relu", "95 % interval", "plumb demo --seed 1",
                "plumb train repaired.yaml --seed 1", "loses 3.96 decades");
    }

    @Test
    void shows_where_units_stand_and_the_gradient_over_the_training() {
        String html = HtmlReport.of(DEMO);
        assertThat(html).contains("id=\"course\"", "id=\"activations\"",
                ">Unrepaired network, pre-activations z<", ">Repaired network, pre-activations z<",
                "<del>-  - dense(16, sigmoid) x 8</del>", "A score on test rows");
        assertThat(HtmlReport.of(Samples.bare("nothing"))).doesNotContain("id=\"course\"",
                "id=\"activations\"").contains("measuring was off");
    }

    @Test
    void says_that_one_hidden_layer_has_nothing_to_be_compared_with() {
        assertThat(HtmlReport.of(Samples.shallow())).contains("The gradient has nothing to be"
                + " compared with: there is only one hidden layer.");
        assertThat(HtmlReport.of(Samples.hostile("x", 2)))
                .contains(
                        "Unrepaired, the gradient is not shown: no layer has a finite δ above 0.");
    }

    @Test
    void depends_on_the_report_alone() {
        assertThat(HtmlReport.of(DEMO)).isEqualTo(HtmlReport.of(DEMO));
    }

    @Test
    void names_harmless_by_escaping_them() throws Exception {
        Document page = parse(HtmlReport.of(Samples.bare("<script>alert('x')</script>")));
        assertThat(elements(page, "h1").map(Element::getTextContent))
                .containsExactly("<script>alert('x')</script>");
    }

    @Test
    void says_so_if_nothing_was_measured() {
        assertThat(HtmlReport.of(Samples.bare("nothing"))).contains("There is no gradient to show")
                .doesNotContain("Gradient ledger");
    }

    private static Document parse(String html) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
    }

    private static Stream<Element> elements(Document page, String name) {
        return list(page.getElementsByTagName(name)).stream();
    }

    private static List<Element> list(NodeList nodes) {
        return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }
}
