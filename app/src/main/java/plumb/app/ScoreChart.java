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
                .flatMapToDouble(s -> DoubleStream.of(s.metric(), low(s), high(s)))
                .map(v -> v * unit), 5, LEFT, RIGHT);
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
            if (row.score.standardError() > 0) {
                svg.line("pair", x.position(low(row.score) * unit), y,
                        x.position(high(row.score) * unit), y);
            }
            svg.noted(row.name + ": " + Figures.metric(metric, value), "circle", "class",
                    "dot " + row.style, "cx", at, "cy", y, "r", 5);
        }
        return svg.toString();
    }

    private double low(Score score) {
        double low = score.metric() - error(score);
        return Figures.isShare(metric) ? Math.max(0, low) : low;
    }

    private double high(Score score) {
        return Math.min(1, score.metric() + error(score));
    }

    private static double error(Score score) {
        return Double.isFinite(score.standardError()) ? score.standardError() : 0;
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
