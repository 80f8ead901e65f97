package plumb.files;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumb.text.InputError;

/// A first reading of a table, which learns what its columns hold and keeps no row.
///
/// A column is numeric if more than half of its values are numbers; then every other value is an
/// error. Any other column is text. Values that are missing do not count, and the target has none.
final class Survey extends TablePass {
    /// The most categories of a text column.
    static final int CATEGORIES = 1000;

    /// With fewer rows than this, texts that are all different can still be categories.
    static final int ROWS_TO_NAME = 20;

    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?[0-9]+,[0-9]+");

    /// What a column has shown so far.
    private static final class Column {
        /// How many values there are not.
        private int missing;
        /// How many of the others are no numbers.
        private int others;
        /// The first value that is no finite number.
        private @Nullable Cell odd;
        /// The different numbers, up to one more than can be classes, of a target.
        private @Nullable Set<Double> numbers;
        /// The different texts, if they are collected.
        private @Nullable Set<String> texts;
        /// The first text beyond the most that a column may have.
        private @Nullable Cell excess;
    }

    private final TableFile file;
    private final Column[] columns;

    private Survey(TableFile file, int... targets) {
        super(file);
        this.file = file;
        this.columns = Stream.generate(Column::new).limit(file.header().size())
                .toArray(Column[]::new);
        for (int target : targets) columns[target].numbers = new HashSet<>();
    }

    /// Reads a table once, and again in the rare case that a text column begins with a number.
    static Survey of(TableFile file, int... targets) {
        var survey = new Survey(file, targets);
        survey.read();
        if (Arrays.stream(survey.columns).allMatch(c -> survey.numeric(c) || c.texts != null)) {
            return survey;
        }
        var again = new Survey(file, targets);
        for (int c = 0; c < again.columns.length; c++) {
            if (!survey.numeric(c)) again.columns[c].texts = new HashSet<>();
        }
        again.read();
        return again;
    }

    @Override
    boolean wants(int column) {
        return true;
    }

    @Override
    boolean names(int column) {
        return columns[column].numbers != null;
    }

    @Override
    void text(int index, char[] buffer, int from, int to) {
        double number = Numbers.digits(buffer, from, to);
        if (number < 0) {
            if (Missing.is(buffer, from, to)) {
                missing(index, text(buffer, from, to));
                return;
            }
            number = read(index, buffer, from, to);
        }
        keep(index, number);
        Column column = columns[index];
        Set<String> texts = column.texts;
        if (texts == null || column.excess != null || !texts.add(text(buffer, from, to))) return;
        if (column.numbers == null && texts.size() > CATEGORIES) {
            column.excess = cell(index, text(buffer, from, to));
        }
    }

    @Override
    void number(int index, double value) {
        if (Double.isNaN(value)) {
            missing(index, "NaN");
            return;
        }
        Column column = columns[index];
        if (!Float.isFinite((float) value) && column.odd == null) {
            column.odd = cell(index, String.valueOf(value));
        }
        keep(index, value);
    }

    @Override
    void missing(int index) {
        missing(index, "");
    }

    private void missing(int index, String text) {
        if (columns[index].numbers != null) throw cell(index, text).noTarget();
        columns[index].missing++;
    }

    private void keep(int index, double number) {
        Set<Double> numbers = columns[index].numbers;
        if (numbers != null && numbers.size() <= NumericTarget.MOST) numbers.add(number + 0.0);
    }

    private double read(int index, char[] buffer, int from, int to) {
        // Only the numbers of targets are kept.
        double number = columns[index].numbers != null
                ? Numbers.parse(buffer, from, to)
                : Numbers.parseNearby(buffer, from, to);
        if (Float.isFinite((float) number)) return number;
        Column column = columns[index];
        if (column.odd == null) column.odd = cell(index, text(buffer, from, to));
        if (!Double.isNaN(number)) return number;
        column.others++;
        boolean first = rows() == column.missing;
        if (first && column.texts == null) column.texts = new HashSet<>();
        return number;
    }

    boolean numeric(int column) {
        return numeric(columns[column]);
    }

    private boolean numeric(Column column) {
        return 2L * column.others < rows() - column.missing;
    }

    /// The different texts of a text column, sorted; that of missing values is among them.
    List<String> texts(int column) {
        Set<String> texts = columns[column].texts;
        Stream<String> missing = columns[column].missing > 0
                ? Stream.of(Missing.CATEGORY)
                : Stream.empty();
        return Stream.concat(texts == null ? Stream.empty() : texts.stream(), missing).distinct()
                .sorted().toList();
    }

    /// The different numbers of a target column, sorted; one more than can be classes, if there are so
    /// many.
    double[] numbers(int target) {
        Set<Double> numbers = columns[target].numbers;
        return numbers == null
                ? new double[0]
                : numbers.stream().mapToDouble(number -> number).sorted().toArray();
    }

    /// @throws InputError if one of these columns has a value that is not a finite
    ///     number; of several, the first in the file
    void requireNumbers(int... numeric) {
        Cell first = null;
        for (int column : numeric) {
            Cell odd = columns[column].odd;
            if (odd != null && (first == null || odd.row() < first.row())) first = odd;
        }
        if (first != null) throw first.noNumber();
    }

    /// @throws InputError if a text column has no texts, or too many for categories, or
    ///     begins with a number that has a decimal comma
    void requireTexts(int column) {
        String place = file.path() + ": column \"" + file.header().get(column) + "\"";
        if (columns[column].missing == rows()) {
            throw new InputError(place + " has no value in any row: remove it");
        }
        Cell first = columns[column].odd;
        if (first != null && file instanceof CsvFile csv && csv.separator() != ','
                && DECIMAL_COMMA.matcher(first.text()).matches()) {
            throw first.wrong("has a decimal comma; expected a decimal point");
        }
        Cell excess = columns[column].excess;
        if (excess != null) {
            throw excess.wrong("is the " + (CATEGORIES + 1) + "st different text; a text column has"
                    + " at most " + CATEGORIES
                    + " categories: remove the column or make it numeric");
        }
        Set<String> texts = columns[column].texts;
        boolean input = columns[column].numbers == null;
        if (input && rows() >= ROWS_TO_NAME && texts != null && texts.size() == rows()) {
            throw new InputError(place + " has another text in each of the " + rows() + " rows: it"
                    + " names rows, and nothing can be learned from it; remove it");
        }
    }
}
