package plumb.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import plumb.data.Target;

/// A table whose columns are known, and the number of its rows.
record Table(TableFile file, Columns columns, int rows) {
    /// A table that has these columns; it may have others, in any order.
    ///
    /// @param withTarget whether the target column must be there
    static Table of(Path path, Columns columns, boolean withTarget) {
        TableFile file = TableFile.of(path);
        columns.inputs().forEach(column -> file.index(column.name()));
        if (withTarget) columns.goals().forEach(goal -> file.index(goal.name()));
        return new Table(file, columns, new TablePass(file).read());
    }

    /// The rows as inputs and, if asked for, as a target.
    Rows rows(boolean withTarget) {
        return rows(List.of(this), withTarget);
    }

    /// The rows of tables with equal columns, one table after another.
    static Rows rows(List<Table> tables, boolean withTarget) {
        Table first = tables.getFirst();
        Columns columns = first.columns;
        long all = tables.stream().mapToLong(Table::rows).sum();
        var inputs = InputStore.of(first.file.path(), all, columns.names().size());
        int rows = Math.toIntExact(all);
        Optional<Target> target = withTarget
                ? Optional.of(columns.room(rows))
                : Optional.empty();
        var gaps = new Gaps();
        int row = 0;
        for (Table table : tables) {
            new RowPass(table, row, inputs, target, gaps).fill();
            row += table.rows;
        }
        return new Rows(inputs.inputs(), target, gaps);
    }
}
