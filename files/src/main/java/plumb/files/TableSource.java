package plumb.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.data.Dataset;
import plumb.nn.Loss;
import plumb.text.Grammar;
import plumb.text.InputError;
import plumb.text.Nearest;
import plumb.train.Plan;

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
        Dataset data = Dataset.of(rows.inputs(), columns.names(), rows.target().orElseThrow());
        if (test.isPresent()) data = data.withTestFrom(survey.rows());
        return new Prepared(data.split(section.validation(), experiment.dataSeed()), columns);
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
                    ? new Columns.Column.Numeric(name)
                    : new Columns.Column.Category(name, survey.texts(c)));
        }
        String name = file.header().get(target);
        double[] numbers = survey.targets();
        List<String> classes = numericTarget
                ? numericClasses(numbers, learned, experiment)
                : survey.texts(target);
        if (numericTarget && classes.isEmpty() && numbers.length == 1) {
            throw new InputError(path + ": the target column \"" + name + "\" has one value only, "
                    + Grammar.number(numbers[0]) + ": there is nothing to learn");
        }
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

    /// The classes of a target of numbers, sorted; none if it is a regression.
    private static List<String> numericClasses(double[] different, List<Columns.Column> inputs,
            Experiment experiment) {
        boolean classification = switch (experiment.data().task()) {
            case CLASSIFICATION -> true;
            case REGRESSION -> false;
            case AUTO -> forClasses(experiment.plan(), inputs, different.length);
        };
        if (!classification) return List.of();
        return Arrays.stream(different).mapToObj(Columns::className).toList();
    }

    private static boolean forClasses(Plan plan, List<Columns.Column> inputs, int labels) {
        int width = (int) inputs.stream().flatMap(Columns.Column::inputs).count();
        int[] widths = plan.network().widths(width);
        return switch (plan.loss()) {
            case Loss.BinaryCrossEntropy _,Loss.CategoricalCrossEntropy _,Loss.Hinge _ -> true;
            case Loss.Mse _,Loss.Mae _,Loss.Huber _ ->
                labels > 1 && widths[widths.length - 1] == labels;
        };
    }
}
