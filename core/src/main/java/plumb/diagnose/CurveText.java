package plumb.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import plumb.math.Normal;
import plumb.nn.Activation;
import plumb.text.Grammar;

/// An activation beside its slope, drawn with characters, and below the slope where units stand whose
/// pre-activations are normal numbers.
///
/// A page of a finding asks for one by a line `{tanh | narrow: 0, 0.2 | wide: 0, 8}`: the activation, then
/// for each kind of units its name, the mean and the standard deviation of z.
record CurveText(Activation.Elementwise activation, List<Units> units) {
    /// Units of one kind.
    record Units(String name, double mean, double deviation) {}

    /// Columns stand for half a unit of z each, from −7 to 7.
    private static final int COLUMNS = 29;
    private static final double REACH = 7;
    private static final double STEP = 0.5;
    private static final int ROWS = 5;
    /// From low to high in a line of text.
    private static final String MARKS = ".-'";
    private static final String EIGHTHS = " ▁▂▃▄▅▆▇█";
    private static final String FORMAT = "%-35s   %s";
    /// A curve takes no more of its axis.
    private static final double MOST = 8;

    static CurveText parse(String text) {
        String[] parts = text.split(" *\\| *", -1);
        var units = Arrays.stream(parts).skip(1).map(part -> {
            int end = part.lastIndexOf(':');
            String[] numbers = part.substring(end + 1).split(",", -1);
            return new Units(part.substring(0, end), Double.parseDouble(numbers[0]),
                    Double.parseDouble(numbers[1]));
        }).toList();
        return new CurveText((Activation.Elementwise) Activation.of(parts[0].strip()), units);
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        List<String> values = curve(activation::value,
                Math.max(activation.least(), -MOST), Math.min(activation.most(), MOST));
        List<String> slopes = curve(activation::slope, -MOST, MOST);
        lines.add(String.format(FORMAT, "y = " + activation, "slope"));
        for (int row = 0; row < values.size(); row++) {
            lines.add(String.format(FORMAT, values.get(row), slopes.get(row)).stripTrailing());
        }
        for (Units kind : units) {
            lines.add((" ".repeat(Math.max(0, 38 - kind.name.length())) + kind.name + "      "
                    + density(kind)).stripTrailing());
        }
        return lines;
    }

    static double z(int column) {
        return column * STEP - REACH;
    }

    /// The lines of a plot, with its axes.
    private static List<String> curve(DoubleUnaryOperator f, double least, double most) {
        double[] y = new double[COLUMNS];
        Arrays.setAll(y, c -> Math.clamp(f.applyAsDouble(z(c)), least, most));
        double low = least > -MOST ? least : Math.min(0, Arrays.stream(y).min().orElseThrow());
        double high = most < MOST ? most : Arrays.stream(y).max().orElseThrow();
        char[][] cells = new char[ROWS][COLUMNS];
        for (char[] row : cells) Arrays.fill(row, ' ');
        int before = -1;
        for (int c = 0; c < COLUMNS; c++) {
            int level = level(y[c], low, high);
            int row = ROWS - 1 - level / MARKS.length();
            for (int r = before + 1; before >= 0 && r < row; r++) cells[r][c] = '|';
            for (int r = row + 1; r < before; r++) cells[r][c] = '|';
            cells[row][c] = MARKS.charAt(level % MARKS.length());
            before = row;
        }
        var lines = new ArrayList<String>();
        for (int r = 0; r < ROWS; r++) {
            String label = r == 0
                    ? Grammar.number(round(high))
                    : r == ROWS - 1
                            ? Grammar.number(round(low))
                            : "";
            lines.add(String.format("%5s|%s", label.replace('-', '−'), new String(cells[r]))
                    .stripTrailing());
        }
        lines.add("     +" + "-+-----------+-----------+--");
        lines.add("       −6          0           6");
        return lines;
    }

    /// In so many marks above the lowest line.
    static int level(double y, double low, double high) {
        return (int) Math.round((y - low) / (high - low) * (ROWS * MARKS.length() - 1));
    }

    private static double round(double value) {
        return Math.rint(100 * value) / 100;
    }

    /// The share of the units that stand in each column; those farther out are in the first and the last.
    private static String density(Units kind) {
        double[] shares = new double[COLUMNS];
        double below = 0;
        for (int c = 0; c < COLUMNS; c++) {
            double edge = (z(c) + STEP / 2 - kind.mean) / kind.deviation;
            double upTo = c == COLUMNS - 1 ? 1 : Normal.below(edge);
            shares[c] = upTo - below;
            below = upTo;
        }
        double most = Arrays.stream(shares).max().orElseThrow();
        var bars = new StringBuilder();
        for (double share : shares) {
            bars.append(EIGHTHS.charAt((int) Math.round(share / most * 8)));
        }
        return bars.toString();
    }
}
