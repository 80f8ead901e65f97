package plumb.files;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import plumb.text.InputError;

/// A second reading of a table that keeps the texts of some columns, each different text once.
final class TextPass extends AbstractBaseCsvCallbackHandler<TextPass> {
    /// A text of a column: its number in the order of appearance, and the line it first stands in.
    record Text(int id, long line) {}

    private final CsvFile file;
    private final int rows;
    private final int[] limits;
    private final List<Map<String, Text>> texts;
    private final int[][] ids;
    private int row = -1;

    /// @param limits for each column the most different texts it may have; 0 where it is not read
    TextPass(CsvFile file, int[] limits, int rows) {
        this.file = file;
        this.rows = rows;
        this.limits = limits;
        this.texts = Arrays.stream(limits).<Map<String, Text>>mapToObj(_ -> new LinkedHashMap<>())
                .toList();
        this.ids = Arrays.stream(limits).mapToObj(n -> new int[n > 0 ? rows : 0])
                .toArray(int[][]::new);
    }

    @Override
    protected void handleField(int column, char[] buffer, int offset, int length, boolean quoted) {
        if (row < 0 || row >= rows || column >= limits.length || limits[column] == 0) return;
        String text = new String(buffer, offset, length).strip();
        Map<String, Text> known = texts.get(column);
        Text entry = known.get(text);
        if (entry == null) {
            if (known.size() == limits[column]) {
                throw new InputError(file.path() + ":" + getStartingLineNumber() + ": column \""
                        + file.header().get(column) + "\": \"" + text + "\" is the "
                        + (known.size() + 1) + "th different text; a text column has at most "
                        + limits[column] + " categories: remove the column or make it numeric");
            }
            entry = new Text(known.size(), getStartingLineNumber());
            known.put(text, entry);
        }
        ids[column][row] = entry.id;
    }

    @Override
    protected TextPass buildRecord() {
        if (getRecordType() == RecordType.EMPTY) return this;
        row++;
        return this;
    }

    void requireUnchanged() {
        if (row != rows) throw new InputError(file.path() + ": changed while it was read");
    }

    /// The different texts of a column, in the order of appearance.
    Map<String, Text> texts(int column) {
        return texts.get(column);
    }

    /// For each row the number of its text.
    int[] ids(int column) {
        return ids[column];
    }
}
