package plumb.files;

import java.nio.file.Path;
import java.util.List;
import plumb.text.InputError;
import plumb.text.Nearest;

/// A file that holds a table: named columns, and rows that a pass takes one after another.
///
/// A value means the same in every kind of file: a text that reads as a number is one, and the texts
/// of [Missing] are no value.
sealed interface TableFile permits CsvFile, ParquetFile {
    /// The most columns that a table can have.
    int MOST_COLUMNS = 1 << 14;

    static TableFile of(Path path) {
        return ParquetFile.isOne(path) ? ParquetFile.of(path) : CsvFile.of(path);
    }

    Path path();

    /// The names of the columns.
    List<String> header();

    /// Hands every row to a pass: its place, the values of the columns that the pass wants, and that it
    /// has ended.
    void read(TablePass pass);

    /// The place of a row in words.
    ///
    /// @param place as the pass was told it
    String place(long place);

    /// The place of a column.
    ///
    /// @throws InputError if there is no such column
    default int index(String column) {
        int index = header().indexOf(column);
        if (index >= 0) return index;
        throw new InputError(path() + ": there is no column \"" + column + "\"; "
                + Nearest.suggestion(column, header()));
    }
}
