package plumb.app;

import java.util.List;

/// A table of a report: the first `texts` columns are words, the others numbers.
public record Table(String caption, int texts, List<String> head, List<List<String>> rows) {
    public Table {
        head = List.copyOf(head);
        rows = List.copyOf(rows);
    }
}
