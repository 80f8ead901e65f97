package plumb.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import plumb.data.Dataset;

/// What people should know of the columns of a table before they train on it, one line each: columns
/// that number or name the rows, that never change, or that become very many inputs.
final class ColumnNotes {
    /// With fewer rows than this, numbers that are all different say nothing.
    private static final int ROWS = 20;
    private static final int MANY_CATEGORIES = 50;

    private static final Pattern NAME_OF_ID = Pattern
            .compile("(.*[ _.-])?(id|idx|index|nr|no|number|key|row)|unnamed.*");

    private final List<String> constant = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private ColumnNotes() {}

    static List<String> of(Dataset data, Columns columns) {
        Range[] ranges = Range.of(data);
        var notes = new ColumnNotes();
        int input = 0;
        for (Columns.Column column : columns.inputs()) {
            switch (column) {
                case Columns.Column.Numeric(String name, _) -> notes.numeric(name, ranges[input]);
                case Columns.Column.Category(String name, List<String> categories) ->
                    notes.category(name, categories.size());
            }
            input += (int) column.inputs().count();
        }
        if (!notes.constant.isEmpty()) {
            boolean one = notes.constant.size() == 1;
            notes.notes.add(list(notes.constant) + (one ? " has" : " have")
                    + " the same value in all rows: nothing can be learned from "
                    + (one ? "it; remove it" : "them; remove them"));
        }
        return List.copyOf(notes.notes);
    }

    /// What the numbers of an input are like, one row after another.
    private static final class Range {
        private float low = Float.POSITIVE_INFINITY;
        private float high = Float.NEGATIVE_INFINITY;
        private float last;
        private int rows;
        private boolean whole = true;
        private boolean rising = true;
        private boolean falling = true;

        static Range[] of(Dataset data) {
            var values = new float[data.inputs().width()];
            Range[] ranges = Stream.generate(Range::new).limit(values.length)
                    .toArray(Range[]::new);
            for (int row : data.train()) {
                data.inputs().read(row, values, 0);
                for (int i = 0; i < values.length; i++) ranges[i].add(values[i]);
            }
            return ranges;
        }

        private void add(float value) {
            low = Math.min(low, value);
            high = Math.max(high, value);
            whole &= value == Math.rint(value);
            rising &= rows == 0 || value > last;
            falling &= rows == 0 || value < last;
            last = value;
            rows++;
        }

        /// Whether these are the numbers of the rows, up or down.
        boolean counts() {
            return whole && (rising || falling) && (double) high - low == rows - 1;
        }
    }

    private void category(String name, int categories) {
        if (categories == 1) constant.add(name);
        if (categories > MANY_CATEGORIES) {
            notes.add("\"" + name + "\" has " + categories + " different texts and becomes as many"
                    + " inputs: merge rare texts, or remove it if it names rows");
        }
    }

    private void numeric(String name, Range range) {
        if (range.low == range.high && range.rows > 1) constant.add(name);
        if (range.rows < ROWS || !range.whole) return;
        if (range.counts()) {
            notes.add("\"" + name + "\" numbers the rows: remove it, unless it stands for time");
        } else if (NAME_OF_ID.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
            notes.add("\"" + name + "\" is named like the number of a row or thing: remove it,"
                    + " unless its size says something");
        }
    }

    private static String list(List<String> names) {
        int shown = Math.min(names.size(), 8);
        String text = "\"" + String.join("\", \"", names.subList(0, shown)) + "\"";
        return shown < names.size()
                ? text + " and " + (names.size() - shown) + " more columns"
                : text;
    }
}
