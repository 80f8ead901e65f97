package plumb.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.report.LayerLine;

/// The gradient ledger: for every layer, how many decades of δ each factor gave, above the zero line,
/// or took, below it. Several networks share one scale. Factors that no layer has are left out.
record LedgerChart(List<Panel> panels) {
    /// One network.
    record Panel(String name, List<LayerLine> layers) {
        /// Whether any layer has a bar.
        boolean shows() {
            return PARTS.stream().anyMatch(this::has);
        }

        private boolean has(Part part) {
            return layers.stream().anyMatch(l -> Double.isFinite(part.of(l.first())));
        }
    }

    /// A factor of the ledger.
    private record Part(String style, String title, ToDoubleFunction<LayerLine.Means> decades) {
        double of(LayerLine.Means means) {
            return decades.applyAsDouble(means);
        }
    }

    private static final List<Part> PARTS = List.of(
            new Part("weights", "weights above", LayerLine.Means::weightsDecades),
            new Part("normalization", "normalization above",
                    LayerLine.Means::normalizationDecades),
            new Part("skip", "skip of the block above", LayerLine.Means::skipDecades),
            new Part("slope", "slope of the layer", LayerLine.Means::slopeDecades));

    private static final double WIDTH = 720;
    private static final double LEFT = 56;
    private static final double RIGHT = 704;
    private static final double PANEL = 150;
    private static final double SPACE = 38;
    /// Bars of more layers are too thin to be pointed at.
    private static final int NOTED = 200;

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
                        .flatMapToDouble(m -> DoubleStream.of(0, side(m, 1), side(m, -1))),
                5, bottom, top);
        var x = new LayerAxis(names(panel), LEFT, RIGHT);
        for (double tick : y.ticks()) {
            svg.line("grid", LEFT, y.position(tick), RIGHT, y.position(tick));
            svg.text("tick end", LEFT - 8, y.position(tick) + 4,
                    (tick > 0 ? "+" : "") + y.label(tick));
        }
        boolean noted = panel.layers.size() <= NOTED;
        for (int l = 0; l < panel.layers.size(); l++) {
            LayerLine.Means m = panel.layers.get(l).first();
            double up = 0;
            double down = 0;
            for (Part part : PARTS) {
                double decades = part.of(m);
                bar(svg, part, decades, decades > 0 ? up : down, l, x, y, noted);
                if (decades > 0) up += decades;
                if (decades < 0) down += decades;
            }
            if (noted && Double.isFinite(m.decades())) {
                double half = Math.min(0.42 * x.band(), 23);
                double at = y.position(m.decades());
                svg.line("total", x.center(l) - half, at, x.center(l) + half, at);
            }
        }
        svg.line("zero", LEFT, y.position(0), RIGHT, y.position(0));
    }

    /// What the factors of one sign give together.
    private static double side(LayerLine.Means means, int sign) {
        return PARTS.stream().mapToDouble(part -> part.of(means))
                .filter(d -> d * sign > 0).sum();
    }

    private static void bar(Svg svg, Part part, double decades, double start, int layer,
            LayerAxis x, LinearAxis y, boolean noted) {
        if (!Double.isFinite(decades) || decades == 0) return;
        double a = y.position(start);
        double b = y.position(start + decades);
        double width = Math.min(0.64 * x.band(), 34);
        if (!noted) {
            svg.line("thin " + part.style(), x.center(layer), a, x.center(layer), b);
            return;
        }
        svg.noted("layer " + x.names().get(layer) + ", " + part.style() + ": "
                + Figures.decades(decades) + " decades", "rect", "class", "bar " + part.style(),
                "x", x.center(layer) - width / 2, "y", Math.min(a, b), "width", width, "height",
                Math.abs(a - b));
    }

    private void legend(Svg svg) {
        svg.text("label", 0, 14, "decades");
        double at = LEFT + 8;
        for (Part part : parts()) {
            svg.add("rect", "class", "bar " + part.style(), "x", at, "y", 4, "width", 12, "height",
                    12);
            svg.text("name", at + 18, 14, part.title);
            at += 18 + 6.2 * part.title.length() + 20;
        }
        svg.line("total", at, 10, at + 16, 10);
        svg.text("name", at + 22, 14, "together");
    }

    /// The factors that any layer has.
    private List<Part> parts() {
        return PARTS.stream().filter(part -> panels.stream().anyMatch(p -> p.has(part)))
                .toList();
    }

    private static List<String> names(Panel panel) {
        return panel.layers.stream().map(LayerLine::index).toList();
    }

    /// The same numbers as a table.
    Table table() {
        var head = new ArrayList<>(List.of("layer"));
        for (Panel panel : panels) {
            String whose = panel.name.isEmpty() ? "" : panel.name + ", ";
            parts().forEach(part -> head.add(whose + part.style()));
            head.add(whose + "together");
        }
        List<String> names = panels.stream().map(LedgerChart::names)
                .max(Comparator.comparingInt(List::size)).orElse(List.of());
        var rows = IntStream.range(0, names.size()).mapToObj(l -> {
            var row = new ArrayList<>(List.of(names.get(l)));
            for (Panel panel : panels) {
                Optional<LayerLine.Means> means = panel.layers.stream().skip(l).findFirst()
                        .map(LayerLine::first);
                ToDoubleFunction<LayerLine.Means> total = LayerLine.Means::decades;
                Stream.concat(parts().stream().map(part -> part.decades), Stream.of(total))
                        .mapToDouble(f -> means.map(f::applyAsDouble).orElse(Double.NaN))
                        .mapToObj(Figures::decades).forEach(row::add);
            }
            return List.copyOf(row);
        }).toList();
        return Table.ofLayers("Decades given (+) or taken (−) in each layer", 1, head, rows);
    }
}
