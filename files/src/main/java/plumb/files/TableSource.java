package plumb.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.nn.Shape;
import plumb.text.InputError;
import plumb.text.Nearest;

/// A table whose columns are learned: which are numbers, which are texts, what is predicted.
record TableSource(Path path, Optional<Path> test) implements Source {
    @Override
    public Prepared prepare(Experiment experiment) {
        DataSection section = experiment.data();
        CsvFile file = CsvFile.of(path);
        int target = targetIndex(file, section.target());
        Survey survey = Survey.of(file, target);
        Columns columns = learn(file, survey, target, experiment);
        var tables = new ArrayList<Table>();
        tables.add(new Table(file, columns, survey.rows()));
        test.ifPresent(t -> tables.add(Table.of(t, columns, true)));
        Rows rows = Table.rows(tables, true);
        Columns filled = Missing.fill(rows, columns,
                () -> Prepared.trainRows(rows, survey.rows(), experiment));
        return Prepared.of(rows, filled, survey.rows(), experiment)
                .with(rows.gaps().remarks(filled));
    }

    @Override
    public List<Path> files() {
        return Stream.concat(Stream.of(path), test.stream()).toList();
    }

    private static int targetIndex(CsvFile file, Optional<String> target) {
        List<String> header = file.header();
        if (target.isEmpty()) return header.size() - 1;
        int index = header.indexOf(target.get());
        if (index >= 0) return index;
        throw new InputError(file.path() + ": there is no target column \"" + target.get() + "\"; "
                + Nearest.suggestion(target.get(), header));
    }

    private Columns learn(CsvFile file, Survey survey, int target, Experiment experiment) {
        int width = file.header().size();
        boolean numericTarget = survey.numeric(target)
                || experiment.data().task() == Task.REGRESSION;
        survey.requireNumbers(IntStream.range(0, width)
                .filter(c -> c == target ? numericTarget : survey.numeric(c)).toArray());
        var learned = new ArrayList<Columns.Column>();
        for (int c = 0; c < width; c++) {
            if (!survey.numeric(c)) survey.requireTexts(c);
            if (c == target) continue;
            String name = file.header().get(c);
            learned.add(survey.numeric(c)
                    ? new Columns.Column.Numeric(name, Missing.UNKNOWN)
                    : new Columns.Column.Category(name, survey.texts(c)));
        }
        String name = file.header().get(target);
        int inputs = (int) learned.stream().flatMap(Columns.Column::inputs).count();
        List<String> classes = numericTarget
                ? NumericTarget.classes(survey.targets(), Shape.of(inputs), experiment,
                        path + ": the target column \"" + name + "\"")
                : survey.texts(target);
        if (classes.size() == 1) {
            throw new InputError(
                    path + ": the target column \"" + name + "\" has one class only, \""
                            + classes.getFirst() + "\": there is nothing to learn"
                            + (experiment.data().target().isPresent()
                                    ? ""
                                    : "; data.target can name another column"));
        }
        return new Columns(learned, name, classes);
    }
}
