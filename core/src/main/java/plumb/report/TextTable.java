package plumb.report;

import java.util.List;
import java.util.stream.IntStream;

/// Rows of cells as lines of text with columns below each other, each as wide as its widest cell.
public final class TextTable {
    private static final String GAP = "  ";

    private TextTable() {}

    /// The lines of a table.
    ///
    /// @param rows all with as many cells
    /// @param texts how many columns, from the first on, stand to the left; numbers stand to the right
    public static List<String> of(List<List<String>> rows, int texts) {
        int[] widths = IntStream.range(0, rows.getFirst().size())
                .map(c -> rows.stream().mapToInt(row -> length(row.get(c))).max().orElse(0))
                .toArray();
        return rows.stream().map(row -> {
            var line = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                String cell = row.get(c);
                String space = " ".repeat(widths[c] - length(cell));
                line.append(c == 0 ? "" : GAP).append(c < texts ? cell + space : space + cell);
            }
            return line.toString().stripTrailing();
        }).toList();
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
