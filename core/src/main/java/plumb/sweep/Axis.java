package plumb.sweep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import plumb.text.InputError;

/// One key of a grid, and the values that it takes in turn.
public record Axis(String key, List<String> values) {
    public Axis {
        values = List.copyOf(values);
        if (values.isEmpty()) throw new InputError(key + " has no value");
        var seen = new HashSet<String>();
        for (String value : values) {
            if (value.isEmpty()) throw new InputError(key + " has an empty value");
            if (value.indexOf('\n') >= 0) {
                // A table of trials that was cut short is whole up to the end of a line.
                throw new InputError(key + " has a value of several lines: write it on one");
            }
            if (!seen.add(value)) throw new InputError(key + " has the value " + value + " twice");
        }
    }

    /// Parses `key=value,value,…`; a comma within (), [] or {} belongs to its
    /// value: `network.1=dense(16, relu),dense(16, tanh)`.
    public static Axis of(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new InputError("\"" + text + "\": expected key=value,value,…");
        }
        return new Axis(text.substring(0, equals).strip(), split(text.substring(equals + 1)));
    }

    private static List<String> split(String text) {
        var values = new ArrayList<String>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth--;
                case ',' -> {
                    if (depth > 0) continue;
                    values.add(text.substring(from, i).strip());
                    from = i + 1;
                }
                default -> {
                }
            }
        }
        values.add(text.substring(from).strip());
        return values;
    }
}
