package plumb.files;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import plumb.data.Target;
import plumb.text.Grammar;

/// A first look at what is to be predicted: names of classes, or amounts.
///
/// Numbers name classes if there are two of them, or if they are whole, few, and each has some rows.
///
/// @param numbers whether the values are numbers
/// @param classes how many rows there are of each class; none of amounts
/// @param low the least amount
/// @param high the largest amount
/// @param width how many columns hold it: several of classes are one for each class
/// @param labels whether each column has two classes
record TargetSketch(boolean numbers, Map<String, Integer> classes, String low, String high,
        int width, boolean labels) {
    /// Numbers name classes if there are no more than these, each with so many rows on average.
    private static final int MOST_CLASSES = 20;
    private static final int ROWS_OF_CLASS = 5;

    /// Looks at the targets of some rows.
    ///
    /// @param target read as classes where it has texts, as numbers where it has numbers
    /// @param oneHot whether columns can be one for each class
    static TargetSketch of(Target target, int[] rows, boolean oneHot) {
        return switch (target) {
            case Target.Classes(int[] of, List<String> names) -> texts(of, names, rows);
            case Target.Labels(_, int width) ->
                new TargetSketch(false, Map.of(), "", "", width, true);
            case Target.Values(float[] of, int width) when width == 1 -> numbers(of, rows);
            case Target.Values(float[] of, int width) -> {
                double[] numbers = IntStream.range(0, of.length).mapToDouble(i -> of[i]).toArray();
                yield oneHot && OneHot.is(numbers, width)
                        ? classes(numbers, width, rows)
                        : several(of, width, rows);
            }
        };
    }

    private static TargetSketch classes(double[] oneHot, int width, int[] rows) {
        var number = new int[width];
        for (int row : rows) number[OneHot.place(oneHot, row * width, width)]++;
        var count = new LinkedHashMap<String, Integer>();
        for (int c = 0; c < width; c++) count.put(String.valueOf(c), number[c]);
        return new TargetSketch(false, count, "", "", width, false);
    }

    /// Columns are labels if none of them has more than two numbers.
    private static TargetSketch several(float[] of, int width, int[] rows) {
        boolean labels = IntStream.range(0, width).allMatch(j -> Arrays.stream(rows)
                .mapToObj(row -> of[row * width + j]).distinct().limit(3).count() <= 2);
        return new TargetSketch(!labels, Map.of(), "", "", width, labels);
    }

    private static TargetSketch texts(int[] of, List<String> names, int[] rows) {
        var number = new int[names.size()];
        for (int row : rows) number[of[row]]++;
        var count = new LinkedHashMap<String, Integer>();
        for (int c = 0; c < number.length; c++) count.put(names.get(c), number[c]);
        return new TargetSketch(false, count, "", "", 1, false);
    }

    private static TargetSketch numbers(float[] of, int[] rows) {
        var count = new TreeMap<Float, Integer>();
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (int row : rows) {
            low = Math.min(low, of[row]);
            high = Math.max(high, of[row]);
            // One more than the most is enough to know that there are too many.
            if (count.size() <= MOST_CLASSES) count.merge(of[row], 1, Integer::sum);
        }
        boolean whole = count.keySet().stream().allMatch(value -> value == Math.rint(value));
        boolean named = count.size() <= 2 || (whole && count.size() <= MOST_CLASSES
                && rows.length >= ROWS_OF_CLASS * count.size());
        var classes = new LinkedHashMap<String, Integer>();
        if (named) count.forEach((value, n) -> classes.put(text(value), n));
        return new TargetSketch(true, classes, text(low), text(high), 1, false);
    }

    private static String text(float value) {
        return Grammar.number(Double.parseDouble(Float.toString(value)));
    }

    /// Whether each of many rows has a text of its own: that names the row.
    boolean namesRows() {
        return !numbers && classes.size() >= Survey.ROWS_TO_NAME
                && classes.values().stream().allMatch(rows -> rows == 1);
    }

    Task task() {
        return classes.isEmpty() && !labels ? Task.REGRESSION : Task.CLASSIFICATION;
    }
}
