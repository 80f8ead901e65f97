package plumb.app;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.remedy.Proof;

/// Paired trainings: a row for each seed, the unrepaired and the repaired run on one metric axis.
/// Below, the mean gain with its 95 % interval, on an axis whose zero stands under the mean of the
/// unrepaired runs (Gardner & Altman, 1986).
record SeedChart(String metric, Proof proof) {
    private static final double WIDTH = 720;
    private static final double LEFT = 96;
    private static final double RIGHT = 690;
    private static final double TOP = 34;
    private static final double ROW = 24;

    String svg(String sentence) {
        int pairs = proof.repaired().size();
        double bottom = TOP + pairs * ROW + 6;
        Svg svg = Svg.picture(WIDTH, bottom + 96, sentence);
        double zero = mean(proof.baseline());
        var x = LinearAxis.over(DoubleStream.concat(
                Stream.concat(proof.baseline().stream(), proof.repaired().stream())
                        .mapToDouble(v -> v),
                DoubleStream.of(zero + proof.low(), zero + proof.high()))
                .map(v -> v * unit()), 6, LEFT, RIGHT);
        for (double tick : x.ticks()) {
            if (!possible(tick)) continue;
            svg.line("grid", x.position(tick), TOP - 8, x.position(tick), bottom);
            svg.text("tick middle", x.position(tick), bottom + 16, x.label(tick));
        }
        svg.line("axis", LEFT, bottom, RIGHT, bottom);
        gain(svg, x, zero * unit(), bottom);
        for (int i = 0; i < pairs; i++) pair(svg, i, x);
        legend(svg);
        return svg.toString();
    }

    private void pair(Svg svg, int i, LinearAxis x) {
        double y = TOP + (i + 0.5) * ROW - 4;
        double before = proof.baseline().get(i);
        double after = proof.repaired().get(i);
        svg.text("tick end", LEFT - 12, y + 4, "pair " + (i + 1));
        if (Double.isFinite(before) && Double.isFinite(after)) {
            svg.line("pair", x.position(before * unit()), y, x.position(after * unit()), y);
        }
        dot(svg, "before", "unrepaired", before, y, x);
        dot(svg, "after", "repaired", after, y, x);
    }

    private void dot(Svg svg, String style, String name, double value, double y, LinearAxis x) {
        if (!Double.isFinite(value)) return;
        svg.noted(name + ": " + Figures.metric(metric, value), "circle", "class", "dot " + style,
                "cx", x.position(value * unit()), "cy", y, "r", 5);
    }

    private void gain(Svg svg, LinearAxis x, double zero, double bottom) {
        double mean = proof.mean() * unit();
        if (!Double.isFinite(zero) || !Double.isFinite(mean)) return;
        double y = bottom + 40;
        double axis = y + 18;
        svg.text("tick end", LEFT - 12, y + 4, "gain");
        svg.line("reference", x.position(zero), TOP - 8, x.position(zero), bottom);
        svg.line("reference", x.position(zero), bottom + 22, x.position(zero), axis);
        svg.line("axis", LEFT, axis, RIGHT, axis);
        double least = x.low() - zero;
        double most = x.high() - zero;
        var gains = LinearAxis.over(DoubleStream.of(least, most), 6, 0, 1);
        for (double tick : gains.ticks()) {
            if (tick < least || tick > most) continue;
            svg.line("axis", x.position(zero + tick), axis, x.position(zero + tick), axis + 4);
            svg.text("tick middle", x.position(zero + tick), axis + 17,
                    (tick > 0 ? "+" : "") + gains.label(tick));
        }
        if (Double.isFinite(proof.low())) {
            double low = x.position(zero + proof.low() * unit());
            double high = x.position(zero + proof.high() * unit());
            svg.line("interval", low, y, high, y);
            svg.line("interval", low, y - 5, low, y + 5);
            svg.line("interval", high, y - 5, high, y + 5);
        }
        double at = x.position(zero + mean);
        svg.noted("mean gain: " + Figures.gain(metric, proof.mean()), "path", "class", "mark", "d",
                diamond(at, y));
    }

    private void legend(Svg svg) {
        svg.text("label", 0, 14, Figures.title(metric));
        svg.add("circle", "class", "dot before", "cx", LEFT + 8, "cy", 10, "r", 5);
        svg.text("name", LEFT + 20, 14, "unrepaired");
        svg.add("circle", "class", "dot after", "cx", LEFT + 118, "cy", 10, "r", 5);
        svg.text("name", LEFT + 130, 14, "repaired");
        svg.add("path", "class", "mark", "d", diamond(LEFT + 216, 10));
        svg.text("name", LEFT + 228, 14, "mean gain with its 95 % interval");
    }

    private static String diamond(double x, double y) {
        return "M" + Svg.length(x - 6) + " " + Svg.length(y) + "l6 -6l6 6l-6 6Z";
    }

    private double unit() {
        return Figures.unit(metric);
    }

    private boolean possible(double tick) {
        return !metric.equals("accuracy") || (tick > -1e-9 && tick < 100 + 1e-9);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
    }

    /// The same numbers as a table.
    Table table() {
        var rows = IntStream.range(0, proof.repaired().size()).mapToObj(i -> {
            double before = proof.baseline().get(i);
            double after = proof.repaired().get(i);
            String test = i < proof.test().size()
                    ? Figures.metric(metric, proof.test().get(i))
                    : Figures.ABSENT;
            return List.of("pair " + (i + 1), Figures.metric(metric, before),
                    Figures.metric(metric, after), Figures.gain(metric, after - before), test);
        }).toList();
        return new Table(Figures.name(metric) + " of each pair of trainings", 1,
                List.of("seed", "unrepaired", "repaired", "gain", "repaired, test rows"), rows);
    }
}
