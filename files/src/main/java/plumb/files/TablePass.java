package plumb.files;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import plumb.text.InputError;

/// One reading of a table, which counts its rows. The header and empty lines are none.
class TablePass extends AbstractBaseCsvCallbackHandler<TablePass> {
    private final CsvFile file;
    private final int width;
    private int fields;
    private int rows = -1;

    TablePass(CsvFile file) {
        this.file = file;
        this.width = file.header().size();
    }

    /// Takes a value of a row, the characters from `from` to `to` without the spaces around them.
    void value(int column, char[] buffer, int from, int to) {}

    /// Takes the end of a row.
    void endRow() {}

    @Override
    protected final void handleBegin(long line) {
        fields = 0;
    }

    @Override
    protected final void handleField(int column, char[] buffer, int offset, int length,
            boolean quoted) {
        fields++;
        if (rows < 0 || column >= width) return;
        int from = offset;
        int to = offset + length;
        while (from < to && buffer[from] <= ' ') from++;
        while (to > from && buffer[to - 1] <= ' ') to--;
        value(column, buffer, from, to);
    }

    @Override
    protected final TablePass buildRecord() {
        if (getRecordType() == RecordType.EMPTY) return this;
        if (rows >= 0 && fields != width) {
            throw new InputError(file.path() + ":" + getStartingLineNumber() + ": has " + fields
                    + (fields == 1 ? " field" : " fields") + ", expected " + width
                    + " as in the header");
        }
        if (rows == Integer.MAX_VALUE) {
            throw new InputError(file.path() + ": has more than " + rows + " rows");
        }
        if (rows >= 0) endRow();
        rows++;
        return this;
    }

    /// The number of rows that have ended.
    final int rows() {
        return rows;
    }

    /// Reads the whole table and returns the number of its rows.
    ///
    /// @throws InputError if it has none
    final int read() {
        file.read(this);
        if (rows <= 0) throw new InputError(file.path() + ": has a header, but no rows");
        return rows;
    }

    /// The value at hand, as errors tell of it.
    final Cell cell(int column, char[] buffer, int from, int to) {
        return new Cell(file, getStartingLineNumber(), column, text(buffer, from, to));
    }

    static String text(char[] buffer, int from, int to) {
        return new String(buffer, from, to - from).strip();
    }
}
