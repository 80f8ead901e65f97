package plumb.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import plumb.report.LayerLine;

/// The gradient ledger: for every layer, how many decades of δ the weights above it and its own
/// slopes gave, above the zero line, or took, below it. Several networks share one scale.
record LedgerChart(List<Panel> panels) {
    /// One network.
    record Panel(String name, List<LayerLine> layers) {
        /// Whether any layer has a bar.
        boolean shows() {
            return layers.stream().map(LayerLine::first)
                    .anyMatch(m -> Double.isFinite(m.weightsDecades())
                            || Double.isFinite(m.slopeDecades()));
        }
    }

    private static final double WIDTH = 720;
    private static final double LEFT = 56;
    private static final double RIGHT = 704;
    private static final double PANEL = 150;
    private static final double SPACE = 38;

    /// Whether any layer has a bar.
    boolean shows() {
        return panels.stream().anyMatch(Panel::shows);
    }

    String svg(String sentence) {
        double height = 24 + panels.size() * (PANEL + SPACE) + 40;
        Svg svg = Svg.picture(WIDTH, height, sentence);
        legend(svg);
        double top = 24 + SPACE;
        for (Panel panel : panels) {
            svg.text("name strong", LEFT, top - 10, panel.name);
            draw(svg, panel, top, top + PANEL);
            if (!panel.shows()) {
                svg.text("label", LEFT + 8, top + 18,
                        "no bars: δ is not finite, or 0, in the first 10 steps");
            }
            top += PANEL + SPACE;
        }
        new LayerAxis(names(panels.getFirst()), LEFT, RIGHT).draw(svg, top - SPACE);
        return svg.toString();
    }

    private void draw(Svg svg, Panel panel, double top, double bottom) {
        var y = LinearAxis.over(
                panels.stream().flatMap(p -> p.layers.stream()).map(LayerLine::first)
                        .flatMapToDouble(m -> DoubleStream.of(0,
                                rise(m.weightsDecades()) + rise(m.slopeDecades()),
                                fall(m.weightsDecades()) + fall(m.slopeDecades()))),
                5, bottom, top);
        var x = new LayerAxis(names(panel), LEFT, RIGHT);
        for (double tick : y.ticks()) {
            svg.line("grid", LEFT, y.position(tick), RIGHT, y.position(tick));
            svg.text("tick end", LEFT - 8, y.position(tick) + 4,
                    (tick > 0 ? "+" : "") + y.label(tick));
        }
        for (int l = 0; l < panel.layers.size(); l++) {
            LayerLine.Means m = panel.layers.get(l).first();
            double weights = m.weightsDecades();
            double slope = m.slopeDecades();
            bar(svg, "weights", weights, 0, l, x, y);
            boolean same = Math.signum(weights) == Math.signum(slope);
            bar(svg, "slope", slope, same ? weights : 0, l, x, y);
            if (Double.isFinite(weights) && Double.isFinite(slope)) {
                double half = Math.min(0.42 * x.band(), 23);
                double at = y.position(weights + slope);
                svg.line("total", x.center(l) - half, at, x.center(l) + half, at);
            }
        }
        svg.line("zero", LEFT, y.position(0), RIGHT, y.position(0));
    }

    private static void bar(Svg svg, String part, double decades, double start, int layer,
            LayerAxis x, LinearAxis y) {
        if (!Double.isFinite(decades) || decades == 0) return;
        double a = y.position(start);
        double b = y.position(start + decades);
        double width = Math.min(0.64 * x.band(), 34);
        svg.noted("layer " + x.names().get(layer) + ", " + part + ": " + Figures.decades(decades)
                + " decades", "rect", "class", "bar " + part, "x", x.center(layer) - width / 2,
                "y", Math.min(a, b), "width", width, "height", Math.abs(a - b));
    }

    private static void legend(Svg svg) {
        svg.text("label", 0, 14, "decades");
        svg.add("rect", "class", "bar slope", "x", LEFT + 8, "y", 4, "width", 14, "height", 12);
        svg.text("name", LEFT + 30, 14, "slope of the activation");
        svg.add("rect", "class", "bar weights", "x", LEFT + 200, "y", 4, "width", 14, "height",
                12);
        svg.text("name", LEFT + 222, 14, "weights of the layer above");
        svg.line("total", LEFT + 410, 10, LEFT + 430, 10);
        svg.text("name", LEFT + 438, 14, "both together");
    }

    private static List<String> names(Panel panel) {
        return panel.layers.stream().map(LayerLine::index).toList();
    }

    private static double rise(double decades) {
        return Double.isFinite(decades) ? Math.max(0, decades) : 0;
    }

    private static double fall(double decades) {
        return Double.isFinite(decades) ? Math.min(0, decades) : 0;
    }

    /// The same numbers as a table.
    Table table() {
        var head = new ArrayList<>(List.of("layer"));
        for (Panel panel : panels) {
            String whose = panel.name.isEmpty() ? "" : panel.name + ", ";
            head.addAll(List.of(whose + "weights", whose + "slope", whose + "both"));
        }
        List<String> names = panels.stream().map(LedgerChart::names)
                .max(Comparator.comparingInt(List::size)).orElse(List.of());
        var rows = IntStream.range(0, names.size()).mapToObj(l -> {
            var row = new ArrayList<>(List.of(names.get(l)));
            for (Panel panel : panels) {
                boolean has = l < panel.layers.size();
                double weights = has
                        ? panel.layers.get(l).first().weightsDecades()
                        : Double.NaN;
                double slope = has ? panel.layers.get(l).first().slopeDecades() : Double.NaN;
                row.add(Figures.decades(weights));
                row.add(Figures.decades(slope));
                row.add(Figures.decades(weights + slope));
            }
            return List.copyOf(row);
        }).toList();
        return new Table("Decades given (+) or taken (−) in each layer", 1, head, rows);
    }
}
