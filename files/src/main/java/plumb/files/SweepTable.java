package plumb.files;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import plumb.sweep.Axis;
import plumb.sweep.Grid;
import plumb.sweep.Sweep;
import plumb.sweep.Trial;
import plumb.text.Grammar;
import plumb.text.InputError;

/// The file `sweep.csv`: a line for each trial that has ended, by point and seed once the sweep has
/// ended, in the order in which they end before. A last line that was cut short does not count.
///
/// The columns are the number of the point, a column for each key of the grid, and those of
/// [#COLUMNS]. A number that there is not is empty, all others read back as they were.
final class SweepTable {
    /// The file's name in a run folder.
    static final String NAME = "sweep.csv";

    private static final List<String> COLUMNS = List.of("seed", "stepsTaken", "diverged", "trained",
            "gradientDecades", "validationLoss", "validationMetric", "bestLoss", "bestMetric",
            "trivialMetric", "yardstickMetric");

    private SweepTable() {}

    static String text(Sweep sweep) {
        return lines(Stream.concat(Stream.of(header(sweep.grid())),
                sweep.trials().stream().map(trial -> fields(sweep.grid(), trial))));
    }

    /// The line of a trial.
    static String line(Grid grid, Trial trial) {
        return lines(Stream.of(fields(grid, trial)));
    }

    private static String lines(Stream<List<String>> records) {
        var text = new StringWriter();
        try (CsvWriter out = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            records.forEach(out::writeRecord);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static List<String> fields(Grid grid, Trial t) {
        return Stream.of(Stream.of(String.valueOf(t.point())), grid.values(t.point()).stream(),
                Stream.of(t.seed(), t.steps(), t.diverged(), t.trained()).map(String::valueOf),
                Stream.of(t.gradientDecades(), t.loss(), t.metric(), t.bestLoss(), t.bestMetric(),
                        t.trivialMetric(), t.yardstickMetric()).map(SweepTable::number))
                .flatMap(fields -> fields).toList();
    }

    private static List<String> header(Grid grid) {
        return Stream.of(Stream.of("point"), grid.axes().stream().map(Axis::key), COLUMNS.stream())
                .flatMap(names -> names).toList();
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Grammar.number(value);
    }

    /// Reads the trials of a sweep over this grid.
    ///
    /// @throws InputError naming the line that is not one
    static List<Trial> read(Path file, Grid grid) {
        var trials = new ArrayList<Trial>();
        try (CsvReader<CsvRecord> lines = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(whole(Files.readAllBytes(file)))) {
            for (CsvRecord line : lines) {
                List<String> fields = line.getFields();
                boolean fits = line.getStartingLineNumber() == 1
                        ? fields.equals(header(grid))
                        : fields.size() == header(grid).size();
                if (!fits) throw damaged(file, line.getStartingLineNumber());
                if (line.getStartingLineNumber() > 1) trials.add(trial(file, line, grid));
            }
            return trials;
        } catch (CsvParseException | UncheckedIOException e) {
            throw new InputError(file + ": is damaged: " + e.getMessage());
        } catch (IOException e) {
            throw InputFiles.failure(file, e);
        }
    }

    /// The text without a last line that has no end.
    private static String whole(byte[] text) {
        int end = text.length;
        while (end > 0 && text[end - 1] != '\n') end--;
        return new String(text, 0, end, StandardCharsets.UTF_8);
    }

    private static Trial trial(Path file, CsvRecord line, Grid grid) {
        try {
            int point = Integer.parseInt(line.getField(0));
            int at = 1 + grid.axes().size();
            if (point < 1 || point > grid.size()
                    || !line.getFields().subList(1, at).equals(grid.values(point))) {
                throw new NumberFormatException();
            }
            return new Trial(point, Long.parseLong(line.getField(at)),
                    Long.parseLong(line.getField(at + 1)),
                    line.getField(at + 2).equals("true"), line.getField(at + 3).equals("true"),
                    number(line, at + 4), number(line, at + 5), number(line, at + 6),
                    number(line, at + 7), number(line, at + 8), number(line, at + 9),
                    number(line, at + 10));
        } catch (NumberFormatException e) {
            throw damaged(file, line.getStartingLineNumber());
        }
    }

    private static double number(CsvRecord line, int field) {
        String text = line.getField(field);
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    private static InputError damaged(Path file, long line) {
        return new InputError(file + ":" + line + ": is no trial of this sweep");
    }
}
