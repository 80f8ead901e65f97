package plumb.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import plumb.text.Grammar;

/// How many rows of a table have no value, or a text that is not known, for each column.
final class Gaps {
    private final Map<String, Integer> missing = new LinkedHashMap<>();
    private final Map<String, Integer> unknown = new LinkedHashMap<>();

    void missing(String column) {
        missing.merge(column, 1, Integer::sum);
    }

    void unknown(String column) {
        unknown.merge(column, 1, Integer::sum);
    }

    /// The columns with missing values.
    Set<String> incomplete() {
        return missing.keySet();
    }

    /// What became of these rows, one line for each column.
    List<String> remarks(Columns columns) {
        var lines = new ArrayList<String>();
        for (Columns.Column column : columns.inputs()) {
            String name = column.name();
            if (unknown.containsKey(name)) {
                lines.add(rows(unknown, name) + " a text in column \"" + name
                        + "\" that was not there in training; its inputs are 0");
            }
            if (missing.containsKey(name)) {
                lines.add(rows(missing, name) + " no value in column \"" + name + "\"; "
                        + switch (column) {
                            case Columns.Column.Category _ ->
                                "that is its category \"" + Missing.CATEGORY + "\"";
                            case Columns.Column.Numeric n ->
                                Grammar.number(n.fill().orElseThrow())
                                        + ", the mean of the training rows, takes its place";
                        });
            }
        }
        return List.copyOf(lines);
    }

    private static String rows(Map<String, Integer> counts, String column) {
        int number = counts.getOrDefault(column, 0);
        return number + (number == 1 ? " row has" : " rows have");
    }
}
