package plumb.files;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import plumb.text.InputError;

/// A file of comma-separated values in UTF-8, plain or gzip-compressed, with a header.
///
/// The separator is the comma, the semicolon or the tabulator, whichever the first line has most of.
/// Quotes may stand apart from separators if they do so in the first line, `"a", "b"`.
/// The first line is the header: its fields are names, so none of them is empty, a number, or there
/// twice. Spaces around a field do not count; empty lines are skipped.
record CsvFile(Path path, char separator, boolean spaced, List<String> header)
        implements
            TableFile {
    private static final String SEPARATORS = ",;\t";
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_HEADER = 1 << 24;
    private static final int LONGEST_FIELD = 1 << 24;
    private static final Pattern LINE = Pattern.compile("line (\\d+)");

    static CsvFile of(Path path) {
        String line = firstLine(path);
        char separator = separator(line);
        boolean spaced = Pattern.compile("\"[ ]+" + separator + "|" + separator + "[ ]+\"")
                .matcher(line).find();
        var file = new CsvFile(path, separator, spaced, List.of());
        try (CsvReader<CsvRecord> records = file.settings()
                .build(CsvRecordHandler.builder().maxFields(MOST_COLUMNS)
                        .maxFieldSize(LONGEST_FIELD).maxRecordSize(4 * LONGEST_FIELD).build(),
                        open(path))) {
            var first = records.iterator();
            if (!first.hasNext()) {
                throw new InputError(path + ": is empty; expected a header and rows");
            }
            CsvRecord header = first.next();
            List<String> names = header.getFields().stream().map(String::strip).toList();
            requireNames(path + ":" + header.getStartingLineNumber(), names);
            return new CsvFile(path, separator, spaced, names);
        } catch (CsvParseException | UncheckedIOException | IOException e) {
            throw file.failure(e);
        }
    }

    @Override
    public void read(TablePass pass) {
        try (CsvReader<?> records = settings().build(new CsvRows(this, pass), open(path))) {
            records.forEach(_ -> {});
        } catch (CsvParseException | UncheckedIOException | IOException e) {
            throw failure(e);
        }
    }

    @Override
    public String place(long line) {
        return path + ":" + line;
    }

    private CsvReader.CsvReaderBuilder settings() {
        return CsvReader.builder().fieldSeparator(separator)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .trimWhitespacesAroundQuotes(spaced)
                .allowUnclosedQuote(false).maxBufferSize(LONGEST_FIELD);
    }

    private static BufferedReader open(Path path) {
        Reader decoded = new InputStreamReader(InputFiles.open(path),
                StandardCharsets.UTF_8.newDecoder());
        var reader = new BufferedReader(decoded, BUFFER);
        try {
            reader.mark(1);
            if (reader.read() != '\uFEFF') reader.reset();
            return reader;
        } catch (IOException e) {
            throw InputFiles.failure(path, e);
        }
    }

    private static String firstLine(Path path) {
        var line = new StringBuilder();
        boolean quoted = false;
        try (BufferedReader reader = open(path)) {
            for (int c = reader.read(); c >= 0
                    && line.length() < LONGEST_HEADER; c = reader.read()) {
                boolean ends = !quoted && (c == '\n' || c == '\r');
                if (ends && !line.isEmpty()) break;
                if (c == '"') quoted = !quoted;
                if (!ends) line.append((char) c);
            }
            return line.toString();
        } catch (IOException e) {
            throw InputFiles.failure(path, e);
        }
    }

    private static char separator(String line) {
        var count = new int[SEPARATORS.length()];
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '"') quoted = !quoted;
            int candidate = quoted ? -1 : SEPARATORS.indexOf(line.charAt(i));
            if (candidate >= 0) count[candidate]++;
        }
        int best = 0;
        for (int i = 1; i < count.length; i++) best = count[i] > count[best] ? i : best;
        return SEPARATORS.charAt(best);
    }

    private static void requireNames(String place, List<String> names) {
        var seen = new HashMap<String, Integer>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String column = place + ": column " + (i + 1);
            if (name.isEmpty()) throw new InputError(column + " of the header has no name");
            name.chars().filter(Character::isISOControl).findFirst().ifPresent(c -> {
                throw new InputError(String.format(
                        "%s of the header has the character U+%04X; expected UTF-8 text", column,
                        c));
            });
            if (!Double.isNaN(Numbers.parse(name))) {
                throw new InputError(column + " of the header is the number \"" + name
                        + "\"; expected a first line with the names of the columns");
            }
            Integer earlier = seen.putIfAbsent(name, i);
            if (earlier != null) {
                throw new InputError(
                        column + " has the name \"" + name + "\" of column " + (earlier + 1));
            }
        }
        if (names.size() == 1) {
            throw new InputError(place + ": has one column only, \"" + names.getFirst()
                    + "\"; expected inputs and a target, separated by comma, semicolon or tabulator");
        }
    }

    private InputError failure(Exception e) {
        if (e.getCause() instanceof Error error) throw error;
        if (e instanceof IOException io) return InputFiles.failure(path, io);
        if (e.getCause() instanceof IOException io) return InputFiles.failure(path, io);
        if (e.getCause() instanceof InputError found) return found;
        String text = (e.getMessage() + " " + e.getCause()).replaceAll("\\s+", " ");
        Matcher line = LINE.matcher(text);
        return new InputError(
                path + (line.find() ? ":" + line.group(1) : "") + ": " + reason(text));
    }

    /// What the parser means, in our words.
    private static String reason(String text) {
        if (text.contains("Unclosed quoted field")) {
            return "a quote that opens in this row is not closed";
        }
        if (text.contains("maximum buffer size") || text.contains("max field size")
                || text.contains("max record size")) {
            return "a field has more than " + LONGEST_FIELD
                    + " characters; a quote that opens in this row may not be closed";
        }
        if (text.contains("limit of " + MOST_COLUMNS + " fields")) {
            return "has more than " + MOST_COLUMNS
                    + " columns, the most that a table can have; arrays (.npz) can have more";
        }
        if (text.contains("after closing quote")) {
            return "a quote closes in the midst of a field; within quotes a quote is written twice";
        }
        return text;
    }
}
