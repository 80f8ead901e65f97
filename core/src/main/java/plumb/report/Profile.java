package plumb.report;

import java.util.List;

/// The sizes of the gradient over the layers on one logarithmic axis, drawn with block characters.
///
/// The axis ends at the largest value and covers at least four decades, so that differences of no
/// account look like none.
public record Profile(double low, double high) {
    private static final double LEAST_DECADES = 4;
    private static final String COLUMNS = "▁▂▃▄▅▆▇█";
    private static final String EIGHTHS = "▏▎▍▌▋▊▉█";

    /// The axis for some RMS values.
    public static Profile of(List<Double> values) {
        return ofDecades(values.stream().map(Math::log10).toList());
    }

    /// The same, given log10 of the values.
    static Profile ofDecades(List<Double> decades) {
        double[] logs = decades.stream().filter(Double::isFinite).mapToDouble(d -> d).sorted()
                .toArray();
        if (logs.length == 0) return new Profile(-LEAST_DECADES, 0);
        double most = logs[logs.length - 1];
        return new Profile(Math.min(logs[0], most - LEAST_DECADES), most);
    }

    /// A horizontal bar of at most `width` columns: none for 0, the least for the smallest value.
    public String bar(double value, int width) {
        return barOfDecades(Math.log10(value), width);
    }

    /// The same, given log10 of the value.
    String barOfDecades(double decades, int width) {
        if (!(decades > Double.NEGATIVE_INFINITY)) return "";
        int eighths = (int) Math.max(1, Math.round(share(decades) * width * 8));
        String bar = "█".repeat(eighths / 8);
        return eighths % 8 == 0 ? bar : bar + EIGHTHS.charAt(eighths % 8 - 1);
    }

    /// A column of eight heights: a space for 0, `!` for a value that is not finite.
    public char column(double value) {
        if (!Double.isFinite(value)) return '!';
        return value > 0 ? COLUMNS.charAt((int) Math.round(share(Math.log10(value)) * 7)) : ' ';
    }

    private double share(double decades) {
        return Math.clamp((decades - low) / (high - low), 0.0, 1.0);
    }
}
