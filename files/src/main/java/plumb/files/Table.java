package plumb.files;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.data.Target;
import plumb.text.InputError;
import plumb.text.Nearest;

/// A table whose columns are known, read a first time.
record Table(CsvFile file, Columns columns, NumberPass numbers) {
    /// Reads the columns that are known from a table; it may have others, in any order.
    ///
    /// @param withTarget whether the target column must be there
    static Table of(Path path, Columns columns, boolean withTarget) {
        CsvFile file = CsvFile.of(path);
        var wanted = new boolean[file.header().size()];
        for (Columns.Column column : columns.inputs()) wanted[index(file, column.name())] = true;
        int target = withTarget ? index(file, columns.target()) : -1;
        if (withTarget) wanted[target] = true;
        var numbers = new NumberPass(file, wanted, target);
        file.read(numbers);
        int numeric = target >= 0 && columns.classes().isEmpty() ? target : -1;
        numbers.rows();
        numbers.requireNumbers(IntStream.concat(
                columns.inputs().stream().filter(c -> c instanceof Columns.Column.Numeric)
                        .mapToInt(c -> index(file, c.name())),
                IntStream.of(numeric).filter(c -> c >= 0)).toArray());
        return new Table(file, columns, numbers);
    }

    private static int index(CsvFile file, String name) {
        int index = file.header().indexOf(name);
        if (index >= 0) return index;
        throw new InputError(file.path() + ": there is no column \"" + name + "\"; "
                + Nearest.suggestion(name, file.header()));
    }

    /// The rows as inputs and, if asked for, as a target.
    Rows rows(boolean withTarget) {
        int target = withTarget ? index(file, columns.target()) : -1;
        int rows = numbers.rows();
        TextPass texts = texts(target);
        int width = columns.names().size();
        var inputs = new float[length(file.path(), rows, width)];
        var unknown = new LinkedHashMap<String, Integer>();
        List<Columns.Column> all = columns.inputs();
        var from = new int[all.size()];
        var to = new int[all.size()];
        int numeric = 0;
        int place = 0;
        for (Columns.Column column : all) {
            int index = index(file, column.name());
            switch (column) {
                case Columns.Column.Numeric _ -> {
                    from[numeric] = index;
                    to[numeric++] = place++;
                }
                case Columns.Column.Category category -> {
                    int[] values = numbered(texts.texts(index), category.categories());
                    int lost = oneHot(texts.ids(index), values, inputs, place, width);
                    if (lost > 0) unknown.put(category.name(), lost);
                    place += category.categories().size();
                }
            }
        }
        Optional<Target> right = withTarget ? Optional.of(target(target, texts)) : Optional.empty();
        numbers.copy(Arrays.copyOf(from, numeric), inputs, Arrays.copyOf(to, numeric), width);
        return new Rows(inputs, rows, right, unknown);
    }

    private TextPass texts(int target) {
        var limits = new int[file.header().size()];
        for (Columns.Column column : columns.inputs()) {
            boolean text = column instanceof Columns.Column.Category;
            limits[index(file, column.name())] = text ? Integer.MAX_VALUE : 0;
        }
        if (target >= 0 && !columns.classes().isEmpty()) limits[target] = Integer.MAX_VALUE;
        var texts = new TextPass(file, limits, numbers.rows());
        if (Arrays.stream(limits).anyMatch(n -> n > 0)) {
            file.read(texts);
            texts.requireUnchanged();
        }
        return texts;
    }

    /// For each text its place in the list, or −1.
    private static int[] numbered(Map<String, TextPass.Text> texts, List<String> list) {
        var places = new LinkedHashMap<String, Integer>();
        for (String entry : list) places.put(entry, places.size());
        return texts.keySet().stream().mapToInt(text -> places.getOrDefault(text, -1)).toArray();
    }

    private static int oneHot(int[] ids, int[] values, float[] inputs, int place, int width) {
        int lost = 0;
        for (int row = 0; row < ids.length; row++) {
            int value = values[ids[row]];
            if (value < 0) lost++;
            else inputs[row * width + place + value] = 1;
        }
        return lost;
    }

    private Target target(int index, TextPass texts) {
        if (columns.classes().isEmpty()) {
            double[] exact = numbers.exactValues();
            var values = new float[exact.length];
            for (int row = 0; row < values.length; row++) values[row] = (float) exact[row];
            return new Target.Values(values);
        }
        Map<String, TextPass.Text> labels = texts.texts(index);
        int[] values = numbered(labels, columns.classes());
        labels.forEach((text, entry) -> {
            if (values[entry.id()] >= 0) return;
            double number = Numbers.parse(text);
            values[entry.id()] = columns.classes().indexOf(Columns.className(number));
            if (values[entry.id()] < 0) {
                throw new InputError(
                        file.path() + ":" + entry.line() + ": column \"" + columns.target()
                                + "\": unknown class \"" + text + "\"; "
                                + Nearest.suggestion(text, columns.classes()));
            }
        });
        int[] of = Arrays.stream(texts.ids(index)).map(id -> values[id]).toArray();
        return new Target.Classes(of, columns.classes());
    }

    static int length(Path path, int rows, int width) {
        long length = (long) rows * width;
        if (length < Integer.MAX_VALUE - 8) return (int) length;
        throw new InputError(path + ": " + rows + " rows of " + width
                + " inputs are too many: expected at most 2147483639 numbers");
    }
}
