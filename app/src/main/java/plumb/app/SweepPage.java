package plumb.app;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import plumb.math.Interval;
import plumb.sweep.Axis;
import plumb.sweep.Outlook;
import plumb.sweep.Point;
import plumb.sweep.Sweep;
import plumb.sweep.SweepText;

/// All that the template of a sweep's report shows, in the order in which it shows it.
public record SweepPage(Sweep sweep, String style, List<String> sentences, Optional<Figure> phases,
        Table points, List<String> commands) {

    static SweepPage of(Sweep sweep) {
        Table points = table(sweep);
        return new SweepPage(sweep,
                HtmlReport.style("chart.css") + HtmlReport.style("dark.css")
                        + HtmlReport.style("report.css")
                        + HtmlReport.style("sweep.css"),
                SweepText.sentences(sweep).stream().map(s -> s.replace(" -", " −")).toList(),
                figure(sweep, points), points, List.of(command(sweep)));
    }

    /// What the sweep came to in some words.
    public String word() {
        int ended = sweep.trials().size();
        String open = ended < sweep.planned()
                ? ", " + (sweep.planned() - ended) + " have not ended"
                : "";
        return sweep.trained() + " of " + ended + " trials trained" + open;
    }

    /// Which seeds the points were trained on.
    public String seeds() {
        return SweepText.seeds(sweep);
    }

    /// The name of the metric in a sentence.
    public String metric() {
        return Figures.name(sweep.metricName());
    }

    private static Optional<Figure> figure(Sweep sweep, Table points) {
        List<Axis> axes = sweep.grid().axes();
        Axis first = axes.getFirst();
        boolean two = axes.size() == 2;
        var map = two
                ? new Heatmap(first.key(), first.values(), axes.getLast().key(),
                        axes.getLast().values(), sweep.points())
                : new Heatmap(keys(sweep), sweep.points().stream()
                        .map(point -> String.join(" · ", point.values())).toList(), "",
                        List.of(""), sweep.points());
        if (!map.shows()) return Optional.empty();
        String sentence = "By how many decades the gradient changes from the last hidden layer down"
                + " to the first, mean of the first 10 steps and of the seeds, and how many seeds"
                + " trained. The heavy line parts the points where most of them did from the"
                + " others"
                + (sweep.theory().isEmpty()
                        ? "."
                        : "; the dashed line is where theory expects it, at about 6 depth scales.");
        return Optional.of(new Figure(map.svg(sentence), sentence, points));
    }

    private static String keys(Sweep sweep) {
        return String.join(" · ", sweep.grid().axes().stream().map(Axis::key).toList());
    }

    private static Table table(Sweep sweep) {
        String metric = sweep.metricName();
        List<String> keys = sweep.grid().axes().stream().map(Axis::key).toList();
        int columns = keys.size() + (sweep.theory().isEmpty() ? 6 : 7);
        var head = Stream.concat(keys.stream(),
                Stream.of("decades of δ", "95 % interval", "trained", "diverged",
                        Figures.name(metric), "95 % interval", "theory"))
                .limit(columns).toList();
        return new Table("Points of the grid", keys.size(), head,
                sweep.points().stream()
                        .map(point -> row(metric, point).stream().limit(columns).toList())
                        .toList());
    }

    private static List<String> row(String metric, Point point) {
        Interval decades = point.gradientDecades();
        Interval score = point.metric();
        return Stream.concat(point.values().stream(), Stream.of(Figures.decades(decades.mean()),
                interval(Figures.decades(decades.low()), Figures.decades(decades.high()), decades),
                point.trained() + " of " + point.trials().size(),
                String.valueOf(point.diverged()), Figures.metric(metric, score.mean()),
                interval(Figures.metric(metric, score.low()), Figures.metric(metric, score.high()),
                        score),
                point.theory().map(Outlook::toString).orElse(Figures.ABSENT)))
                .toList();
    }

    private static String interval(String low, String high, Interval interval) {
        return Double.isFinite(interval.half()) ? low + " to " + high : Figures.ABSENT;
    }

    private static String command(Sweep sweep) {
        var command = new StringBuilder("plumb sweep experiment.yaml");
        for (Axis axis : sweep.grid().axes()) {
            command.append(" --grid ").append(Commands.quoted(axis.key() + "="
                    + String.join(",", axis.values())));
        }
        return command + " --seeds " + sweep.seeds() + " --seed " + sweep.seed();
    }
}
