package plumb.files;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import plumb.data.Target;
import plumb.text.InputError;
import plumb.text.Nearest;

/// A reading of a table whose columns are known, straight into the inputs and the target of a data
/// set.
final class RowPass extends TablePass {
    private static final int UNREAD = -1;

    private final Table table;
    private final int firstRow;
    private final InputStore inputs;
    private final float[] row;
    /// For each column of the table the input that it begins at, and its categories if it has any.
    private final int[] places;
    private final @Nullable Map<String, Integer>[] categories;
    /// For each column of the table which target it is, and the classes of each target.
    private final int[] targets;
    private final @Nullable Target target;
    private final List<Map<String, Integer>> classes;
    /// For each column of the table what takes the place of a missing number.
    private final OptionalDouble[] fills;
    private final Gaps gaps;

    /// @param firstRow where the rows of the table begin in the target
    /// @param inputs takes the rows
    /// @param target is read if there is one
    /// @param gaps counts the rows without a value, or without a known one
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of maps
    RowPass(Table table, int firstRow, InputStore inputs, Optional<Target> target,
            Gaps gaps) {
        super(table.file());
        this.table = table;
        this.firstRow = firstRow;
        this.inputs = inputs;
        CsvFile file = table.file();
        Columns columns = table.columns();
        this.places = new int[file.header().size()];
        this.categories = new Map[places.length];
        this.fills = new OptionalDouble[places.length];
        Arrays.fill(fills, OptionalDouble.empty());
        Arrays.fill(places, UNREAD);
        int place = 0;
        for (Columns.Column column : columns.inputs()) {
            int index = file.index(column.name());
            places[index] = place;
            place += (int) column.inputs().count();
            switch (column) {
                case Columns.Column.Category(_, List<String> texts) ->
                    categories[index] = numbered(texts);
                case Columns.Column.Numeric(_, OptionalDouble fill) -> fills[index] = fill;
            }
        }
        this.row = new float[place];
        this.target = target.orElse(null);
        this.targets = new int[places.length];
        Arrays.fill(targets, UNREAD);
        List<Goal> goals = target.isPresent() ? columns.goals() : List.of();
        for (int t = 0; t < goals.size(); t++) targets[file.index(goals.get(t).name())] = t;
        this.classes = goals.stream().map(goal -> numbered(goal.classes())).toList();
        this.gaps = gaps;
    }

    private static Map<String, Integer> numbered(List<String> texts) {
        var numbers = new HashMap<String, Integer>();
        for (String text : texts) numbers.put(text, numbers.size());
        return numbers;
    }

    /// Reads all rows.
    void fill() {
        if (read() != table.rows()) throw changed();
    }

    @Override
    void value(int column, char[] buffer, int from, int to) {
        if (rows() >= table.rows()) throw changed();
        if (targets[column] != UNREAD) {
            target(firstRow + rows(), column, buffer, from, to);
            return;
        }
        int place = places[column];
        if (place == UNREAD) return;
        Map<String, Integer> known = categories[column];
        if (known == null) {
            row[place] = number(column, buffer, from, to);
            return;
        }
        boolean missing = Missing.is(buffer, from, to);
        Integer category = known.get(missing ? Missing.CATEGORY : text(buffer, from, to));
        if (category != null) row[place + category] = 1;
        if (category == null) gaps.unknown(name(column));
        else if (missing) gaps.missing(name(column));
    }

    @Override
    void endRow() {
        inputs.add(row);
        Arrays.fill(row, 0);
    }

    private String name(int column) {
        return table.file().header().get(column);
    }

    private void target(int row, int column, char[] buffer, int from, int to) {
        int t = targets[column];
        switch (target) {
            case Target.Values v ->
                v.of()[row * v.width() + t] = number(column, buffer, from, to);
            case Target.Labels l ->
                l.of()[row * l.width() + t] = (byte) classOf(column, buffer, from, to);
            case Target.Classes c -> c.of()[row] = classOf(column, buffer, from, to);
            case null -> throw new IllegalStateException();
        }
    }

    private float number(int column, char[] buffer, int from, int to) {
        int digits = Numbers.digits(buffer, from, to);
        if (digits >= 0) return digits;
        float number = Numbers.parseFloat(buffer, from, to);
        if (Float.isFinite(number)) return number;
        Cell cell = cell(column, buffer, from, to);
        if (!Missing.is(buffer, from, to)) throw cell.noNumber();
        if (targets[column] != UNREAD) throw cell.noTarget();
        gaps.missing(name(column));
        return (float) fills[column].orElseThrow(() -> cell.missing(
                "no value was missing in training, so none is known to take its place"));
    }

    /// The class of a text; that of a number in any spelling.
    private int classOf(int column, char[] buffer, int from, int to) {
        if (Missing.is(buffer, from, to)) throw cell(column, buffer, from, to).noTarget();
        String text = text(buffer, from, to);
        Map<String, Integer> classes = this.classes.get(targets[column]);
        Integer known = classes.get(text);
        if (known != null) return known;
        List<String> names = table.columns().goals().get(targets[column]).classes();
        double value = Numbers.parse(text);
        int number = Double.isFinite(value) ? names.indexOf(Columns.className(value)) : -1;
        if (number < 0) {
            throw cell(column, buffer, from, to).error("unknown class \"" + text + "\"; "
                    + Nearest.suggestion(text, names));
        }
        classes.put(text, number);
        return number;
    }

    private InputError changed() {
        return new InputError(table.file().path() + ": changed while it was read");
    }
}
