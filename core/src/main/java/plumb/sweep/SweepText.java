package plumb.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import plumb.math.Interval;
import plumb.report.TextTable;

/// A sweep as plain text for a terminal.
///
/// Two keys make a phase diagram, a line for each value of the first and a column for each of the
/// second; where that is too wide, and for one key or more than two, there is a line for each point.
public final class SweepText {
    private static final int WIDTH = 100;
    private static final String ABSENT = "–";
    static final String LEGEND = "decades of δ from the last hidden layer down to the first; means of"
            + " the seeds ± 95 %";

    private final Sweep sweep;
    private final StringBuilder text = new StringBuilder();

    private SweepText(Sweep sweep) {
        this.sweep = sweep;
    }

    /// The whole text.
    public static String of(Sweep sweep) {
        var writer = new SweepText(sweep);
        writer.line(headline(sweep));
        sentences(sweep).forEach(writer::line);
        writer.line("");
        if (sweep.grid().axes().size() != 2 || !writer.phases()) writer.list();
        return writer.text.toString();
    }

    /// What the sweep came to in one line.
    static String headline(Sweep sweep) {
        int ended = sweep.trials().size();
        return sweep.name() + ": " + sweep.trained() + " of " + count(ended, "trial") + " trained"
                + (sweep.diverged() > 0 ? ", " + sweep.diverged() + " diverged" : "")
                + (ended < sweep.planned()
                        ? ", " + (sweep.planned() - ended) + " have not ended"
                        : "")
                + " · " + count(sweep.grid().size(), "point") + " · " + seeds(sweep);
    }

    /// The seeds of every point in words.
    public static String seeds(Sweep sweep) {
        return sweep.seeds() == 1
                ? "seed " + sweep.seed()
                : "seeds " + sweep.seed() + " to " + (sweep.seed() + sweep.seeds() - 1);
    }

    /// How gradient and success go together, and what the scores are compared with.
    public static List<String> sentences(Sweep sweep) {
        return Stream.of(
                decades(sweep, "no seed trained", point -> point.trained() == 0),
                decades(sweep, "every seed trained",
                        point -> point.trained() == point.trials().size()),
                Stream.of("The same answer for every row has the " + sweep.metricName() + " "
                        + mean(sweep, Trial::trivialMetric) + ", one hidden layer of 64 units "
                        + mean(sweep, Trial::yardstickMetric) + "."),
                theory(sweep))
                .flatMap(sentence -> sentence).toList();
    }

    /// What theory expected, and how far it held.
    private static Stream<String> theory(Sweep sweep) {
        if (sweep.theory().isEmpty()) return Stream.of();
        List<Point> told = sweep.points().stream().filter(p -> p.theory().isPresent()).toList();
        List<Point> ended = told.stream().filter(p -> !p.trials().isEmpty()).toList();
        long trains = told.stream().flatMap(p -> p.theory().stream()).filter(Outlook::trains)
                .count();
        long agrees = ended.stream()
                .filter(p -> p.theory().orElseThrow().trains() == p.trains()).count();
        int unknown = sweep.grid().size() - told.size();
        return Stream
                .of("By theory, which lets about 6 depth scales train (Schoenholz et al., 2017), "
                        + trains + " of " + count(told.size(), "point")
                        + (trains == 1 ? " trains" : " train")
                        + "; " + agrees + " of " + ended.size() + " came out so."
                        + (unknown == 0
                                ? ""
                                : " Of " + count(unknown, "point") + " it cannot tell."));
    }

    private static Stream<String> decades(Sweep sweep, String where, Predicate<Point> which) {
        var points = sweep.points().stream().filter(point -> !point.trials().isEmpty())
                .filter(which).toList();
        var decades = points.stream().mapToDouble(point -> point.gradientDecades().mean())
                .filter(Double::isFinite).summaryStatistics();
        if (decades.getCount() == 0) return Stream.of();
        return Stream.of("Where " + where + " (" + count(points.size(), "point")
                + "), the gradient changes by " + decades(decades.getMin())
                + (decades.getCount() == 1 ? "" : " to " + decades(decades.getMax()))
                + " decades on its way down.");
    }

    private static String mean(Sweep sweep, ToDoubleFunction<Trial> number) {
        return metric(sweep.trials().stream().mapToDouble(number).average().orElse(Double.NaN));
    }

    /// Two phase diagrams, if there is room.
    private boolean phases() {
        List<String> gradient = table(point -> decades(point.gradientDecades().mean()) + "  "
                + trained(point));
        List<String> metric = table(
                point -> metric(point.metric().mean()) + plusMinus(point.metric()));
        if (Stream.concat(gradient.stream(), metric.stream()).anyMatch(l -> l.length() > WIDTH)) {
            return false;
        }
        line("decades of δ from the last hidden layer down to the first, and how many seeds trained");
        gradient.forEach(this::line);
        line("");
        line(sweep.metricName() + " on the validation rows, mean of the seeds ± 95 %");
        metric.forEach(this::line);
        if (sweep.theory().isEmpty()) return true;
        line("");
        line("theory: about how many equal layers train, and whether those of the point do");
        table(SweepText::theory).forEach(this::line);
        return true;
    }

    private List<String> table(Function<Point, String> cell) {
        Axis down = sweep.grid().axes().getFirst();
        Axis across = sweep.grid().axes().getLast();
        List<Point> points = sweep.points();
        int columns = across.values().size();
        var rows = new ArrayList<List<String>>();
        rows.add(Stream.concat(Stream.of(down.key() + " \\ " + across.key()),
                across.values().stream()).toList());
        for (int r = 0; r < down.values().size(); r++) {
            rows.add(Stream.concat(Stream.of(down.values().get(r)),
                    points.subList(r * columns, (r + 1) * columns).stream().map(cell)).toList());
        }
        return TextTable.of(rows, 1);
    }

    /// A line for each point.
    private void list() {
        TextTable.of(rows(sweep), sweep.grid().axes().size()).forEach(this::line);
        line(LEGEND);
    }

    /// The points as rows of a table, the first of them its head.
    static List<List<String>> rows(Sweep sweep) {
        var rows = new ArrayList<List<String>>();
        rows.add(Stream.concat(sweep.grid().axes().stream().map(Axis::key),
                Stream.concat(Stream.of("decades of δ", "trained", sweep.metricName(), "diverged"),
                        sweep.theory().isEmpty() ? Stream.of() : Stream.of("theory")))
                .toList());
        for (Point point : sweep.points()) {
            Interval decades = point.gradientDecades();
            rows.add(Stream.concat(point.values().stream(),
                    Stream.of(decades(decades.mean()) + plusMinus(decades), trained(point),
                            metric(point.metric().mean()) + plusMinus(point.metric()),
                            String.valueOf(point.diverged()), theory(point)))
                    .limit(rows.getFirst().size()).toList());
        }
        return rows;
    }

    private static String theory(Point point) {
        return point.theory().map(Outlook::toString).orElse(ABSENT);
    }

    private static String trained(Point point) {
        return point.trained() + "/" + point.trials().size();
    }

    private static String decades(double value) {
        return Double.isNaN(value) ? ABSENT : String.format(Locale.ROOT, "%+.2f", value);
    }

    private static String metric(double value) {
        return Double.isNaN(value) ? ABSENT : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String plusMinus(Interval interval) {
        return Double.isFinite(interval.half())
                ? String.format(Locale.ROOT, "±%.3f", interval.half())
                : "";
    }

    private static String count(int number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
