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
        TableFile file = table.file();
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
    boolean wants(int column) {
        return targets[column] != UNREAD || places[column] != UNREAD;
    }

    @Override
    void text(int column, char[] buffer, int from, int to) {
        if (Missing.is(buffer, from, to)) {
            missing(column, text(buffer, from, to));
        } else if (!takesNumbers(column)) {
            name(column, text(buffer, from, to));
        } else {
            int digits = Numbers.digits(buffer, from, to);
            float number = digits >= 0 ? digits : Numbers.parseFloat(buffer, from, to);
            if (!Float.isFinite(number)) throw cell(column, text(buffer, from, to)).noNumber();
            put(column, number);
        }
    }

    @Override
    void number(int column, double value) {
        if (Double.isNaN(value)) {
            missing(column, "NaN");
        } else if (!takesNumbers(column)) {
            name(column, Columns.className(value));
        } else {
            if (!Float.isFinite((float) value))
                throw cell(column, String.valueOf(value)).noNumber();
            put(column, (float) value);
        }
    }

    @Override
    boolean names(int column) {
        return !takesNumbers(column);
    }

    @Override
    void missing(int column) {
        missing(column, "");
    }

    @Override
    void endRow() {
        if (rows() >= table.rows()) throw changed();
        inputs.add(row);
        Arrays.fill(row, 0);
    }

    private boolean takesNumbers(int column) {
        return targets[column] != UNREAD
                ? target instanceof Target.Values
                : categories[column] == null;
    }

    private void put(int column, float number) {
        if (targets[column] == UNREAD) row[places[column]] = number;
        else if (target instanceof Target.Values v) v.of()[targetPlace(column, v.width())] = number;
    }

    /// Takes a text that is a class, or a category.
    private void name(int column, String text) {
        if (targets[column] == UNREAD) {
            if (!put(column, text)) gaps.unknown(name(column));
        } else if (target instanceof Target.Labels l) {
            l.of()[targetPlace(column, l.width())] = (byte) classOf(column, text);
        } else if (target instanceof Target.Classes c) {
            c.of()[targetPlace(column, 1)] = classOf(column, text);
        }
    }

    /// Takes a category, if it is known.
    private boolean put(int column, String category) {
        Map<String, Integer> known = categories[column];
        Integer number = known == null ? null : known.get(category);
        if (number != null) row[places[column] + number] = 1;
        return number != null;
    }

    private void missing(int column, String text) {
        Cell cell = cell(column, text);
        if (targets[column] != UNREAD) throw cell.noTarget();
        if (takesNumbers(column)) {
            put(column, (float) fills[column].orElseThrow(() -> cell.missing(
                    "no value was missing in training, so none is known to take its place")));
        } else if (!put(column, Missing.CATEGORY)) {
            gaps.unknown(name(column));
            return;
        }
        gaps.missing(name(column));
    }

    /// Where the target that is a column stands, of the row at hand.
    private int targetPlace(int column, int width) {
        if (rows() >= table.rows()) throw changed();
        return (firstRow + rows()) * width + targets[column];
    }

    private String name(int column) {
        return table.file().header().get(column);
    }

    /// The class of a text; that of a number in any spelling.
    private int classOf(int column, String text) {
        Map<String, Integer> classes = this.classes.get(targets[column]);
        Integer known = classes.get(text);
        if (known != null) return known;
        List<String> names = table.columns().goals().get(targets[column]).classes();
        double value = Numbers.parse(text);
        int number = Double.isFinite(value) ? names.indexOf(Columns.className(value)) : -1;
        if (number < 0) {
            throw cell(column, text).error("unknown class \"" + text + "\"; "
                    + Nearest.suggestion(text, names));
        }
        classes.put(text, number);
        return number;
    }

    private InputError changed() {
        return new InputError(table.file().path() + ": changed while it was read");
    }
}
