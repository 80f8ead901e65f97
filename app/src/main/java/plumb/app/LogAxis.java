package plumb.app;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// A logarithmic axis from 10^`low` at position `from` to 10^`high` at position `to`.
record LogAxis(int low, int high, double from, double to) {
    private static final int[] STEPS = {1, 2, 5, 10, 20, 50, 100, 200};
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// The smallest axis of whole decades, at least two, that holds all values; what is not positive
    /// and finite is left out.
    static LogAxis over(DoubleStream values, double from, double to) {
        var exponents = values.filter(LogAxis::holds).map(Math::log10).summaryStatistics();
        if (exponents.getCount() == 0) return new LogAxis(-1, 1, from, to);
        int low = (int) Math.floor(exponents.getMin());
        int high = (int) Math.ceil(exponents.getMax());
        if (high == low) low--;
        if (high - low < 2) high++;
        return new LogAxis(low, high, from, to);
    }

    /// Whether a value has a place on a logarithmic axis.
    static boolean holds(double value) {
        return value > 0 && value < Double.POSITIVE_INFINITY;
    }

    double position(double value) {
        return from + (Math.log10(value) - low) / (high - low) * (to - from);
    }

    /// The exponents to label, at most `most` + 1 of them.
    List<Integer> ticks(int most) {
        int step = STEPS[STEPS.length - 1];
        for (int i = STEPS.length - 1; i >= 0; i--) {
            if ((high - low) / STEPS[i] <= most) step = STEPS[i];
        }
        int every = step;
        return IntStream.rangeClosed(low, high).filter(e -> e % every == 0).boxed().toList();
    }

    /// A power of ten, such as `10⁻³`.
    static String label(int exponent) {
        var text = new StringBuilder("10");
        if (exponent < 0) text.append('⁻');
        for (char digit : String.valueOf(Math.abs(exponent)).toCharArray()) {
            text.append(SUPERSCRIPTS.charAt(digit - '0'));
        }
        return text.toString();
    }
}
