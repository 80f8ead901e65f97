package plumb.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
        TableFile file = TableFile.of(path);
        int[] targets = targetIndices(file, section.target());
        Survey survey = Survey.of(file, targets);
        Columns columns = learn(file, survey, targets, experiment);
        var tables = new ArrayList<Table>();
        tables.add(new Table(file, columns, survey.rows()));
        test.ifPresent(t -> tables.add(Table.of(t, columns, true)));
        Rows rows = Table.rows(tables, true);
        SeveralTargets.requireNotOneHot(rows.target().orElseThrow(), experiment, path.toString());
        Columns filled = Missing.fill(rows, columns,
                () -> Prepared.trainRows(rows, survey.rows(), experiment));
        return Prepared.of(rows, filled, survey.rows(), experiment)
                .with(rows.gaps().remarks(filled));
    }

    @Override
    public List<Path> files() {
        return Stream.concat(Stream.of(path), test.stream()).toList();
    }

    @Override
    public List<String> header() {
        return TableFile.of(path).header();
    }

    private static int[] targetIndices(TableFile file, List<String> names) {
        List<String> header = file.header();
        if (names.isEmpty()) return new int[] {header.size() - 1};
        return names.stream().mapToInt(name -> {
            int index = header.indexOf(name);
            if (index >= 0) return index;
            throw new InputError(file.path() + ": there is no target column \"" + name + "\"; "
                    + Nearest.suggestion(name, header));
        }).toArray();
    }

    private Columns learn(TableFile file, Survey survey, int[] targets, Experiment experiment) {
        int width = file.header().size();
        boolean regression = experiment.data().task() == Task.REGRESSION;
        survey.requireNumbers(IntStream.range(0, width)
                .filter(c -> survey.numeric(c) || (regression && isOne(targets, c))).toArray());
        var learned = new ArrayList<Columns.Column>();
        for (int c = 0; c < width; c++) {
            if (!survey.numeric(c)) survey.requireTexts(c);
            if (isOne(targets, c)) continue;
            String name = file.header().get(c);
            learned.add(survey.numeric(c)
                    ? new Columns.Column.Numeric(name, Missing.UNKNOWN)
                    : new Columns.Column.Category(name, survey.texts(c)));
        }
        int inputs = (int) learned.stream().flatMap(Columns.Column::inputs).count();
        if (inputs == 0) {
            throw new InputError(path + ": every column is a target; expected inputs beside them");
        }
        return new Columns(learned, targets.length == 1
                ? List.of(goal(file, survey, targets[0], inputs, experiment))
                : SeveralTargets.goals(Arrays.stream(targets)
                        .mapToObj(target -> shown(file, survey, target)).toList(), experiment));
    }

    private static boolean isOne(int[] targets, int column) {
        return Arrays.stream(targets).anyMatch(target -> target == column);
    }

    private String what(String name) {
        return path + ": the target column \"" + name + "\"";
    }

    private SeveralTargets.Shown shown(TableFile file, Survey survey, int target) {
        String name = file.header().get(target);
        boolean numeric = survey.numeric(target);
        return new SeveralTargets.Shown(name, what(name), numeric, numeric
                ? Arrays.stream(survey.numbers(target)).mapToObj(Columns::className).toList()
                : survey.texts(target));
    }

    private Goal goal(TableFile file, Survey survey, int target, int inputs,
            Experiment experiment) {
        String name = file.header().get(target);
        boolean numeric = survey.numeric(target)
                || experiment.data().task() == Task.REGRESSION;
        List<String> classes = numeric
                ? NumericTarget.classes(survey.numbers(target), Shape.of(inputs), experiment,
                        what(name))
                : survey.texts(target);
        if (classes.size() == 1) {
            throw new InputError(what(name) + " has one class only, \""
                    + classes.getFirst() + "\": there is nothing to learn"
                    + (experiment.data().target().isEmpty()
                            ? "; data.target can name another column"
                            : ""));
        }
        return new Goal(name, classes);
    }
}
