package plumb.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import plumb.diagnose.Verdict;
import plumb.report.Course;
import plumb.report.LayerLine;
import plumb.report.Report;

/// All that the template of a report shows, in the order in which it shows it.
public record Page(
        Report report,
        String style,
        Headline headline,
        List<FindingView> findings,
        Optional<Figure> profile,
        Optional<Figure> ledger,
        Optional<Figure> course,
        List<Figure> activations,
        List<Figure> times,
        Optional<RepairView> repair,
        Figure scores,
        Optional<Table> metrics,
        List<Table> layers,
        Table training,
        List<String> commands) {

    private static final String EXPECTED = " What is expected, the broad line, is what theory"
            + " forecasts for such a network before any step, given δ of the output layer: it does"
            + " not hold after that, and in narrow layers only on average.";

    static Page of(Report report) {
        return new Page(report, HtmlReport.style("chart.css") + HtmlReport.style("dark.css")
                + HtmlReport.style("report.css"),
                Headline.of(report), report.findings().stream().map(FindingView::of).toList(),
                profile(report), ledger(report), course(report), activations(report), times(report),
                report.repair().map(r -> RepairView.of(report.metricName(), r)),
                scores(report), metrics(report), layers(report), training(report),
                Commands.of(report));
    }

    private static List<LayerLine> repaired(Report report) {
        return report.repair().map(Report.Repaired::layers).orElse(List.of());
    }

    /// How the network as it was given is drawn: like an unrepaired one if it is sick.
    private static String style(Report report) {
        return report.verdict() == Verdict.SICK ? "before" : "after";
    }

    private static Optional<Figure> profile(Report report) {
        List<LayerLine> before = report.layers();
        List<LayerLine> after = repaired(report);
        if (before.isEmpty()) return Optional.empty();
        var chart = after.isEmpty()
                ? ProfileChart.of(before, style(report))
                : ProfileChart.of(before, after);
        if (!chart.shows()) return Optional.empty();
        String sentence = "rms(δ) of every layer, mean of the first 10 steps. "
                + decades(after.isEmpty() ? "The gradient" : "Unrepaired, the gradient", before)
                + (after.isEmpty() ? "" : " " + decades("Repaired, it", after))
                + (chart.expects() ? EXPECTED : "");
        return Optional.of(new Figure(chart.svg(sentence), sentence,
                chart.table(before.stream().map(LayerLine::text).toList())));
    }

    private static String decades(String what, List<LayerLine> layers) {
        if (layers.stream().noneMatch(line -> LogAxis.holds(line.first().deltaRms()))) {
            return what + " is not shown: no layer has a finite δ above 0.";
        }
        if (layers.size() < 3) {
            return what + " has nothing to be compared with: there is "
                    + (layers.size() == 2 ? "only one" : "no") + " hidden layer.";
        }
        double decades = LayerLine.decades(layers);
        return Double.isNaN(decades)
                ? what + " cannot be compared across layers: there is no δ above 0 at both ends."
                : what + " " + ProfileChart.inWords(decades) + " from layer "
                        + layers.get(layers.size() - 2).index() + " down to layer "
                        + layers.getFirst().index() + ".";
    }

    private static Optional<Figure> ledger(Report report) {
        if (report.layers().isEmpty()) return Optional.empty();
        var panels = new ArrayList<LedgerChart.Panel>();
        boolean two = !repaired(report).isEmpty();
        panels.add(new LedgerChart.Panel(two ? "unrepaired" : "", report.layers()));
        if (two) panels.add(new LedgerChart.Panel("repaired", repaired(report)));
        var chart = new LedgerChart(List.copyOf(panels));
        if (!chart.shows()) return Optional.empty();
        String sentence = "By how many decades each layer changes the gradient on its way down, "
                + "mean of the first 10 steps: above the line it grows, below it shrinks.";
        return Optional.of(new Figure(chart.svg(sentence), sentence, chart.table()));
    }

    private static Optional<Figure> course(Report report) {
        if (report.course().isEmpty()) return Optional.empty();
        Optional<Course> after = report.repair().flatMap(Report.Repaired::course);
        var panels = new ArrayList<CourseChart.Panel>();
        panels.add(panel(after.isPresent() ? "unrepaired" : "", report.layers(),
                report.course().get()));
        after.ifPresent(c -> panels.add(panel("repaired", repaired(report), c)));
        var chart = new CourseChart(List.copyOf(panels));
        if (!chart.shows()) return Optional.empty();
        String sentence = "rms(δ) of every layer over the steps of the training, the output on top:"
                + " dark where the gradient is small, light where it is large"
                + (report.layers().size() > CourseChart.ROWS
                        ? "; of " + report.layers().size() + " layers " + CourseChart.ROWS
                                + " are shown, evenly spread."
                        : ".");
        return Optional.of(new Figure(chart.svg(sentence), sentence, chart.table()));
    }

    private static CourseChart.Panel panel(String name, List<LayerLine> layers, Course course) {
        return new CourseChart.Panel(name, layers.stream().map(LayerLine::index).toList(), course);
    }

    private static List<Figure> activations(Report report) {
        List<LayerLine> after = repaired(report);
        String own = after.isEmpty() ? "This network" : "Unrepaired network";
        return Stream.of(new ActivationTiles(own, report.layers(), style(report)),
                new ActivationTiles("Repaired network", after, "after"))
                .flatMap(tiles -> tiles.figure().stream()).toList();
    }

    /// Of every recurrent layer.
    private static List<Figure> times(Report report) {
        return report.layers().stream()
                .filter(l -> l.first().time().isPresent() && l.last().time().isPresent())
                .flatMap(l -> {
                    var chart = new TimeChart(l.first().time().get(), l.last().time().get(),
                            style(report));
                    if (!chart.shows()) return Stream.empty();
                    String sentence = "rms(∂loss/∂h) at each time step of layer " + l.index() + ", "
                            + l.text() + ", mean of the first and of the last 10 steps of the"
                            + " training. The loss is seen from the last time step on the right.";
                    return Stream.of(new Figure(chart.svg(sentence), sentence, chart.table()));
                }).toList();
    }

    private static Figure scores(Report report) {
        String style = style(report);
        var rows = new ArrayList<ScoreChart.Row>();
        report.validation().ifPresent(
                s -> rows.add(new ScoreChart.Row("this network, validation rows", style, s)));
        report.best().ifPresent(
                s -> rows.add(new ScoreChart.Row("its best epoch", style, s)));
        report.test().ifPresent(
                s -> rows.add(new ScoreChart.Row("this network, test rows", style, s)));
        report.yardstick().ifPresent(
                s -> rows.add(new ScoreChart.Row("yardstick: one hidden layer", "plain", s)));
        rows.add(new ScoreChart.Row("same answer for every row", "plain", report.trivial()));
        var chart = new ScoreChart(report.metricName(), List.copyOf(rows));
        String sentence = "This network as it was given, beside a yardstick of one hidden layer of "
                + "64 units trained for as many steps, and the same answer for every row. Bars "
                + "show one standard error.";
        return new Figure(chart.svg(sentence), sentence, chart.table());
    }

    private static Optional<Table> metrics(Report report) {
        List<String> names = report.otherMetrics();
        if (names.isEmpty()) return Optional.empty();
        return Optional.of(new Table("Other metrics of this network", 1,
                List.of("metric", "validation rows", "test rows"),
                names.stream().map(name -> List.of(name,
                        Figures.number(Report.metric(report.validation(), name)),
                        Figures.number(Report.metric(report.test(), name)))).toList()));
    }

    private static List<Table> layers(Report report) {
        List<LayerLine> repaired = repaired(report);
        String own = repaired.isEmpty() ? "This network" : "Unrepaired network";
        return Stream.of(LayerTables.first(own, report.layers()),
                LayerTables.last(own, report.layers()),
                LayerTables.first("Repaired network", repaired),
                LayerTables.last("Repaired network", repaired))
                .filter(table -> !table.rows().isEmpty()).toList();
    }

    private static Table training(Report report) {
        Report.Trained t = report.training();
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("steps", Figures.count(t.steps())));
        rows.add(List.of("epochs", Figures.count(t.epochs())));
        rows.add(List.of("loss on the last batches", Figures.number(t.loss())));
        rows.add(List.of("seconds", Figures.number(t.seconds())));
        rows.add(List.of("rows per second", Figures.rounded(t.samplesPerSecond())));
        rows.add(List.of("seed", String.valueOf(report.seed())));
        report.repair().map(Report.Repaired::seconds)
                .ifPresent(s -> rows.add(List.of("seconds of repair", Figures.number(s))));
        return new Table("Training", 1, List.of("quantity", "value"), rows);
    }
}
