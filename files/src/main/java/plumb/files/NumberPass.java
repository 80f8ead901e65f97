package plumb.files;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import plumb.text.InputError;

/// A first reading of a table that keeps the numbers and notes what is none.
///
/// A column is numeric if more than half of its values are numbers; then every other value is an
/// error. Any other column is text. An empty value is always an error.
final class NumberPass extends AbstractBaseCsvCallbackHandler<NumberPass> {
    private static final int BLOCK = 1 << 18;
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?[0-9]+,[0-9]+");

    /// A value that is not a finite number, and its line.
    private record Odd(long line, String text, boolean number) {}

    private final CsvFile file;
    private final boolean[] wanted;
    private final int width;
    private final int blockRows;
    private final List<float[]> blocks = new ArrayList<>();
    private final int[] texts;
    private final @Nullable Odd[] odd;
    private final int exact;
    private double[] exactValues = new double[1024];
    private float[] block = {};
    private int at;
    private int fields;
    private int rows = -1;

    /// @param wanted which columns are read
    /// @param exact a column whose values are kept in double precision, or −1
    NumberPass(CsvFile file, boolean[] wanted, int exact) {
        this.file = file;
        this.wanted = wanted;
        this.width = wanted.length;
        this.blockRows = Math.max(1, BLOCK / width);
        this.texts = new int[width];
        this.odd = new Odd[width];
        this.exact = exact;
    }

    @Override
    protected void handleBegin(long line) {
        fields = 0;
        if (rows < 0 || rows < (long) blocks.size() * blockRows) return;
        block = new float[blockRows * width];
        blocks.add(block);
        at = 0;
    }

    @Override
    protected void handleField(int column, char[] buffer, int offset, int length, boolean quoted) {
        fields++;
        if (rows < 0 || column >= width || !wanted[column]) return;
        int digits = Numbers.digits(buffer, offset, length);
        if (digits >= 0) {
            block[at + column] = digits;
            if (column == exact) keepExact(digits);
        } else {
            read(column, buffer, offset, offset + length);
        }
    }

    private void read(int column, char[] buffer, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && buffer[from] <= ' ') from++;
        while (to > from && buffer[to - 1] <= ' ') to--;
        double value = Numbers.parse(buffer, from, to);
        float kept = (float) value;
        if (Float.isFinite(kept)) block[at + column] = kept;
        else note(column, new String(buffer, from, to - from), !Double.isNaN(value));
        if (column == exact) keepExact(value);
    }

    private void keepExact(double value) {
        if (rows == exactValues.length) exactValues = Arrays.copyOf(exactValues, 2 * rows);
        exactValues[rows] = value;
    }

    private void note(int column, String text, boolean number) {
        long line = getStartingLineNumber();
        if (text.isEmpty()) {
            throw new InputError(file.path() + ":" + line + ": " + name(column) + " is empty");
        }
        if (!number) texts[column]++;
        if (odd[column] == null) odd[column] = new Odd(line, text, number);
    }

    @Override
    protected NumberPass buildRecord() {
        if (getRecordType() == RecordType.EMPTY) return this;
        if (rows >= 0 && fields != width) throw file.ragged(getStartingLineNumber(), fields);
        rows++;
        if (rows > 0) at += width;
        return this;
    }

    /// The number of rows.
    int rows() {
        if (rows <= 0) throw new InputError(file.path() + ": has a header, but no rows");
        return rows;
    }

    boolean numeric(int column) {
        return 2L * texts[column] < rows;
    }

    /// @throws InputError if one of these columns has a value that is not a finite number; of
    ///     several, the first in the file
    void requireNumbers(int... columns) {
        Odd first = null;
        String name = "";
        for (int column : columns) {
            Odd candidate = odd[column];
            if (candidate != null && (first == null || candidate.line < first.line)) {
                first = candidate;
                name = name(column);
            }
        }
        if (first == null) return;
        String wrong = first.number
                ? "\" is not finite or too large; expected a number below 3.4e38"
                : "\" is not a number, but the column is numeric";
        throw new InputError(
                file.path() + ":" + first.line + ": " + name + ": \"" + first.text + wrong);
    }

    /// @throws InputError if a text column begins with a number that has a decimal comma
    void requireNoDecimalComma(int column) {
        Odd first = odd[column];
        if (first == null || file.separator() == ','
                || !DECIMAL_COMMA.matcher(first.text).matches()) {
            return;
        }
        throw new InputError(
                file.path() + ":" + first.line + ": " + name(column) + ": \"" + first.text
                        + "\" has a decimal comma; expected a decimal point");
    }

    /// The values of the exact column.
    double[] exactValues() {
        return Arrays.copyOf(exactValues, rows);
    }

    /// Copies numeric columns into a table of `toWidth` columns and gives back the memory.
    void copy(int[] columns, float[] to, int[] places, int toWidth) {
        for (int b = 0, row = 0; b < blocks.size(); b++) {
            float[] from = blocks.set(b, new float[0]);
            for (int i = 0; i < blockRows && row < rows; i++, row++) {
                for (int c = 0; c < columns.length; c++) {
                    to[row * toWidth + places[c]] = from[i * width + columns[c]];
                }
            }
        }
    }

    private String name(int column) {
        return "column \"" + file.header().get(column) + "\"";
    }
}
