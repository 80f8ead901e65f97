package plumb.files;

import plumb.text.InputError;

/// One reading of a table, which counts its rows.
class TablePass {
    private final TableFile file;
    /// Where the row at hand begins.
    private long place;
    private int rows;

    TablePass(TableFile file) {
        this.file = file;
    }

    /// Whether the values of a column are of use.
    boolean wants(int column) {
        return false;
    }

    /// Takes a value that is written as a text, the characters from `from` to `to` without the spaces
    /// around them. It may be a number, or say that there is no value.
    void text(int column, char[] buffer, int from, int to) {}

    /// Takes a value that is stored as a number; NaN is no value.
    void number(int column, double value) {}

    /// Takes a value that is stored in single precision. Where it may be the name of a class or of a
    /// category, it is the number that its shortest text says, as in a table of texts.
    final void number(int column, float value) {
        number(column, names(column) ? Double.parseDouble(Float.toString(value)) : value);
    }

    /// Whether numbers of a column may be names.
    boolean names(int column) {
        return false;
    }

    /// Takes that there is no value.
    void missing(int column) {}

    /// Takes the end of a row.
    void endRow() {}

    final void begin(long rowPlace) {
        place = rowPlace;
    }

    final void end() {
        if (rows == Integer.MAX_VALUE) {
            throw new InputError(file.path() + ": has more than " + rows + " rows");
        }
        endRow();
        rows++;
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
        if (rows == 0) throw new InputError(file.path() + ": has a header, but no rows");
        return rows;
    }

    /// The value at hand, as errors tell of it.
    final Cell cell(int column, String text) {
        return new Cell(file, place, column, text);
    }

    static String text(char[] buffer, int from, int to) {
        return new String(buffer, from, to - from).strip();
    }
}
