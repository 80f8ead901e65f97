package plumb.app;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Lines of cells as text in columns, each as wide as its widest cell.
final class TextTable {
    private static final String GAP = "  ";

    private TextTable() {}

    /// @param rows all with as many cells
    static List<String> of(List<List<String>> rows) {
        int number = rows.getFirst().size();
        int[] widths = IntStream.range(0, number).map(i -> rows.stream()
                .mapToInt(row -> row.get(i).codePointCount(0, row.get(i).length())).max()
                .orElse(0)).toArray();
        return rows.stream().map(row -> IntStream.range(0, number)
                .mapToObj(i -> padded(row.get(i), widths[i]))
                .collect(Collectors.joining(GAP)).stripTrailing()).toList();
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(width - cell.codePointCount(0, cell.length()));
    }
}
