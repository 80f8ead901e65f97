package plumb.app;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import plumb.gauge.TimeProfile;

/// The gradient over the time steps of a recurrent layer on a logarithmic axis, in the first and in the
/// last steps of the training. What is 0 or not finite leaves a gap.
///
/// @param style of the first steps, `before` or `after`
record TimeChart(TimeProfile first, TimeProfile last, String style) {
    private static final double WIDTH = 720;
    private static final double HEIGHT = 250;
    private static final double LEFT = 56;
    private static final double RIGHT = 704;
    private static final double TOP = 40;
    private static final double BOTTOM = 204;
    private static final double SECOND = 330;

    /// Whether any value can be drawn.
    boolean shows() {
        return values().anyMatch(LogAxis::holds);
    }

    private DoubleStream values() {
        return DoubleStream.concat(first.rms().stream().mapToDouble(v -> v),
                last.rms().stream().mapToDouble(v -> v));
    }

    String svg(String sentence) {
        Svg svg = Svg.picture(WIDTH, HEIGHT, sentence);
        var y = LogAxis.over(values(), BOTTOM, TOP);
        for (int exponent : y.ticks(8)) {
            double at = y.position(Math.pow(10, exponent));
            svg.line("grid", LEFT, at, RIGHT, at);
            svg.text("tick end", LEFT - 8, at + 4, LogAxis.label(exponent));
        }
        svg.line("axis", LEFT, BOTTOM, RIGHT, BOTTOM);
        svg.text("tick", LEFT, BOTTOM + 16, "1");
        svg.text("tick end", RIGHT, BOTTOM + 16, Figures.count(first.steps()));
        svg.text("label middle", (LEFT + RIGHT) / 2, BOTTOM + 16, "time step");
        svg.text("label", 0, 14, "rms(∂loss/∂h)");
        draw(svg, first, style, "first 10 steps", LEFT + 60, y);
        draw(svg, last, "late", "last 10 steps", LEFT + SECOND, y);
        return svg.toString();
    }

    private void draw(Svg svg, TimeProfile profile, String style, String name, double legend,
            LogAxis y) {
        var path = new StringBuilder();
        boolean on = false;
        for (int i = 0; i < profile.rms().size(); i++) {
            double value = profile.rms().get(i);
            boolean here = LogAxis.holds(value);
            if (here) {
                path.append(on ? 'L' : 'M').append(Svg.length(x(profile.step(i)))).append(' ')
                        .append(Svg.length(y.position(value)));
            }
            on = here;
        }
        svg.add("path", "class", "line " + style, "d", path);
        svg.line("line " + style, legend, 10, legend + 26, 10);
        svg.text("name", legend + 34, 14, name + (Double.isFinite(profile.decades())
                ? ": " + ProfileChart.inWords(profile.decades())
                : ""));
    }

    private double x(int step) {
        return first.steps() == 1
                ? RIGHT
                : LEFT + (RIGHT - LEFT) * (step - 1) / (first.steps() - 1);
    }

    /// The same numbers as a table.
    Table table() {
        var rows = IntStream.range(0, first.rms().size())
                .mapToObj(i -> List.of(String.valueOf(first.step(i)),
                        Figures.number(first.rms().get(i)), Figures.number(last.rms().get(i))))
                .toList();
        return new Table("rms(∂loss/∂h) of each time step", 1,
                List.of("time step", "first 10 steps", "last 10 steps"), rows);
    }
}
