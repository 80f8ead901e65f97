package plumb.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import plumb.report.LayerLine;

/// The gradient profile: rms(δ) of every layer on one logarithmic axis.
///
/// A δ of 0 has no place on such an axis: it stands in a lane of its own below it. An absent one
/// leaves a gap.
record ProfileChart(List<String> layers, List<Curve> curves) {
    /// @param style `before`, `after`, `late` or `expected`
    /// @param decades from the last hidden layer down to the first; NaN if there is no such number
    record Curve(String name, String style, List<Double> values, double decades) {
        Curve {
            values = List.copyOf(values);
        }

        boolean isExpected() {
            return style.equals("expected");
        }

        /// Whether any value can be drawn.
        boolean shows() {
            return values.stream().anyMatch(v -> v == 0 || LogAxis.holds(v));
        }
    }

    private static final double WIDTH = 720;
    private static final double HEIGHT = 330;
    private static final double LEFT = 56;
    private static final double RIGHT = 704;
    private static final double TOP = 40;
    private static final double BOTTOM = 284;
    private static final double LANE = 22;
    /// Layers in greater number are too near each other to be pointed at.
    private static final int NOTED = 200;

    /// The profile in the first and in the last steps of a training.
    ///
    /// @param style of the first steps, as in [Curve]
    static ProfileChart of(List<LayerLine> layers, String style) {
        return new ProfileChart(layers.stream().map(LayerLine::index).toList(),
                List.of(new Curve("first 10 steps", style, first(layers),
                        LayerLine.decades(layers)),
                        expected("expected", layers),
                        new Curve("last 10 steps", "late",
                                layers.stream().map(line -> line.last().deltaRms()).toList(),
                                Double.NaN)));
    }

    /// The profile in the first steps, before and after a repair.
    static ProfileChart of(List<LayerLine> before, List<LayerLine> after) {
        List<LayerLine> longer = after.size() > before.size() ? after : before;
        return new ProfileChart(longer.stream().map(LayerLine::index).toList(),
                List.of(new Curve("unrepaired", "before", first(before),
                        LayerLine.decades(before)),
                        new Curve("repaired", "after", first(after), LayerLine.decades(after)),
                        expected("expected, unrepaired", before),
                        expected("expected, repaired", after)));
    }

    /// What theory expects before training, drawn without marks.
    private static Curve expected(String name, List<LayerLine> layers) {
        return new Curve(name, "expected",
                layers.stream().map(LayerLine::expectedDeltaRms).toList(), Double.NaN);
    }

    private static List<Double> first(List<LayerLine> layers) {
        return layers.stream().map(line -> line.first().deltaRms()).toList();
    }

    String svg(String sentence) {
        Svg svg = Svg.picture(WIDTH, HEIGHT, sentence);
        draw(svg);
        return svg.toString();
    }

    void draw(Svg svg) {
        boolean zeros = curves.stream().flatMap(c -> c.values.stream()).anyMatch(v -> v == 0);
        double floor = zeros ? BOTTOM - LANE : BOTTOM;
        var y = LogAxis.over(curves.stream().flatMap(c -> c.values.stream()).mapToDouble(v -> v),
                floor, TOP);
        var x = new LayerAxis(layers, LEFT, RIGHT);
        for (int exponent : y.ticks(8)) {
            double at = y.position(Math.pow(10, exponent));
            svg.line("grid", LEFT, at, RIGHT, at);
            svg.text("tick end", LEFT - 8, at + 4, LogAxis.label(exponent));
        }
        if (zeros) {
            svg.line("gap", LEFT, floor, RIGHT, floor);
            svg.text("tick end", LEFT - 8, BOTTOM - LANE / 2 + 4, "0");
        }
        x.draw(svg, BOTTOM);
        svg.text("label", 0, 14, "rms(δ)");
        bracket(svg, curves.getFirst(), x, y);
        // What is expected lies behind what was measured.
        for (Curve curve : curves) if (curve.isExpected()) draw(svg, curve, x, y);
        for (Curve curve : curves) if (!curve.isExpected()) draw(svg, curve, x, y);
        legend(svg);
    }

    /// One line through the layers of the network, and one through those of each block's branch.
    private void draw(Svg svg, Curve curve, LayerAxis x, LogAxis y) {
        IntStream.range(0, curve.values.size()).boxed()
                .collect(Collectors.groupingBy(l -> block(layers.get(l)), LinkedHashMap::new,
                        Collectors.toList()))
                .values().forEach(line -> draw(svg, curve, line, x, y));
        if (curve.isExpected()) return;
        for (int l = 0; l < curve.values.size(); l++) mark(svg, curve, l, x, y);
    }

    /// The number of the block that a layer is in; empty for one in no block.
    private static String block(String number) {
        return number.substring(0, Math.max(0, number.lastIndexOf('.')));
    }

