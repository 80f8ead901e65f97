package plumb.app;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import plumb.sweep.Outlook;
import plumb.sweep.Point;

/// A phase diagram: a cell for each point of a grid, its color the decades by which the gradient
/// changes on its way down. A heavy line parts the points where most seeds trained from the
/// others, a dashed one those that theory lets train.
///
/// @param down what the lines are, `across` what the columns are
/// @param points line by line
record Heatmap(String down, List<String> lines, String across, List<String> columns,
        List<Point> points) {
    private static final double WIDTH = 720;
    private static final double TOP = 62;
    private static final double ROW = 40;
    private static final double WIDEST = 96;
    private static final double LETTER = 6.6;
    private static final double MOST_LABEL = 300;
    /// Decades of the strongest color.
    private static final double STRONGEST = 4;
    /// Stronger colors would hide the numbers.
    private static final double OPACITY = 0.6;

    /// Whether numbers find room in the cells.
    boolean shows() {
        return lines.size() <= 60 && cell() >= 44;
    }

    private double left() {
        int longest = IntStream.concat(IntStream.of(down.length()),
                lines.stream().mapToInt(String::length)).max().orElse(0);
        return Math.min(MOST_LABEL, longest * LETTER) + 12;
    }

    private double cell() {
        return Math.min(WIDEST, (WIDTH - left() - 2) / columns.size());
    }

    String svg(String sentence) {
        double bottom = TOP + lines.size() * ROW;
        Svg svg = Svg.picture(WIDTH, bottom + 58, sentence);
        svg.text("label end", left() - 10, TOP - 8, fitted(down, left()));
        svg.text("label", left(), 14, across);
        for (int c = 0; c < columns.size(); c++) column(svg, c);
        for (int r = 0; r < lines.size(); r++) {
            svg.text("tick end", left() - 10, TOP + (r + 0.5) * ROW + 4,
                    fitted(lines.get(r), left()));
            for (int c = 0; c < columns.size(); c++) cell(svg, r, c);
        }
        border(svg, "border", point -> Optional.of(point.trains()));
        border(svg, "theory", point -> point.theory().map(Outlook::trains));
        legend(svg, bottom + 26);
        return svg.toString();
    }

    /// The name of a column, on two lines where it is long.
    private void column(Svg svg, int c) {
        double x = left() + (c + 0.5) * cell();
        String name = columns.get(c);
        int room = (int) (cell() / LETTER);
        if (name.length() <= room) {
            svg.text("tick middle", x, TOP - 8, name);
            return;
        }
        svg.text("tick middle", x, TOP - 22, name.substring(0, room));
        svg.text("tick middle", x, TOP - 8, fitted(name.substring(room).strip(), cell() + 12));
    }

    private void cell(Svg svg, int r, int c) {
        Point point = points.get(r * columns.size() + c);
        double x = left() + c * cell();
        double y = TOP + r * ROW;
        double decades = point.gradientDecades().mean();
        svg.noted(note(point), "rect", "class", "cell " + (decades < 0 ? "shrinks" : "grows"), "x",
                x, "y", y, "width", cell(), "height", ROW, "fill-opacity", opacity(decades));
        svg.text("number middle", x + cell() / 2, y + 17, Figures.decades(decades));
        svg.text("middle", x + cell() / 2, y + 32, trained(point));
    }

    private static String opacity(double decades) {
        double share = Double.isNaN(decades) ? 0 : Math.min(1, Math.abs(decades) / STRONGEST);
        return String.valueOf(Math.round(100 * OPACITY * share) / 100.0);
    }

    private static String note(Point point) {
        return String.join(", ", point.values()) + ": " + trained(point) + " trained, "
                + Figures.decades(point.gradientDecades().mean()) + " decades"
                + point.theory().map(t -> ", by theory it " + (t.trains() ? "trains" : "does not"))
                        .orElse("");
    }

    private static String trained(Point point) {
        return point.trained() + " of " + point.trials().size();
    }

    /// The edges between points of which something is true and points of which it is not.
    private void border(Svg svg, String style, Function<Point, Optional<Boolean>> which) {
        for (int r = 0; r < lines.size(); r++) {
            for (int c = 0; c < columns.size(); c++) {
                double x = left() + (c + 1) * cell();
                double y = TOP + (r + 1) * ROW;
                if (c + 1 < columns.size() && parts(which, r, c, r, c + 1)) {
                    svg.line(style, x, y - ROW, x, y);
                }
                if (r + 1 < lines.size() && parts(which, r, c, r + 1, c)) {
                    svg.line(style, x - cell(), y, x, y);
                }
            }
        }
    }

    private boolean parts(Function<Point, Optional<Boolean>> which, int r, int c, int row,
            int column) {
        Optional<Boolean> one = which.apply(points.get(r * columns.size() + c));
        Optional<Boolean> other = which.apply(points.get(row * columns.size() + column));
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    private void legend(Svg svg, double y) {
        double x = left();
        svg.text("label end", x - 10, y + 12, "decades of δ");
        double[] decades = {-STRONGEST, -STRONGEST / 2, 0, STRONGEST / 2, STRONGEST};
        String[] names = {"−4 or less", "−2", "0", "+2", "+4 or more"};
        for (int i = 0; i < decades.length; i++) {
            svg.add("rect", "class", "cell " + (decades[i] < 0 ? "shrinks" : "grows"), "x",
                    x + i * 72,
                    "y", y, "width", 72, "height", 10, "fill-opacity", opacity(decades[i]));
            svg.text("tick middle", x + i * 72 + 36, y + 26, names[i]);
        }
    }

    private static String fitted(String text, double width) {
        int room = (int) ((width - 12) / LETTER);
        return text.length() <= room ? text : text.substring(0, Math.max(1, room - 1)) + "…";
    }
}
