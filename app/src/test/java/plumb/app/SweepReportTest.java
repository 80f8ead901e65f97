package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import plumb.sweep.Axis;
import plumb.sweep.Grid;
import plumb.sweep.Outlook;
import plumb.sweep.Sweep;
import plumb.sweep.Trial;

class SweepReportTest {
    private static final String HOSTILE = "<script>alert(1)</script>\"'&--><!--]]>${x}\u0000\uD800";

    static {
        SweepReportTest.class.getModule()
                .addReads(ModuleLayer.boot().findModule("java.xml").orElseThrow());
    }

    private static Axis axis(String key, int values) {
        return new Axis(key, IntStream.range(0, values).mapToObj(i -> key + i).toList());
    }

    /// Odd points do not train, and lose more the further they stand behind.
    private static Sweep sweep(String name, int missing, Axis... axes) {
        var grid = new Grid(List.of(axes));
        var trials = new ArrayList<Trial>();
        for (int point = 1; point <= grid.size(); point++) {
            for (long seed = 1; seed <= 3; seed++) {
                boolean trained = point % 2 == 0;
                trials.add(new Trial(point, seed, 100, point == 3, trained,
                        point == 3 ? Double.NaN : 2 - point - 0.1 * seed,
                        point == 3 ? Double.NaN : 0.5, trained ? 0.9 : 0.5, 0.4, 0.95, 0.5, 0.99));
            }
        }
        return new Sweep(name, 1, 3, "accuracy", grid, List.of(),
                trials.reversed().subList(missing, trials.size()));
    }

    static Stream<Sweep> sweeps() {
        return Stream.of(sweep("two", 0, axis("batch", 4), axis("optimizer", 5)),
                sweep("one", 2, axis("batch", 4)),
                sweep("three", 0, axis("a", 2), axis("b", 3), axis("c", 4)),
                sweep("large", 0, axis("a", 20), axis("b", 30)),
                sweep("nothing", 60, axis("batch", 4), axis("optimizer", 5)),
                sweep(HOSTILE, 0, axis(HOSTILE, 2), axis("b", 3)));
    }

    @ParameterizedTest
    @MethodSource("sweeps")
    void is_well_formed_small_and_alone(Sweep sweep) throws Exception {
        String html = SweepReport.html(sweep);
        assertThat(html).hasSizeLessThan(1 << 20).doesNotContain("http:", "https:", "<script",
                "url(", " src=", "NaN", "Infinity");
        Document page = parse(html);
        assertThat(elements(page, "h1")).hasSize(1);
        assertThat(elements(page, "table")).isNotEmpty().allSatisfy(table -> {
            int columns = ((Element) table.getElementsByTagName("thead").item(0))
                    .getElementsByTagName("th").getLength();
            assertThat(list(table.getElementsByTagName("tr")))
                    .hasSize(1 + sweep.grid().size())
                    .allSatisfy(row -> assertThat(row.getElementsByTagName("th").getLength()
                            + row.getElementsByTagName("td").getLength()).isEqualTo(columns));
        });
        assertThat(elements(page, "svg")).allSatisfy(
                svg -> assertThat(svg.getAttribute("aria-label")).isNotBlank());
    }

    @Test
    void has_a_cell_for_each_point_and_a_line_between_the_phases() throws Exception {
        Document page = parse(
                SweepReport.html(sweep("two", 0, axis("batch", 2), axis("optimizer", 4))));
        assertThat(elements(page, "rect").filter(r -> r.getAttribute("class").startsWith("cell ")))
                .hasSize(8 + 5);
        // Columns train in turn: three edges in each of the two lines, none between the lines.
        assertThat(elements(page, "line").filter(l -> l.getAttribute("class").equals("border")))
                .hasSize(6);
    }

    @Test
    void theory_draws_a_line_of_its_own() throws Exception {
        Sweep measured = sweep("two", 0, axis("depth", 2), axis("variance", 3));
        var deep = Optional.of(new Outlook(9, 5));
        var flat = Optional.of(new Outlook(9, 50));
        // no yes yes / no no –: the row below parts from the one above in the second column.
        var told = new Sweep("two", 1, 3, "accuracy", measured.grid(),
                List.of(deep, flat, flat, deep, deep, Optional.empty()), measured.trials());
        Document page = parse(SweepReport.html(told));
        assertThat(elements(page, "line").filter(l -> l.getAttribute("class").equals("theory")))
                .hasSize(2);
        assertThat(elements(page, "td").map(Element::getTextContent)).contains("5.0 no", "50 yes");
        assertThat(SweepReport.html(told)).contains("dashed line");
        assertThat(SweepReport.html(measured)).doesNotContain("dashed line");
    }

    @Test
    void a_grid_too_large_to_draw_is_a_table() throws Exception {
        Document page = parse(SweepReport.html(sweep("large", 0, axis("a", 20), axis("b", 30))));
        assertThat(elements(page, "svg")).isEmpty();
    }

    @Test
    void says_how_to_get_it_again() {
        assertThat(SweepReport.html(sweep("two", 0, axis("batch", 2), axis("optimizer", 2))))
                .contains("plumb sweep experiment.yaml --grid 'batch=batch0,batch1'"
                        + " --grid 'optimizer=optimizer0,optimizer1' --seeds 3 --seed 1");
    }

    private static Document parse(String html) throws Exception {
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        return builder.parse(new ByteArrayInputStream(html.replaceFirst("<!DOCTYPE html>", "")
                .getBytes(StandardCharsets.UTF_8)));
    }

    private static Stream<Element> elements(Document page, String name) {
        return list(page.getElementsByTagName(name)).stream();
    }

    private static List<Element> list(NodeList nodes) {
        return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }
}
