package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import plumb.report.Report;

/// The picture of the README is the gradient profile of the demo, before and after its repair.
///
/// After a change of the engine or of the chart it is drawn again by
/// `mvn test -pl app -am -Dtest=DemoPictureTest -Dsurefire.failIfNoSpecifiedTests=false -Dplumb.write=true`.
class DemoPictureTest {
    private static final Path PICTURE = Path.of("../docs/demo.svg");

    @Test
    void shows_what_the_demo_measures() throws IOException {
        String drawn = picture(Samples.demo());
        if (Boolean.getBoolean("plumb.write")) Files.writeString(PICTURE, drawn);
        assertThat(PICTURE).hasContent(drawn);
    }

    private static String picture(Report demo) {
        var chart = ProfileChart.of(demo.layers(), demo.repair().orElseThrow().layers());
        String title = "How much gradient reaches each layer: eight sigmoid layers, "
                + "and the same with ReLU";
        String frame = "<style>\n" + HtmlReport.style("chart.css") + "</style>\n"
                + "<rect x=\"-24\" y=\"-48\" width=\"768\" height=\"396\" rx=\"6\" fill=\"#fff\"/>\n"
                + "<text class=\"strong\" x=\"0\" y=\"-20\" font-size=\"14\">" + title
                + "</text>\n";
        return chart.svg(title)
                .replaceFirst("<svg class=\"chart\" viewBox=\"[^\"]*\"",
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" "
                                + "viewBox=\"-24 -48 768 396\" width=\"768\" height=\"396\"")
                .replaceFirst(">", ">\n" + frame).replace("><circle", ">\n<circle") + "\n";
    }
}
