package plumb.app;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import plumb.gauge.Preactivations;
import plumb.nn.Activation;

/// An activation and its slope from −8 to 8, with the pre-activations of a layer drawn on it: shaded at
/// the first step, outlined at the last that counted them. Those farther out stand in a lane at either
/// side.
///
/// @param style of the first, `before` or `after`
record ActivationChart(String name, Activation.Elementwise activation, Preactivations first,
        Preactivations last, String style) {
    private static final double WIDTH = 232;
    private static final double HEIGHT = 148;
    private static final double LEFT = 42;
    private static final double RIGHT = 190;
    private static final double TOP = 26;
    private static final double BOTTOM = 118;
    private static final double LANE = 8;
    private static final double REACH = 8;
    /// Points of a curve.
    private static final int POINTS = 64;
    private static final double STRAIGHT = 0.05;

    String svg() {
        Svg svg = Svg.picture(WIDTH, HEIGHT, sentence());
        svg.text("name strong", 0, 14, name);
        var values = Range.of(activation::value).within(activation.least(), activation.most());
        var slopes = Range.of(activation::slope);
        svg.line("grid", x(0), TOP, x(0), BOTTOM);
        for (int tick : new int[] {-8, -4, 0, 4, 8}) {
            svg.text("tick middle", x(tick), BOTTOM + 14, tick < 0 ? "−" + -tick : "" + tick);
        }
        double most = Math.max(largest(first), largest(last));
        units(svg, "units " + style, "first step", first, most);
        if (last.step() > first.step()) {
            units(svg, "line spread", "step " + Figures.count(last.step()), last, most);
        }
        svg.add("path", "class", "line slope", "d", curve(activation::slope, slopes));
        svg.add("path", "class", "line phi", "d", curve(activation::value, values));
        svg.line("axis", LEFT, BOTTOM, RIGHT, BOTTOM);
        svg.text("name end", LEFT - LANE - 2, TOP + 8, number(values.high));
        svg.text("name end", LEFT - LANE - 2, BOTTOM, number(values.low));
        svg.text("label", RIGHT + LANE + 2, TOP + 8, number(slopes.high));
        svg.text("label", 0, HEIGHT - 2, words(first));
        return svg.toString();
    }

    /// As short as can be.
    private static String number(double value) {
        return Figures.number(value).replaceFirst("\\.(\\d*[1-9])?0*$", ".$1").replaceFirst("\\.$",
                "");
    }

    private String sentence() {
        return name + ": " + note(first)
                + (last.step() > first.step()
                        ? "; at step " + Figures.count(last.step()) + " " + note(last)
                        : "");
    }

    /// `z 0.02 ± 1.31`.
    private static String words(Preactivations z) {
        double mean = Math.abs(z.mean()) < z.deviation() / 1000 ? 0 : z.mean();
        return "z " + Figures.number(mean) + " ± " + Figures.number(z.deviation());
    }

    /// `z 0.02 ± 1.31, 3 % beyond ±8`.
    private static String note(Preactivations z) {
        return words(z)
                + (z.outside() > 0 ? ", " + Figures.share(z.outside()) + " beyond ±8" : "");
    }

    private static double largest(Preactivations z) {
        return z.shares().stream().mapToDouble(share -> share).max().orElse(0);
    }

    /// One outline of all bins, and the lanes at its sides.
    private void units(Svg svg, String path, String when, Preactivations z, double most) {
        if (!(most > 0)) return;
        var outline = new StringBuilder();
        double scale = (BOTTOM - TOP) / most;
        List<Double> shares = z.shares();
        lane(outline, LEFT - LANE, shares.getFirst() * scale);
        lane(outline, RIGHT, shares.getLast() * scale);
        outline.append('M').append(Svg.length(x(z.low()))).append(' ').append(Svg.length(BOTTOM));
        for (int bin = 1; bin < shares.size() - 1; bin++) {
            outline.append('V').append(Svg.length(BOTTOM - shares.get(bin) * scale)).append('H')
                    .append(Svg.length(x(z.low() + bin * z.width())));
        }
        outline.append('V').append(Svg.length(BOTTOM));
        svg.noted(when + ": " + note(z), "path", "class", path, "d", outline);
    }

    private static void lane(StringBuilder outline, double left, double height) {
        if (height == 0) return;
        outline.append('M').append(Svg.length(left)).append(' ').append(Svg.length(BOTTOM))
                .append('V').append(Svg.length(BOTTOM - height)).append('h')
                .append(Svg.length(LANE))
                .append('V').append(Svg.length(BOTTOM)).append('Z');
    }

    private static double x(double z) {
        return LEFT + (RIGHT - LEFT) * (z + REACH) / (2 * REACH);
    }

    private static double z(int point) {
        return 2 * REACH * point / POINTS - REACH;
    }

    /// A curve, left out where it is beyond the range. Points between which it is straight are enough.
    private static String curve(DoubleUnaryOperator f, Range range) {
        var path = new StringBuilder();
        boolean on = false;
        for (int i = 0; i <= POINTS; i++) {
            double y = y(f, range, i);
            boolean here = y >= TOP - 0.05 && y <= BOTTOM + 0.05;
            boolean next = i < POINTS && y(f, range, i + 1) >= TOP - 0.05;
            if (here && on && next
                    && Math.abs(y(f, range, i - 1) + y(f, range, i + 1) - 2 * y) < STRAIGHT) {
                continue;
            }
            if (here) {
                path.append(on ? 'L' : 'M').append(Svg.length(x(z(i)))).append(' ')
                        .append(Svg.length(y));
            }
            on = here;
        }
        return path.toString();
    }

    private static double y(DoubleUnaryOperator f, Range range, int point) {
        return BOTTOM - (f.applyAsDouble(z(point)) - range.low) / (range.high - range.low)
                * (BOTTOM - TOP);
    }

    /// What a curve takes of its axis: all of it from −8 to 8, but no more than that.
    private record Range(double low, double high) {
        static Range of(DoubleUnaryOperator f) {
            var all = IntStream.rangeClosed(0, POINTS).mapToDouble(i -> f.applyAsDouble(z(i)))
                    .summaryStatistics();
            double low = Math.max(-REACH, Math.min(0, all.getMin()));
            return new Range(low, Math.clamp(all.getMax(), low + 1e-3, REACH));
        }

        /// As far as the bounds of an activation, where these are near.
        Range within(double least, double most) {
            return new Range(least >= -REACH ? least : low, most <= REACH ? most : high);
        }
    }
}
