package plumb.app;

import java.util.Locale;
import plumb.diagnose.Words;

/// Numbers as they stand in a report; an absent one is a dash.
public final class Figures {
    /// Stands for a number that there is not.
    public static final String ABSENT = "–";

    private Figures() {}

    /// Three significant digits, or two and a power of ten.
    public static String number(double value) {
        return finite(value) ? minus(Words.number(value)) : notFinite(value);
    }

    /// Powers of ten, always with a sign.
    public static String decades(double value) {
        return finite(value)
                ? minus(String.format(Locale.ROOT, "%+.2f", value))
                : notFinite(value);
    }

    /// A part of a whole in percent.
    public static String share(double value) {
        return finite(value) ? Words.percent(value) : notFinite(value);
    }

    /// A whole number, from 10 000 on with narrow spaces between the thousands.
    public static String count(long value) {
        return Math.abs(value) < 10_000
                ? String.valueOf(value)
                : String.format(Locale.ROOT, "%,d", value).replace(',', '\u202f');
    }

    /// A number without decimals.
    public static String rounded(double value) {
        return finite(value) ? count(Math.round(value)) : notFinite(value);
    }

    /// A metric in its own way of writing: accuracy in percent, R² with three decimals.
    public static String metric(String name, double value) {
        if (!finite(value)) return notFinite(value);
        return isShare(name)
                ? String.format(Locale.ROOT, "%.1f %%", 100 * value)
                : minus(String.format(Locale.ROOT, "%.3f", value));
    }

    /// The difference of two metrics, with a sign: accuracies differ by percentage points.
    public static String gain(String name, double value) {
        if (!finite(value)) return notFinite(value);
        return minus(isShare(name)
                ? String.format(Locale.ROOT, "%+.1f points", 100 * value)
                : String.format(Locale.ROOT, "%+.3f", value));
    }

    /// The name of a metric in a sentence.
    public static String name(String metric) {
        return metric.equals("r2") ? "R²" : metric.replace('-', ' ');
    }

    /// Whether a metric that decides is a share of answers, and not R².
    static boolean isShare(String metric) {
        return metric.endsWith("accuracy");
    }

    /// What a metric is multiplied by on an axis: accuracy stands there in percent.
    static double unit(String metric) {
        return isShare(metric) ? 100 : 1;
    }

    /// What an axis of a metric is called.
    static String title(String metric) {
        return isShare(metric) ? name(metric) + ", %" : name(metric);
    }

    /// `gradientDecades` as `gradient decades`.
    public static String spaced(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static boolean finite(double value) {
        return Double.isFinite(value);
    }

    private static String notFinite(double value) {
        return Double.isNaN(value) ? ABSENT : value > 0 ? "∞" : "−∞";
    }

    private static String minus(String number) {
        return number.startsWith("-") ? "−" + number.substring(1) : number;
    }
}
