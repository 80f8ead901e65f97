package plumb.app;

import gg.jte.output.StringOutput;
import plumb.sweep.Sweep;

/// The report of a sweep as one HTML page that needs no other file and no script.
final class SweepReport {
    private SweepReport() {}

    /// The whole page.
    static String html(Sweep sweep) {
        var page = new StringOutput();
        Templates.ENGINE.render("sweep.jte", SweepPage.of(sweep), page);
        return HtmlReport.printable(page.toString());
    }
}
