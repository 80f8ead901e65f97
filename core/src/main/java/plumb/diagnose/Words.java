package plumb.diagnose;

import java.util.List;
import java.util.Locale;

/// Numbers and layers in plain words.
public final class Words {
    private Words() {}

    /// A number with two or three significant digits.
    public static String number(double value) {
        if (value == 0) return "0";
        double size = Math.abs(value);
        return size >= 1e4 || size < 1e-3
                ? String.format(Locale.ROOT, "%.1e", value)
                : size >= 100
                        ? String.format(Locale.ROOT, "%.0f", value)
                        : String.format(Locale.ROOT,
                                size >= 10
                                        ? "%.1f"
                                        : size >= 0.1 ? "%.2f" : size >= 0.01 ? "%.3f" : "%.4f",
                                value);
    }

    public static String percent(double share) {
        boolean nearEnd = (share > 0 && share < 0.01) || (share > 0.99 && share < 1);
        return String.format(Locale.ROOT, nearEnd ? "%.1f %%" : "%.0f %%", 100 * share);
    }

    /// `layer 3`, `layers 1 to 8` or `layers 1, 2.1 and 7`.
    public static String layers(List<String> numbers) {
        String first = numbers.getFirst();
        String last = numbers.getLast();
        if (numbers.size() == 1) return "layer " + first;
        if (inARow(numbers)) return "layers " + first + " to " + last;
        return "layers " + String.join(", ", numbers.subList(0, numbers.size() - 1)) + " and "
                + last;
    }

    private static boolean inARow(List<String> numbers) {
        if (numbers.stream().anyMatch(number -> number.contains("."))) return false;
        return Integer.parseInt(numbers.getLast())
                - Integer.parseInt(numbers.getFirst()) == numbers.size() - 1;
    }
}
