package plumb.app;

import java.util.List;
import java.util.stream.DoubleStream;
import plumb.train.Score;

/// Scores on one metric axis, a row for each, with a bar of one standard error to both sides.
record ScoreChart(String metric, List<Row> rows) {
    /// @param style `after` for the network itself, `plain` for what it is compared with
    record Row(String name, String style, Score score) {}

    private static final double WIDTH = 720;
    private static final double LEFT = 236;
    private static final double RIGHT = 640;
    private static final double TOP = 30;
    private static final double ROW = 24;

    String svg(String sentence) {
        double bottom = TOP + rows.size() * ROW;
        Svg svg = Svg.picture(WIDTH, bottom + 24, sentence);
        double unit = Figures.unit(metric);
        var x = LinearAxis.over(rows.stream().map(Row::score)
                .flatMapToDouble(s -> DoubleStream.of(s.metric() * unit)), 5, LEFT, RIGHT);
        svg.text("label", 0, 14, Figures.title(metric));
        for (double tick : x.ticks()) {
            svg.line("grid", x.position(tick), TOP - 8, x.position(tick), bottom);
            svg.text("tick middle", x.position(tick), bottom + 18, x.label(tick));
        }
        svg.line("axis", LEFT, bottom, RIGHT, bottom);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            double y = TOP + (i + 0.5) * ROW - 4;
            double value = row.score.metric();
            svg.text("name end", LEFT - 12, y + 4, row.name);
            svg.text("value end", WIDTH - 4, y + 4, Figures.metric(metric, value));
            if (!Double.isFinite(value)) continue;
            double at = x.position(value * unit);
            double error = row.score.standardError() * unit * (RIGHT - LEFT) / (x.high() - x.low());
            if (error > 0 && Double.isFinite(error)) {
                svg.line("pair", Math.max(LEFT, at - error), y, Math.min(RIGHT, at + error), y);
            }
            svg.noted(row.name + ": " + Figures.metric(metric, value), "circle", "class",
                    "dot " + row.style, "cx", at, "cy", y, "r", 5);
        }
        return svg.toString();
    }

    /// The same numbers as a table.
    Table table() {
        return new Table("Scores", 1,
                List.of("predictor", Figures.name(metric), "standard error", "loss"),
                rows.stream().map(row -> List.of(row.name,
                        Figures.metric(metric, row.score.metric()),
                        Figures.metric(metric, row.score.standardError()),
                        Figures.number(row.score.loss()))).toList());
    }
}
