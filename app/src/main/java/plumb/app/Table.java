package plumb.app;

import java.util.List;
import java.util.stream.Stream;

/// A table of a report: the first `texts` columns are words, the others numbers.
public record Table(String caption, int texts, List<String> head, List<List<String>> rows) {
    private static final int ROWS = 100;

    public Table {
        head = List.copyOf(head);
        rows = List.copyOf(rows);
    }

    /// A table of layers: of very many the middle is left out, which `result.json` has.
    static Table ofLayers(String caption, int texts, List<String> head, List<List<String>> rows) {
        if (rows.size() <= ROWS) return new Table(caption, texts, head, rows);
        int end = ROWS / 2;
        String hidden = "… " + (rows.size() - 2 * end) + " more, all in result.json";
        List<String> gap = Stream.concat(Stream.of("…", hidden), Stream.generate(() -> "…"))
                .limit(head.size()).toList();
        return new Table(caption, texts, head,
                Stream.of(rows.subList(0, end), List.of(gap),
                        rows.subList(rows.size() - end, rows.size()))
                        .flatMap(List::stream).toList());
    }
}
