package plumb.bench.report;

import java.util.Locale;
import plumb.bench.contest.Spread;

/// Numbers as they are written in the report.
public final class Figures {
    private Figures() {}

    /// Three significant digits.
    public static String of(double value) {
        if (!Double.isFinite(value)) return "–";
        double size = Math.abs(value);
        int digits = size == 0 ? 0 : Math.max(0, 2 - (int) Math.floor(Math.log10(size)));
        return String.format(Locale.ROOT, "%." + Math.min(digits, 6) + "f", value);
    }

    /// The median, with the least and the largest.
    static String of(Spread spread) {
        return of(spread.median()) + " (" + of(spread.least()) + "–" + of(spread.most()) + ")";
    }

    /// A factor, with the least and the largest.
    static String times(Spread spread) {
        return of(spread.median()) + "x (" + of(spread.least()) + "–" + of(spread.most()) + ")";
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    static String percent(Spread shares) {
        return percent(shares.median()) + " (" + percent(shares.least()) + "–"
                + percent(shares.most()) + ")";
    }

    /// A number of things, whose name ends on s if there are several.
    static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    static String cores(int number) {
        return number == 1 ? "one core" : number + " cores";
    }
}
