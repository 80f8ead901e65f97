package plumb.files;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import plumb.text.InputError;

/// Hands the rows of a CSV file to a pass. The header and empty lines are none.
final class CsvRows extends AbstractBaseCsvCallbackHandler<TablePass> {
    private final CsvFile file;
    private final TablePass pass;
    private final int width;
    private int fields;
    private boolean inHeader = true;

    CsvRows(CsvFile file, TablePass pass) {
        this.file = file;
        this.pass = pass;
        this.width = file.header().size();
    }

    @Override
    protected void handleBegin(long line) {
        fields = 0;
        pass.begin(line);
    }

    @Override
    protected void handleField(int column, char[] buffer, int offset, int length,
            boolean quoted) {
        fields++;
        if (inHeader || column >= width || !pass.wants(column)) return;
        int from = offset;
        int to = offset + length;
        while (from < to && buffer[from] <= ' ') from++;
        while (to > from && buffer[to - 1] <= ' ') to--;
        pass.text(column, buffer, from, to);
    }

    @Override
    protected TablePass buildRecord() {
        if (getRecordType() == RecordType.EMPTY) return pass;
        if (inHeader) {
            inHeader = false;
            return pass;
        }
        if (fields != width) {
            throw new InputError(file.place(getStartingLineNumber()) + ": has " + fields
                    + (fields == 1 ? " field" : " fields") + ", expected " + width
                    + " as in the header");
        }
        pass.end();
        return pass;
    }
}
