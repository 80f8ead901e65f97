package plumb.app;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/// A linear axis from `low` at position `from` to `high` at position `to`, both multiples of `step`.
record LinearAxis(double low, double high, double step, double from, double to) {
    /// The smallest axis in about `ticks` steps of 1, 2 or 5 times a power of ten that holds all values;
    /// what is not finite is left out.
    static LinearAxis over(DoubleStream values, int ticks, double from, double to) {
        var range = values.filter(Double::isFinite).summaryStatistics();
        double least = range.getCount() == 0 ? 0 : range.getMin();
        double most = range.getCount() == 0 ? 1 : range.getMax();
        double span = most - least;
        if (!(span > 1e-9 * Math.max(Math.abs(least), Math.abs(most)))) {
            span = least == 0 ? 1 : Math.abs(least) / 5;
            least -= span / 2;
            most += span / 2;
        }
        double step = nice(span / ticks);
        return new LinearAxis(step * Math.floor(least / step + 1e-9),
                step * Math.ceil(most / step - 1e-9), step, from, to);
    }

    private static double nice(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power;
        return (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * power;
    }

    double position(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    List<Double> ticks() {
        return LongStream.rangeClosed(Math.round(low / step), Math.round(high / step))
                .mapToObj(i -> i * step).toList();
    }

    /// A tick with the decimals that its step needs.
    String label(double tick) {
        if (step >= 1e5 || step < 1e-4) return Figures.number(tick);
        int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
        String text = String.format(Locale.ROOT, "%." + decimals + "f", tick);
        return text.startsWith("-") ? "−" + text.substring(1) : text;
    }
}
