package plumb.app;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.report.Course;

/// The gradient over a training: a row for each layer, the output on top, a column for each span of
/// steps, the color log10 rms(δ). Several networks share one scale. Of many layers some are shown,
/// evenly spread.
record CourseChart(List<Panel> panels) {
    /// One network.
    ///
    /// @param layers their numbers, as many as the course has
    record Panel(String name, List<String> layers, Course course) {
        private DoubleStream values() {
            return course.decades().stream().flatMapToDouble(
                    row -> row.stream().mapToDouble(v -> v).filter(Double::isFinite));
        }
    }

    private static final double WIDTH = 720;
    private static final double LEFT = 56;
    private static final double RIGHT = 704;
    /// So many layers are shown at most.
    static final int ROWS = 50;
    private static final double LOWEST = 4;
    private static final double HIGHEST = 18;
    private static final double MOST = 240;
    private static final double SPACE = 46;
    /// How many colors there are.
    private static final int LEVELS = 9;
    private static final int COLUMNS = 6;

    /// Whether any cell has a color.
    boolean shows() {
        return values().findAny().isPresent();
    }

    private DoubleStream values() {
        return panels.stream().flatMapToDouble(Panel::values);
    }

    String svg(String sentence) {
        double top = panels.getFirst().name.isEmpty() ? 28 : 46;
        double height = top - 22
                + panels.stream().mapToDouble(p -> rows(p).size() * row(p) + SPACE).sum();
        Svg svg = Svg.picture(WIDTH, height, sentence);
        var range = values().summaryStatistics();
        int low = (int) Math.floor(range.getMin());
        int high = Math.max(low + 1, (int) Math.ceil(range.getMax()));
        legend(svg, low, high);
        for (Panel panel : panels) {
            draw(svg, panel, top, low, high);
            top += rows(panel).size() * row(panel) + SPACE;
        }
        return svg.toString();
    }

    private static double row(Panel panel) {
        return Math.clamp(MOST / rows(panel).size(), LOWEST, HIGHEST);
    }

    /// The layers that are shown, the last first.
    private static List<Integer> rows(Panel panel) {
        int n = panel.course.decades().size();
        int shown = Math.min(n, ROWS);
        return IntStream.range(0, shown).map(i -> n - 1 - (int) ((long) i * (n - 1)
                / Math.max(1, shown - 1))).boxed().toList();
    }

    private static void draw(Svg svg, Panel panel, double top, int low, int high) {
        List<Integer> rows = rows(panel);
        double height = row(panel);
        int every = (int) Math.ceil(14 / height);
        svg.text("name strong", LEFT, top - 6, panel.name);
        for (int r = 0; r < rows.size(); r++) {
            double y = top + r * height;
            if (r % every == 0 || rows.size() <= every) {
                svg.text("tick end", LEFT - 8, y + height / 2 + 4,
                        panel.layers.get(rows.get(r)));
            }
            row(svg, panel, rows.get(r), y, height, low, high);
        }
        double bottom = top + rows.size() * height;
        svg.line("axis", LEFT, bottom, RIGHT, bottom);
        svg.text("tick", LEFT, bottom + 16, "1");
        svg.text("label middle", (LEFT + RIGHT) / 2, bottom + 16, "step");
        svg.text("tick end", RIGHT, bottom + 16, Figures.count(panel.course.ends().getLast()));
    }

    /// One cell for neighbors of the same color.
    private static void row(Svg svg, Panel panel, int layer, double y, double height, int low,
            int high) {
        List<Double> values = panel.course.decades().get(layer);
        for (int from = 0, to; from < values.size(); from = to) {
            String style = style(values.get(from), low, high);
            to = from + 1;
            while (to < values.size() && style(values.get(to), low, high).equals(style)) to++;
            if (style.isEmpty()) continue;
            svg.noted(note(panel, layer, from, to), "rect", "class", "heat " + style, "x",
                    x(panel, from), "y", y, "width", x(panel, to) - x(panel, from), "height",
                    height);
        }
    }

    private static double x(Panel panel, int span) {
        return LEFT + (RIGHT - LEFT) * span / panel.course.ends().size();
    }

    private static String note(Panel panel, int layer, int from, int to) {
        List<Double> values = panel.course.decades().get(layer).subList(from, to);
        String first = exponent(values.getFirst());
        String last = exponent(values.getLast());
        return "layer " + panel.layers.get(layer) + ", steps "
                + Figures.count(panel.course.begin(from)) + " to "
                + Figures.count(panel.course.ends().get(to - 1)) + ": " + first
                + (last.equals(first) ? "" : " to " + last);
    }

    /// What a log10 stands for.
    private static String exponent(double decades) {
        if (decades == Double.NEGATIVE_INFINITY) return "0";
        return Double.isFinite(decades) ? "10^" + Figures.decades(decades) : "not finite";
    }

    private static String style(double decades, int low, int high) {
        if (Double.isNaN(decades)) return "";
        if (decades == Double.NEGATIVE_INFINITY) return "none";
        if (decades == Double.POSITIVE_INFINITY) return "over";
        return "h" + Math.clamp((long) Math.floor((decades - low) * LEVELS / (high - low)), 0,
                LEVELS - 1);
    }

    private void legend(Svg svg, int low, int high) {
        svg.text("label", 0, 14, "rms(δ)");
        double at = LEFT + 44;
        svg.text("name end", at - 6, 14, LogAxis.label(low));
        for (int level = 0; level < LEVELS; level++) {
            svg.add("rect", "class", "heat h" + level, "x", at, "y", 3, "width", 20, "height", 14);
            at += 20;
        }
        svg.text("name", at + 6, 14, LogAxis.label(high));
        at += 56;
        for (String[] mark : new String[][] {{"none", "0"}, {"over", "not finite"}}) {
            if (panels.stream().flatMap(p -> p.course.decades().stream()).flatMap(List::stream)
                    .noneMatch(v -> style(v, low, high).equals(mark[0]))) {
                continue;
            }
            svg.add("rect", "class", "heat " + mark[0], "x", at, "y", 3, "width", 20, "height", 14);
            svg.text("name", at + 26, 14, mark[1]);
            at += 26 + 6.6 * mark[1].length() + 18;
        }
    }

    /// Some of the spans of each network, the first and the last among them.
    Table table() {
        var head = new ArrayList<>(List.of("network", "layer"));
        for (int c = 0; c < COLUMNS; c++) head.add(c == 0 ? "first steps" : heading(c));
        var rows = new ArrayList<List<String>>();
        for (Panel panel : panels) {
            int spans = panel.course.ends().size();
            for (int layer : rows(panel)) {
                List<Double> values = panel.course.decades().get(layer);
                rows.add(Stream.concat(
                        Stream.of(panel.name.isEmpty() ? "this one" : panel.name,
                                panel.layers.get(layer)),
                        IntStream.range(0, COLUMNS)
                                .mapToObj(c -> values.get(c * (spans - 1) / (COLUMNS - 1)))
                                .map(Figures::decades))
                        .toList());
            }
        }
        return new Table("log10 rms(δ) over the training", 2, head, rows);
    }

    private static String heading(int column) {
        return column == COLUMNS - 1 ? "last" : 100 * column / (COLUMNS - 1) + " %";
    }
}