    private static void draw(Svg svg, Curve curve, List<Integer> line, LayerAxis x, LogAxis y) {
        var path = new StringBuilder();
        boolean on = false;
        for (int l : line) {
            double value = curve.values.get(l);
            boolean here = LogAxis.holds(value);
            if (here) {
                path.append(on ? 'L' : 'M').append(Svg.length(x.center(l))).append(' ')
                        .append(Svg.length(y.position(value)));
            }
            on = here;
        }
        svg.add("path", "class", "line " + curve.style, "d", path);
    }

    /// A mark at every layer, or where they are too many at those with a number and those alone.
    private void mark(Svg svg, Curve curve, int layer, LayerAxis x, LogAxis y) {
        double value = curve.values.get(layer);
        String note = curve.name + ", layer " + layers.get(layer) + ": " + Figures.number(value);
        double at = x.center(layer);
        if (value == 0) {
            double r = Math.clamp(x.band() / 4, 2, 4);
            svg.noted(note, "path", "class", "cross " + curve.style, "d",
                    cross(at, BOTTOM - LANE / 2, r));
        } else if (LogAxis.holds(value)) {
            boolean last = layer == 0 || layer == curve.values.size() - 1;
            boolean shown = x.labeled(layer) || last || alone(curve, layer);
            if (!shown && curve.values.size() > NOTED) return;
            String style = !shown ? "spot" : "dot " + curve.style;
            svg.noted(note, "circle", "class", style, "cx", at, "cy", y.position(value), "r",
                    curve.style.equals("late") && shown ? 1.5 : 4.5);
        }
    }

    private static boolean alone(Curve curve, int layer) {
        return (layer == 0 || !LogAxis.holds(curve.values.get(layer - 1)))
                && (layer == curve.values.size() - 1
                        || !LogAxis.holds(curve.values.get(layer + 1)));
    }

    /// Whether any value of any curve can be drawn.
    boolean shows() {
        return curves.stream().anyMatch(Curve::shows);
    }

    /// Shows on the left how far the profile fell from the last hidden layer to the first.
    private void bracket(Svg svg, Curve curve, LayerAxis x, LogAxis y) {
        if (!(Math.abs(curve.decades) >= 1)) return;
        double level = y.position(curve.values.get(curve.values.size() - 2));
        double end = y.position(curve.values.getFirst());
        double at = x.center(0);
        double tip = Math.signum(end - level);
        svg.line("reference", at, level, x.center(curve.values.size() - 2), level);
        svg.line("bracket " + curve.style, at, level, at, end - tip * 7);
        svg.add("path", "class", "arrow " + curve.style, "d", "M" + Svg.length(at - 3.5) + " "
                + Svg.length(end - tip * 13) + "L" + Svg.length(at) + " "
                + Svg.length(end - tip * 6) + "L" + Svg.length(at + 3.5) + " "
                + Svg.length(end - tip * 13) + "Z");
        svg.text("strong", at + 8, (level + end) / 2 + 4, inWords(curve.decades));
    }

    /// One row for what was measured, one for what is expected.
    private void legend(Svg svg) {
        double at = LEFT + 8;
        for (Curve curve : curves) {
            if (!curve.shows() || curve.isExpected()) continue;
            svg.line("line " + curve.style, at, 10, at + 26, 10);
            if (!curve.style.equals("late")) {
                svg.add("circle", "class", "dot " + curve.style, "cx", at + 13, "cy", 10, "r", 4.5);
            }
            String text = curve.name
                    + (Double.isNaN(curve.decades) ? "" : ": " + inWords(curve.decades));
            svg.text("name", at + 34, 14, text);
            at += 34 + 6.6 * text.length() + 26;
        }
        if (!expects()) return;
        svg.line("line expected", LEFT + 8, 27, LEFT + 34, 27);
        svg.text("name", LEFT + 42, 31, "expected by theory before any step");
    }

    /// Whether an expectation can be drawn.
    boolean expects() {
        return curves.stream().anyMatch(curve -> curve.isExpected() && curve.shows());
    }

    /// `loses 5.1 decades`.
    static String inWords(double decades) {
        String size = String.format(Locale.ROOT, "%.2f", Math.abs(decades));
        return (decades < 0 ? "loses " : "gains ") + size + " decades";
    }

    private static String cross(double x, double y, double r) {
        return "M" + Svg.length(x - r) + " " + Svg.length(y - r) + "L" + Svg.length(x + r) + " "
                + Svg.length(y + r) + "M" + Svg.length(x - r) + " " + Svg.length(y + r) + "L"
                + Svg.length(x + r) + " " + Svg.length(y - r);
    }

    /// The same numbers as a table.
    Table table(List<String> texts) {
        var head = new ArrayList<>(List.of("layer", "written as"));
        curves.forEach(c -> head.add(c.name));
        var rows = IntStream.range(0, layers.size()).mapToObj(l -> {
            var row = new ArrayList<>(List.of(layers.get(l), l < texts.size() ? texts.get(l) : ""));
            for (Curve c : curves) {
                row.add(l < c.values.size() ? Figures.number(c.values.get(l)) : Figures.ABSENT);
            }
            return List.<String>copyOf(row);
        }).toList();
        return Table.ofLayers("rms(δ) of each layer", 2, head, rows);
    }
}
